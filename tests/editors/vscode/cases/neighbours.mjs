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

/**
 * What both say of the same place: the other server's code, and dlint's. The README tells people of it.
 * (Of `ENV A` both say that the value is missing, at different words.)
 */
const PAIRS = [
  "2 syntax", // no arguments
  "10 DL3024", // a stage's name twice
  "11 NoEmptyContinuation",
  "12 syntax", // a stage's name that cannot be one
  "14 syntax", // a flag twice
  "15 syntax", // no duration
  "22 syntax", // `FROM` with too many words
  "23 DL3021", // several sources, and no `/`
  "29 DL3043", // `ONBUILD ONBUILD`
  "30 DL3043", // `ONBUILD FROM`
  "31 syntax", // `SHELL` without a JSON array
  "34 syntax", // `ENV` without a name
  "37 DL3012", // several `HEALTHCHECK`
  "37 DL4003", // several `CMD`
  "37 DL4004", // several `ENTRYPOINT`
  "38 syntax", // no such instruction
  "39 DK7002", // no such flag (`ADD`)
  "41 DK7002", // no such flag (`FROM`)
  "45 DL4000", // `MAINTAINER`
  "49 DL3025", // single quotes
  "50 DL3000", // a relative `WORKDIR`
  "51 UndefinedArgInFrom",
];

/** What the README tells people to write, so that most of it is said once, and the codes that are silent then. */
const SILENT = { deprecatedMaintainer: 45, directiveCasing: 1, emptyContinuationLine: 11, instructionCasing: 0, instructionCmdMultiple: 37, instructionEntrypointMultiple: 37, instructionHealthcheckMultiple: 37, instructionJSONInSingleQuotes: 49, instructionWorkdirRelative: 50 };
const QUIET = Object.fromEntries(Object.keys(SILENT).map((name) => [`docker.languageserver.diagnostics.${name}`, "ignore"]));

/** The pairs of diagnostics that touch each other. */
function pairs(shown) {
  const touch = (one, other) => one.start.line === other.start.line && one.start.character <= other.end.character && other.start.character <= one.end.character;
  const [own, others] = [shown.filter(({ source }) => source === "dlint"), shown.filter(({ source }) => source !== "dlint")];
  const found = others.flatMap((other) => own.filter((each) => touch(each, other)).map(({ code }) => `${other.code} ${code}`));
  return [...new Set(found)].sort();
}

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
    // It fades in.
    await page.waitForTimeout(500);
    await editor.picture("hover");
    await page.keyboard.press("Escape");
  });

  let pictures = 0;
  const completions = async () => {
    await editor.goto(9, 1);
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("EXP");
    const labels = await until("suggestions", async () => {
      const found = await editor.suggestions();
      return found.some((label) => label.startsWith("EXPOSE")) && found;
    });
    await editor.picture(`completion-${(pictures += 1)}`);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Z");
    return labels;
  };

  await check("a completion is there once", async () => {
    const labels = await completions();
    assert.equal(labels.filter((label) => label.startsWith("EXPOSE")).length, 1, labels.join(", "));
  });

  const symbols = async () => {
    await page.keyboard.press("Control+Shift+O");
    const rows = page.locator(".quick-input-list .monaco-list-row .label-name");
    await rows.filter({ hasText: "WORKDIR" }).first().waitFor();
    const labels = (await rows.allTextContents()).map((label) => label.trim());
    await editor.picture(`symbols-${(pictures += 1)}`);
    await page.keyboard.press("Escape");
    return labels;
  };

  await check("a symbol is there once", async () => {
    const labels = await symbols();
    assert.equal(labels.filter((label) => label.includes("WORKDIR")).length, 1, labels.join(", "));
  });

  const wrong = join(workspace, "wrong.Dockerfile");
  const shown = () => JSON.parse(readFileSync(other.shown, "utf8")).find(({ path }) => path === wrong)?.found ?? [];

  await check("each finding of dlint is there once; what the other one says of the same place is written down", async () => {
    await editor.open("wrong.Dockerfile");
    const expected = findings(dlint, wrong).map(({ code, start }) => `${code} ${start.line}`).sort();
    await until("diagnostics of both", () => new Set(shown().map(({ source }) => source)).size === 2);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const own = shown().filter(({ source }) => source === "dlint");
    assert.deepEqual(own.map(({ code, start }) => `${code} ${start.line + 1}`).sort(), expected);
    assert.deepEqual(pairs(shown()), [...PAIRS].sort());
    writeFileSync(join(world.pictures, "both.json"), JSON.stringify(shown(), null, 2));
  });

  await check("the lines in the README make the other one silent where it can be", async () => {
    const readme = readFileSync(join(world.extension, "README.md"), "utf8");
    for (const setting of Object.keys(QUIET)) {
      assert(readme.includes(`"${setting}": "ignore"`), setting);
    }
    editor.set(QUIET);
    const silent = new Set(Object.values(SILENT));
    await until("its silence", () => !shown().some(({ source, code }) => source !== "dlint" && silent.has(code)));
    assert.deepEqual(pairs(shown()), PAIRS.filter((pair) => !silent.has(Number(pair.split(" ")[0]))).sort());
  });

  await check("`on` holds beside a neighbour, and this test can tell two from one", async () => {
    editor.set({ "dlint.features.completion": "on", "dlint.features.symbols": "on" });
    await editor.open("Dockerfile");
    await until("two symbols", async () => (await symbols()).filter((label) => label.includes("WORKDIR")).length === 2);
    assert((await completions()).filter((label) => label.startsWith("EXPOSE")).length >= 2);
  });

  await check("nobody was told anything", async () => assert.deepEqual(await editor.messages(), []));
}
