FROM busybox:1.36
COPY --chmod=644 data /opt/data
RUN chmod 644 /opt/data/*
