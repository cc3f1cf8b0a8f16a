FROM busybox:1.36
RUN --mount=type=bind,source=setup,target=/tmp/setup sh /tmp/setup/base.sh
ENV MODE=production
RUN --mount=type=bind,source=setup,target=/tmp/setup sh /tmp/setup/tools.sh
RUN --mount=type=bind,source=run.sh,target=/tmp/run.sh,rw chmod +x /tmp/run.sh \
    && cd /srv && /tmp/run.sh
COPY app.sh /srv/
