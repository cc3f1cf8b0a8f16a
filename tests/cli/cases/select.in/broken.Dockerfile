FROM debian:latest
RUNN make
ONBUILD ONBUILD RUN make
