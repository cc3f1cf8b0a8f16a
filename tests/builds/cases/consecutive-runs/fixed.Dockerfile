FROM busybox:1.36
WORKDIR /srv
RUN mkdir data \
    && echo one > data/one \
    && ln -s data/one first
COPY app.sh ./
