# escape=`
FROM debian:13
RUN make `

USER app
LABEL org.opencontainers.image.authors="Ada"
