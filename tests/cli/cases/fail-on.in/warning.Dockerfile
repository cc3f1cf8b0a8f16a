FROM debian:13
RUN a && \

    b
