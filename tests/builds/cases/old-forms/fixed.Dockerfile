FROM busybox:1.36
LABEL org.opencontainers.image.authors="Ada <ada@example.org>"
ENV MODE=production
ENV GREETING="hello   world"
LABEL org.example.name=proof
CMD ["sh", "-c", "echo $GREETING"]
