FROM busybox:1.36 AS base
WORKDIR /srv
COPY app.sh ./
RUN cat app.sh > copy.txt
FROM base
ENV MODE=production
CMD ["sh", "app.sh"]
