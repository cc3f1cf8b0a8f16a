FROM debian:12
RUN apt-get update \
    && apt-get install -y --no-install-recommends file \
    && rm -rf /var/lib/apt/lists/*
COPY app.sh /usr/local/bin/app
CMD ["app"]
