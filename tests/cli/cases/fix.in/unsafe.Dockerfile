# escape=`
FROM debian:13
RUN make `

USER app
MAINTAINER Ada
