FROM debian:12
COPY app.sh /usr/local/bin/app
RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
    --mount=type=cache,target=/var/cache/apt/kept,sharing=locked \
    apt-get update \
    && apt-get install -y --no-install-recommends \
      -o Dir::Cache::Archives=/var/cache/apt/kept -o APT::Keep-Downloaded-Packages=true file
