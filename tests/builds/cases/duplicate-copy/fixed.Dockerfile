FROM busybox:1.36
WORKDIR /srv
COPY . .
