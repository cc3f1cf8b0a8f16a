FROM busybox:1.36 AS build
RUN mkdir /out && cp /bin/busybox /out/tool
FROM busybox:1.36
COPY --link --from=build /out/tool /opt/tool
