FROM busybox:1.36
RUN (mkdir /build && cd /build && export NAME=tool && cp /bin/busybox /build/big.bin && cp /bin/busybox $NAME) \
    && (mkdir -p /srv && cd /srv && cp /build/tool /srv/ && echo "[$NAME] $(pwd)" > /srv/where) \
    && rm -rf /build
COPY app.sh /srv/
