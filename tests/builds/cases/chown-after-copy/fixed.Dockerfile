FROM busybox:1.36
WORKDIR /home/app
COPY --chown=1000:1000 . .
ENV MODE=production
RUN chown 1000:1000 /home/app
USER 1000
CMD ["sh", "run.sh"]
