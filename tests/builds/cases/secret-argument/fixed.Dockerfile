FROM busybox:1.36
WORKDIR /srv
COPY fetch.sh ./
RUN --mount=type=secret,id=fetch_token,env=FETCH_TOKEN sh fetch.sh
COPY app.sh ./
