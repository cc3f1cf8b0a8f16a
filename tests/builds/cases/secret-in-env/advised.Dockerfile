FROM busybox:1.36
WORKDIR /srv
COPY fetch.sh ./
RUN --mount=type=secret,id=fetch_token FETCH_TOKEN=$(cat /run/secrets/fetch_token) sh fetch.sh
