FROM debian:13 as build
