FROM busybox:1.36
ADD data/* /opt/
COPY all /srv/
COPY data/x /x
