// What dlint finds is where it is, once, and nowhere else.

import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Editor, temporary, until } from "../editor.mjs";
import { findings, MISTAKES } from "../dlint.mjs";

const KINDS = { error: "error", warning: "warning", info: "info", style: "hint" };

export async function run({ dlint, vsix, name, check, opened, ...world }) {
  const workspace = temporary();
  const file = join(workspace, "Dockerfile");
  writeFileSync(file, MISTAKES);
  writeFileSync(join(workspace, "Dockerfile.md"), "FROM debian:latest\n");
  writeFileSync(join(workspace, "Dockerfile-dev"), "FROM debian:latest\n");
  const editor = opened(await Editor.start({ ...world, name, workspace, extensions: [vsix], path: process.env.PATH, settings: { "dlint.path": dlint } }));
  const expected = findings(dlint, file);
  assert(expected.length >= 10, "the file has many mistakes");

  await check("each finding is underlined at its token, and nothing else is", async () => {
    await editor.open("Dockerfile");
    const text = Buffer.from(MISTAKES);
    const wanted = expected.map(({ start, end, severity }) => {
      const token = text.subarray(start.offset, end.offset).toString().split("\n", 1)[0];
      // Of a hint, the first letters have dots.
      return `${start.line} ${KINDS[severity]} ${severity === "style" ? "" : token}`;
    });
    await until("squiggles", async () => (await editor.squiggles()).length === wanted.length);
    const seen = (await editor.squiggles()).map(({ line, kind, text: token }) => `${line} ${kind} ${kind === "hint" ? "" : token}`);
    assert.deepEqual(seen.sort(), wanted.sort());
    await editor.picture("squiggles");
  });

  await check("the Problems panel lists each finding once, in files that nobody has opened as well", async () => {
    const row = ({ code, start }) => `${code} line ${start.line}`;
    const others = findings(dlint, join(workspace, "Dockerfile-dev"));
    // The panel lists no hints.
    const wanted = [...expected, ...others].filter(({ severity }) => severity !== "style").map(row).sort();
    await editor.problems();
    await editor.command("View: Toggle Maximized Panel");
    const seen = async () => (await editor.problems()).map((text) => /dlint\(?(\w+?)\)?\[Ln (\d+)/u.exec(text)).map((match) => `${match?.[1]} line ${match?.[2]}`).sort();
    await until("all rows", async () => (await seen()).length >= wanted.length);
    assert.deepEqual(await seen(), wanted);
    await editor.picture("panel");
  });

  await check("the problems of a file that comes and goes do so, too", async () => {
    const before = (await editor.problems()).length;
    mkdirSync(join(workspace, "sub"));
    const other = join(workspace, "sub", "Dockerfile");
    writeFileSync(other, "FROM debian:latest\n");
    await until("one more", async () => (await editor.problems()).length === before + 1);
    rmSync(other);
    await until("one less", async () => (await editor.problems()).length === before);
    await editor.command("View: Toggle Maximized Panel");
  });

  await check("a name that the editor does not know is a Dockerfile, notes are none", async () => {
    await editor.open("Dockerfile-dev");
    await until("a squiggle", async () => (await editor.squiggles()).length === 1);
    await editor.open("Dockerfile.md");
    await editor.page.locator("#status\\.editor\\.mode").filter({ hasText: "Markdown" }).waitFor();
    assert.deepEqual(await editor.squiggles(), []);
  });

  await check("settings hold at once", async () => {
    await editor.open("Dockerfile-dev");
    await until("a squiggle", async () => (await editor.squiggles()).length === 1);
    editor.set({ "dlint.ignore": ["DL3007"] });
    await until("no squiggle", async () => (await editor.squiggles()).length === 0);
    editor.set({ "dlint.ignore": [] });
    await until("a squiggle", async () => (await editor.squiggles()).length === 1);
    editor.set({ "dlint.enable": false });
    await until("no squiggle", async () => (await editor.squiggles()).length === 0);
    assert.match(await editor.status(), /dlint is off/u);
    editor.set({ "dlint.enable": true });
    await until("a squiggle", async () => (await editor.squiggles()).length === 1);
  });

  await check("a `dlint.toml` that comes, changes and goes holds at once", async () => {
    const toml = join(workspace, "dlint.toml");
    const squiggles = (count) => until(`${count} squiggles`, async () => (await editor.squiggles()).length === count, 5_000);
    await editor.open("Dockerfile-dev");
    await squiggles(1);
    writeFileSync(toml, 'ignore = ["DL3007"]\n');
    await squiggles(0);
    writeFileSync(toml, 'ignore = ["DL3006"]\n');
    await squiggles(1);
    writeFileSync(toml, 'ignore = ["DL3007"]\n');
    await squiggles(0);
    rmSync(toml);
    await squiggles(1);
  });

  await check("the status says what holds", async () => {
    await editor.open("Dockerfile-dev");
    const says = (words) => until(`a status with ${words}`, async () => (await editor.status()).includes(words));
    await says("no configuration");
    await says("BuildKit");
    writeFileSync(join(workspace, "dlint.toml"), 'ignore = ["DL3007"]\n');
    await until("no squiggle", async () => (await editor.squiggles()).length === 0);
    await says("dlint.toml");
    await editor.status("status");
    await editor.command("dlint: Show Status");
    const entries = editor.page.locator(".quick-input-list .monaco-list-row");
    await entries.filter({ hasText: "dlint.toml" }).waitFor();
    await entries.filter({ hasText: "Restart server" }).waitFor();
    await editor.picture("menu");
    await entries.filter({ hasText: "dlint.toml" }).click();
    await editor.page.locator('.tab.active[data-resource-name="dlint.toml"]').waitFor();
    await editor.open("Dockerfile-dev");
    rmSync(join(workspace, "dlint.toml"));
    await until("a squiggle", async () => (await editor.squiggles()).length === 1);
  });

  await check("a file that is not saved is linted", async () => {
    await editor.untitled();
    await editor.page.keyboard.type("FROM debian:latest\n");
    await until("a squiggle", async () => (await editor.squiggles()).some(({ text }) => text === "latest"));
  });

  await check("nobody was told anything", async () => assert.deepEqual(await editor.messages(), []));
}
