FROM alpine:3.22
RUN apk add --no-cache curl
ARG COMMIT_SHA=unknown
LABEL org.opencontainers.image.revision=$COMMIT_SHA
WORKDIR /srv
COPY app.sh ./
RUN cp app.sh copy.sh
