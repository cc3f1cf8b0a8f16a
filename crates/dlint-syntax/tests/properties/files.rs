//! Files like those that people write, to be changed a little.

pub(super) const FILES: [&str; 5] = [GO, PYTHON, NODE, WINDOWS, ODD];

const GO: &str = r#"# syntax=docker/dockerfile:1
# check=skip=JSONArgsRecommended

ARG GO_VERSION=1.22
ARG BASE=gcr.io/distroless/static:nonroot@sha256:0123456789abcdef

# The program.
FROM --platform=$BUILDPLATFORM golang:${GO_VERSION:-1.22}-alpine AS build
ARG TARGETOS TARGETARCH
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=secret,id=token,env=TOKEN \
    go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --network=none \
    # static, for there is no libc
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \

    go build -o /out/app ./cmd/app && \
    /out/app --version

FROM ${BASE} AS final
COPY --from=build --chown=65532:65532 /out/app /usr/bin/
EXPOSE 8080/tcp 9000-9010/udp
ENTRYPOINT ["/usr/bin/app", "--listen", ":8080"]
"#;

const PYTHON: &str = r#"FROM python:3.12-slim
LABEL org.opencontainers.image.title="A service" \
      org.opencontainers.image.authors="Jo Do <jo@example.org>"
ENV PYTHONUNBUFFERED=1 PATH="/venv/bin:$PATH"
ENV LANG C.UTF-8
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
RUN <<EOF
apt-get update
apt-get install -y --no-install-recommends curl
rm -rf /var/lib/apt/lists/*
EOF
COPY <<-"CONF" <<OTHER /etc/service/
	[main]
	home = ${HOME}
	CONF
# this is a line of it
OTHER
HEALTHCHECK --interval=30s --timeout=5s --retries=3 \
  CMD curl -fsS http://localhost:8000/health || exit 1
USER 1000:1000
VOLUME ["/data", "/cache"]
STOPSIGNAL SIGTERM
CMD ["python", "-m", "service", "--name", "caf\u00e9 \ud83d\ude00"]
"#;

const NODE: &str = "FROM node:20-bookworm as deps\r\nWORKDIR /app\r\nCOPY package*.json ./\r\nRUN npm ci \\\r\n\
    \t&& npm cache clean --force   \\\r\n  # nothing else\r\n  && echo \"it's done\"\r\n\r\nfrom deps AS Test\r\n\
    run npm test\r\n\r\nFROM node:20-bookworm\r\nONBUILD COPY --chown=node . /app\r\n\
    ONBUILD RUN cat <<'END' > /x\r\na $b\r\nEND\r\nADD https://example.org/a.tar.gz /tmp/\r\nMAINTAINER Jo\r\n\
    CMD npm start";

const WINDOWS: &str = "\u{feff}# escape=`\n# Windows\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\n\
    SHELL [\"powershell\", \"-Command\", \"$ErrorActionPreference = 'Stop';\"]\n\
    ENV TOOLS=C:\\tools\\ `\n    NAME=\"J\u{fc}rgen `\" x\"\nCOPY setup.exe C:\\setup\\\n\
    RUN Start-Process -Wait `\n    # quietly\n    C:\\setup\\setup.exe -ArgumentList '/quiet' ; `\n\n    \
    Remove-Item -Recurse C:\\setup\nWORKDIR C:\\app\\\nENTRYPOINT [\"C:\\\\app\\\\run.exe\"]\n";

const ODD: &str = "#!/usr/bin/env x\n\n\\\nFRO\\\nM --platform=\"linux/amd64\" a:b A\\\nS c\nENV A B=C \\\n\n\n D\n\
    LABEL \"a b\"='c d' e=f\\ g\nARG\nRUN echo $((1 << 2)) \\\\\nRUN [ \"a\" , 'b' ]\n2))\nCOPY << E \"x y\" /z\nE\n\
    ONBUILD ONBUILD RUN --x\nEXPOSE 127.0.0.1:80:80 $P\nFETCH --a b\nHEALTHCHECK none\nRUN <<-X 3<<Y cat\n\tX\nY\n\
    USER \u{a0}me too\u{3000}\nCMD [\"\\ud83d\", 1]\nRUN <<Z\nnever closed\nUSER again\nRUN z \\\n# end\n";
