FROM busybox:1.36
ENV MODE=production
RUN --mount=type=bind,source=setup.sh,target=/tmp/setup.sh --mount=type=bind,source=library,target=/tmp/library sh /tmp/setup.sh && sh /tmp/library/more.sh && rm -rf /var/empty-cache
RUN --mount=type=bind,source=models/large.bin,target=/opt/large.bin cksum /opt/large.bin > /srv/sum; echo done > /srv/done
COPY app.sh /srv/
