FROM alpine:3.22
RUN <<END
apk add --no-cache curl
echo done > /done
END
