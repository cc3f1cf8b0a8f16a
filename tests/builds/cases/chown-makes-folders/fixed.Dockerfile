FROM busybox:1.36
COPY --chown=1000:1000 . /srv/app
RUN chown 1000:1000 /srv/app
