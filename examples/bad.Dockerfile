# A Dockerfile with a few things wrong, to see what dlint says about them:
#   cargo run -p dlint -- examples/bad.Dockerfile
ARG GO_VERSION=1.26

FROM golang:${GO_VERSION} as Build
MAINTAINER Grace Hopper <grace@example.com>
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download && \

    go mod verify
COPY . .
RUN go build -o /server ./cmd/server

FROM Build AS test
RUN --mount=type=cache,target=/root/.cache/go-build \
    go test ./...

FROM debian:latest
COPY --from=Build --chwon=app /server /usr/local/bin/server
EXPOSE 8080 90210
CMD ["server"]
