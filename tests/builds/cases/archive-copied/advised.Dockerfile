FROM busybox:1.36
RUN --mount=type=bind,source=tool.tar.gz,target=/tmp/tool.tar.gz mkdir -p /opt && tar -xzf /tmp/tool.tar.gz -C /opt
