FROM busybox:1.36
WORKDIR /srv
COPY fetch.sh ./
RUN --mount=type=secret,id=id_rsa,target=/root/.ssh/id_rsa sh fetch.sh
COPY app.sh ./
