// Beside another Docker extension, nothing is there twice.

import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { BESIDE, CHANCE, FILES, PAIRS, SILENT } from "../both.mjs";
import { Editor, temporary, until } from "../editor.mjs";
import { findings } from "../dlint.mjs";
import { neighbour } from "../neighbour.mjs";

/** Where that one mistake can be repaired. */
const OLD = "FROM alpine:3.22\nMAINTAINER Ada <ada@example.org>\nUSER app\n";

/** A mistake that BuildKit has a check for. */
const CHECK = "FROM alpine:3.22\nENV A b\nUSER app\n";

/** The findings of dlint with the other one's problems that touch them, or are beside them. */
function pairs(shown) {
  const [own, others] = [shown.filter(({ source }) => source === "dlint"), shown.filter(({ source }) => source !== "dlint")];
  const before = (one, other) => one.line < other.line || (one.line === other.line && one.character < other.character);
  const touch = (one, other) => !before(one.end, other.start) && !before(other.end, one.start);
  const shareLine = (one, other) => one.start.line <= other.end.line && other.start.line <= one.end.line;
  return own.flatMap((finding) =>
    others
      .map((other) => ({ finding, pair: `${other.code} ${finding.code}`, other }))
      .filter(({ pair, other }) => touch(finding, other) || (BESIDE.includes(pair) && shareLine(finding, other))),
  );
}

/** The names of pairs, each once. */
const names = (found) => [...new Set(found.map(({ pair }) => pair))].sort();

