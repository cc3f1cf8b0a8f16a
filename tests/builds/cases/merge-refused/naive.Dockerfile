FROM busybox:1.36
WORKDIR /srv
RUN set -x && mkdir /opt && cd /opt && cp /bin/busybox big.bin && export MODE=build \
    && pwd > folder.txt && echo "mode: ${MODE:-none}" > mode.txt && rm /opt/big.bin
CMD ["cat", "/srv/folder.txt", "/srv/mode.txt"]
