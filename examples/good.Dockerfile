# syntax=docker/dockerfile:1
# The same image with nothing to complain about:
#   cargo run -p dlint -- examples/good.Dockerfile
ARG GO_VERSION=1.26

FROM golang:${GO_VERSION} AS build
LABEL org.opencontainers.image.authors="Grace Hopper <grace@example.com>"
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download && \
    go mod verify
COPY . .
RUN go build -o /server ./cmd/server

FROM build AS test
RUN --mount=type=cache,target=/root/.cache/go-build \
    go test ./...

FROM debian:13-slim
COPY --from=build --chown=1000:1000 /server /usr/local/bin/server
EXPOSE 8080
USER 1000
CMD ["server"]
