FROM busybox:1.36
ARG SOURCE
WORKDIR /opt
RUN wget -q $SOURCE/tool.tar.gz \
    && tar -xzf tool.tar.gz \
    && rm tool.tar.gz
