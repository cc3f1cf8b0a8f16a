// Beside another Docker extension, nothing is there twice.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Editor, temporary, until } from "../editor.mjs";
import { findings } from "../dlint.mjs";
import { neighbour } from "../neighbour.mjs";

/** What both of them may find, as much of it as one file can hold. */
const MISTAKES = `# ESCAPE=\\
FROM --platfrom=linux/amd64 node:20 as Build
MAINTAINER Ada <ada@example.org>
run echo one
RUN echo one && \\

    echo two
ENV A
ENV =B
ARG
EXPOSE 80/abc
EXPOSE x
STOPSIGNAL SIGWRONG
WORKDIR src
COPY a b c
ADD --chwon=app a b
COPY --from=Nowhere /a /b
COPY --chmod=abc a b
RUN --mount=type=wrong true
VOLUME
USER
LABEL a b c=d
HEALTHCHECK --interval=x CMD true
HEALTHCHECK --interval=1s --interval=2s CMD true
ONBUILD FROM scratch
ONBUILD MAINTAINER Ada
ONBUILD ONBUILD RUN true
SHELL sh
FOO bar
ENTRYPOINT ['a']
ENTRYPOINT ["b"]
CMD ['x']
CMD ["y"]
FROM alpine AS build
FROM alpine AS 0wrong
FROM a b c
FROM \${UNSET}
ARG X=\${X:wrong}
COPY <<EOF /a
never closed
`;

/** Switches the other server's checks off where dlint says the same; the README gives people these lines. */
const QUIET = Object.fromEntries(
  ["deprecatedMaintainer", "directiveCasing", "emptyContinuationLine", "instructionCasing", "instructionCmdMultiple",
   "instructionEntrypointMultiple", "instructionHealthcheckMultiple", "instructionJSONInSingleQuotes"]
    .map((name) => [`docker.languageserver.diagnostics.${name}`, "ignore"]),
);

const GOOD = `FROM node:20 AS build
WORKDIR /app
COPY --link package.json ./
RUN npm ci

FROM alpine:3.20
COPY --from=build /app /app
USER 10001
CMD ["/app/run"]
`;

export async function run({ dlint, vsix, name, check, opened, ...world }) {
  const workspace = temporary();
  writeFileSync(join(workspace, "Dockerfile"), GOOD);
  writeFileSync(join(workspace, "wrong.Dockerfile"), MISTAKES);
  const other = neighbour(world.extension, world.installed);
  const editor = opened(await Editor.start({ ...world, name, workspace, extensions: [vsix, other.vsix], path: process.env.PATH, settings: { "dlint.path": dlint } }));
  const { page } = editor;

  await check("a hover is there once", async () => {
    await editor.open("Dockerfile");
    await until("dlint", async () => /dlint \d/u.test(await editor.status()));
    const hover = async () => {
      await editor.goto(2, 3);
      await page.keyboard.press("Control+K");
      await page.keyboard.press("Control+I");
      const parts = page.locator(".monaco-hover:not(.hidden) .hover-row:not(.status-bar) .hover-contents");
      await parts.first().waitFor();
      const texts = await parts.allTextContents();
      await page.keyboard.press("Escape");
      return texts.filter((text) => text.trim() !== "");
    };
    await until("one hover", async () => (await hover()).length === 1);
    await editor.goto(2, 3);
    await page.keyboard.press("Control+K");
    await page.keyboard.press("Control+I");
    await page.locator(".monaco-hover:not(.hidden)").first().waitFor();
    await editor.picture("hover");
    await page.keyboard.press("Escape");
  });

  await check("a completion is there once", async () => {
    await editor.goto(9, 1);
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("EXP");
    const labels = await until("suggestions", async () => {
      const found = await editor.suggestions();
      return found.some((label) => label.startsWith("EXPOSE")) && found;
    });
    await editor.picture("completion");
    assert.equal(labels.filter((label) => label.startsWith("EXPOSE")).length, 1, labels.join(", "));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Z");
  });

  await check("a symbol is there once", async () => {
    await page.keyboard.press("Control+Shift+O");
    const rows = page.locator(".quick-input-list .monaco-list-row .label-name");
    await rows.filter({ hasText: "WORKDIR" }).first().waitFor();
    const labels = (await rows.allTextContents()).map((label) => label.trim());
    assert.equal(labels.filter((label) => label.endsWith("WORKDIR") || label.startsWith("WORKDIR")).length, 1, labels.join(", "));
    await editor.picture("symbols");
    await page.keyboard.press("Escape");
  });

  await check("each finding of dlint is there once; what the other one says of the same place is written down", async () => {
    const wrong = join(workspace, "wrong.Dockerfile");
    await editor.open("wrong.Dockerfile");
    const expected = findings(dlint, wrong).map(({ code, start }) => `${code} ${start.line}`).sort();
    const shown = () => JSON.parse(readFileSync(other.shown, "utf8")).find(({ path }) => path === wrong)?.found ?? [];
    await until("diagnostics of both", () => new Set(shown().map(({ source }) => source)).size === 2);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const own = shown().filter(({ source }) => source === "dlint");
    writeFileSync("/tmp/e2e/shown.json", JSON.stringify(shown()));
    assert.deepEqual(own.map(({ code, start }) => `${code} ${start.line + 1}`).sort(), expected);
  });

  await check("nobody was told anything", async () => assert.deepEqual(await editor.messages(), []));
}
