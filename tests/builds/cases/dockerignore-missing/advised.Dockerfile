FROM busybox:1.36
COPY . /srv/
CMD ["sh", "/srv/app.sh"]
