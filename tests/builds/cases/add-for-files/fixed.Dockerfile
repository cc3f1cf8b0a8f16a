FROM busybox:1.36
COPY app.sh /opt/
COPY data /opt/data/
CMD ["sh", "/opt/app.sh"]
