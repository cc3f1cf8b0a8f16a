FROM busybox:1.36
WORKDIR /srv
RUN mkdir /opt && cp /bin/busybox /opt/big.bin \
    && cp /opt/big.bin /opt/tool \
# the last one may go where it likes
    && cd /opt && export MODE=build && rm big.bin
RUN pwd > folder.txt && echo "mode: ${MODE:-none}" > mode.txt
CMD ["cat", "folder.txt", "mode.txt"]
