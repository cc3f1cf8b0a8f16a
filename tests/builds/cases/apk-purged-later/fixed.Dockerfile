FROM alpine:3.22
RUN apk add --no-cache --virtual .build gcc musl-dev \
    && mkdir -p /opt && gcc > /opt/built \
    && apk del .build
COPY app.sh /app.sh
