FROM busybox:1.36
ARG SOURCE
ARG NAME
ENV NAME=${NAME:-tool}
WORKDIR /opt
RUN wget -q $SOURCE/$NAME.tar.gz && tar -xzf $NAME.tar.gz && rm -f "$NAME.tar.gz" && cd / && echo done > done
