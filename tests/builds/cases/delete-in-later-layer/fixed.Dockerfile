FROM busybox:1.36
WORKDIR /build
RUN cp /bin/busybox big.bin && cp /bin/busybox tool \
# the tool is installed
    && mkdir -p /opt/bin && cp tool /opt/bin/tool \
    && rm -rf /build/*
COPY app.sh /opt/bin/app
CMD ["app"]
