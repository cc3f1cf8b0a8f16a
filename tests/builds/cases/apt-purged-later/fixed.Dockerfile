FROM debian:12
WORKDIR /src
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/* \
    && mkdir -p /opt/tool && make --version > /opt/tool/version \
    && apt-get purge -y --auto-remove make
COPY app.sh /usr/local/bin/app
