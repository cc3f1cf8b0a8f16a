FROM busybox:1.36
ARG SOURCE
RUN wget -q -O /bin/tool $SOURCE/tool \
    && chmod 755 /bin/tool
CMD ["tool"]
