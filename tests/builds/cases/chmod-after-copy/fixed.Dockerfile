FROM busybox:1.36
COPY --chmod=0755 tools /opt/tools
RUN chmod 0755 /opt/tools
