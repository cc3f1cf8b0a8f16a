FROM debian:13
FOO bar
