FROM busybox:1.36
WORKDIR /srv
COPY fetch.sh ./
RUN --mount=type=secret,id=netrc,target=/root/.netrc sh fetch.sh
COPY app.sh ./