/** A finding, and where it is, in a few words. */
const place = ({ code, start }) => `${code} ${start.line + 1}:${start.character}`;

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
  for (const [file, text] of Object.entries({ ...FILES, "old.Dockerfile": OLD, "check.Dockerfile": CHECK })) {
    writeFileSync(join(workspace, file), text);
  }
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

  /** What the editor shows of a file, of both. It is read while it is written. */
  const shown = (file) => {
    try {
      return JSON.parse(readFileSync(other.shown, "utf8")).find(({ path }) => path === join(workspace, file))?.found ?? [];
    } catch {
      return undefined;
    }
  };
  const own = (file) => shown(file)?.filter(({ source }) => source === "dlint").map(place).sort();
  const is = async (file, wanted) => {
    await until(`${wanted.length} findings in ${file}`, () => isDeepStrictEqual(own(file), wanted), 10_000).catch(() => undefined);
    assert.deepEqual(own(file), wanted, file);
  };
  /** How many findings there are. */
  const everything = {};
  /** What is left out of one of the files. */
  let left = [];

  await check("with `dlint.yieldProblems` off, each finding of dlint is there once, and both say a lot of the same", async () => {
    // It is known that the setting holds when more is shown than before.
    const all = findings(dlint, join(workspace, "wrong.Dockerfile")).length;
    await editor.open("wrong.Dockerfile");
    await until("fewer findings", () => own("wrong.Dockerfile")?.length > 0 && own("wrong.Dockerfile").length <= all - PAIRS["wrong.Dockerfile"].length);
    editor.set({ "dlint.yieldProblems": false });
    for (const [file, expected] of Object.entries(PAIRS)) {
      await editor.open(file);
      const wanted = findings(dlint, join(workspace, file)).map(({ code, start }) => `${code} ${start.line}`).sort();
      everything[file] = wanted.length;
      await until("diagnostics of both", () => new Set(shown(file)?.map(({ source }) => source)).size === 2);
      await until("all findings", () => own(file)?.length === everything[file]);
      assert.deepEqual(shown(file).filter(({ source }) => source === "dlint").map(({ code, start }) => `${code} ${start.line + 1}`).sort(), wanted);
      assert.deepEqual(names(pairs(shown(file))).filter((pair) => !CHANCE.includes(pair)), [...expected].sort(), file);
      writeFileSync(join(world.pictures, `${name}-${file}.json`), JSON.stringify(shown(file), null, 2));
    }
  });

  await check("by itself, dlint leaves out what the other one says, and nothing else", async () => {
    left = pairs(shown("wrong.Dockerfile")).filter(({ pair }) => PAIRS["wrong.Dockerfile"].includes(pair));
    const rests = Object.entries(PAIRS).map(([file, expected]) => {
      const both = shown(file);
      const twice = new Set(pairs(both).filter(({ pair }) => expected.includes(pair)).map(({ finding }) => finding));
      const rest = both.filter((each) => each.source === "dlint" && !twice.has(each)).map(place).sort();
      assert(twice.size > 0, file);
      assert.equal(rest.length + twice.size, everything[file], file);
      return [file, rest];
    });
    editor.set({});
    for (const [file, rest] of rests) {
      await editor.open(file);
      await is(file, rest);
      assert.deepEqual(names(pairs(shown(file))).filter((pair) => PAIRS[file].includes(pair)), [], file);
      console.log(`          ${file}: ${everything[file] - rest.length} of ${everything[file]} findings are left out`);
    }
    await editor.open("wrong.Dockerfile");
    await editor.picture("left-out");
  });

  await check("the fix of what is left out is offered there, and so is its page", async () => {
    await editor.open("old.Dockerfile");
    await until("what the other one says", () => shown("old.Dockerfile")?.some(({ source }) => source !== "dlint"));
    await is("old.Dockerfile", []);
    await editor.goto(2, 3);
    await page.keyboard.press("Control+.");
    const widget = page.locator(".action-widget");
    await widget.waitFor();
    const actions = await widget.locator(".monaco-list-row.action").allTextContents();
    await editor.picture("fix");
    assert(actions.some((action) => action.includes("DL4000 here")), actions.join("\n"));
    const at = actions.findIndex((action) => action.includes("Use a label"));
    assert(at >= 0, actions.join("\n"));
    for (let row = 0; row < at; row += 1) {
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await until("the text", async () => (await editor.text()).split("\n")[1]?.startsWith("LABEL "));
    await page.keyboard.press("Control+Z");
    await until("the old text", async () => (await editor.text()).split("\n")[1]?.startsWith("MAINTAINER "));
    await editor.command("dlint: Open the Page of the Rule");
    const dialog = page.locator(".monaco-dialog-box");
    await dialog.filter({ hasText: /rules\/DL4000/u }).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  });

  await check("what BuildKit's own checks say of a whole line is left out as well, and its fix is offered all over the line", async () => {
    await editor.open("check.Dockerfile");
    await is("check.Dockerfile", ["LegacyKeyValueFormat 2:4"]);
    await editor.goto(2, 2);
    await editor.command("Neighbour: Say What BuildKit Says of This Line");
    await is("check.Dockerfile", []);
    await page.keyboard.press("Control+.");
    const rows = page.locator(".action-widget .monaco-list-row.action");
    await rows.first().waitFor();
    const actions = await rows.allTextContents();
    await editor.picture("fix-of-a-line");
    assert.deepEqual(actions.filter((action) => action.includes("with `=`")).length, 1, actions.join("\n"));
    await page.keyboard.press("Escape");
  });

  await check("after an edit, dlint waits a while for the other one, and not for ever", async () => {
    await editor.goto(1, 1);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(2_000);
    assert.deepEqual(own("check.Dockerfile"), [], "the other one may still say it");
    await is("check.Dockerfile", ["LegacyKeyValueFormat 3:4"]);
    await editor.goto(3, 2);
    await editor.command("Neighbour: Say What BuildKit Says of This Line");
    await is("check.Dockerfile", []);
  });

  await check("while lines move, nothing is there twice for a moment", async () => {
    await editor.open("wrong.Dockerfile");
    const before = own("wrong.Dockerfile");
    const twice = new Set();
    const look = () => pairs(shown("wrong.Dockerfile") ?? []).filter(({ pair }) => PAIRS["wrong.Dockerfile"].includes(pair)).forEach(({ pair }) => twice.add(pair));
    const timer = setInterval(look, 10);
    for (let line = 0; line < 5; line += 1) {
      await editor.goto(2, 1);
      await page.keyboard.press("Enter");
      await page.waitForTimeout(700);
    }
    await is("wrong.Dockerfile", before.map((each) => each.replace(/\d+(?=:)/u, (line) => (line > 1 ? Number(line) + 5 : line))).sort());
    clearInterval(timer);
    assert.deepEqual([...twice], []);
    for (let line = 0; line < 5; line += 1) {
      await page.keyboard.press("Control+Z");
    }
    await is("wrong.Dockerfile", before);
  });

  await check("what the other one is told to ignore, dlint shows", async () => {
    const before = own("wrong.Dockerfile");
    const silent = new Set(Object.values(SILENT));
    const more = [...new Set(left.filter(({ other: { code } }) => silent.has(code)).map(({ finding }) => place(finding)))];
    assert(more.length >= 5, more.join(", "));
    const tell = (word) => editor.set(Object.fromEntries(Object.keys(SILENT).map((key) => [`docker.languageserver.diagnostics.${key}`, word])));
    tell("ignore");
    await is("wrong.Dockerfile", [...before, ...more].sort());
    tell("warning");
    await is("wrong.Dockerfile", before);
  });

  await check("nobody goes round in circles", async () => {
    await page.waitForTimeout(4_000);
    const written = statSync(other.shown).mtimeMs;
    await page.waitForTimeout(3_000);
    assert.equal(statSync(other.shown).mtimeMs, written, "nothing has changed, and the editor was told of changes");
  });

  await check("`on` holds beside a neighbour, and this test can tell two from one", async () => {
    editor.set({ "dlint.features.completion": "on", "dlint.features.symbols": "on" });
    await editor.open("Dockerfile");
    await until("two symbols", async () => (await symbols()).filter((label) => label.includes("WORKDIR")).length === 2);
    assert((await completions()).filter((label) => label.startsWith("EXPOSE")).length >= 2);
  });

  await check("nobody was told anything", async () => assert.deepEqual(await editor.messages(), []));
}
