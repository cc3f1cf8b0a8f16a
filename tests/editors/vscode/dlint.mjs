// What dlint says on the command line, to hold the editor to it.

import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { temporary } from "./editor.mjs";

/** A Dockerfile with many mistakes: of each severity, beside an emoji, in a blank line, with and without repairs. */
export const MISTAKES = `FROM debian:latest as Build
MAINTAINER Ada <ada@example.org>
WORKDIR src
RUN apt-get update && \\

    apt-get install curl
RUN echo "🐳" && cd /tmp
ADD app.py /app/
EXPOSE 80/TCP
COPY --chwon=app a b

FROM scratch
COPY --from=Build /app /app
ENTRYPOINT ["/app/run"]
CMD ['x']
CMD ["y"]
`;

/** The findings of a file. */
export function findings(dlint, file) {
  const { stdout } = spawnSync(dlint, ["--output-format", "json", file], { encoding: "utf8", cwd: dirname(file) });
  return JSON.parse(stdout).files.flatMap((each) => each.findings);
}

/** What `dlint --fix` makes of a file; the file stays as it is. */
export function fixed(dlint, file) {
  // Beside it: what is found depends on the folder.
  const folder = mkdtempSync(join(temporary(), "copy-"));
  for (const name of readdirSync(dirname(file), { withFileTypes: true })) {
    if (name.isFile()) {
      copyFileSync(join(dirname(file), name.name), join(folder, name.name));
    }
  }
  const copy = join(folder, file.slice(dirname(file).length + 1));
  spawnSync(dlint, ["--fix", "--quiet", copy], { cwd: folder });
  return readFileSync(copy);
}

/** A script that stands in for dlint. */
export function script(folder, name, lines) {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${lines.join("\n")}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** The servers that run a file. */
export function serversOf(file) {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").filter(Boolean);
        return readlinkSync(`/proc/${pid}/exe`) === file && words.slice(1).join(" ") === "lsp";
      } catch {
        return false;
      }
    });
}
