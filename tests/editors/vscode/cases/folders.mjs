// Several folders, each with its own configuration; and none.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Editor, temporary, until } from "../editor.mjs";

export async function run({ dlint, vsix, name, check, opened, ...world }) {
  const root = temporary();
  for (const [folder, config] of [["one", ""], ["two", 'ignore = ["DL3007"]\n']]) {
    mkdirSync(join(root, folder));
    writeFileSync(join(root, folder, "Dockerfile"), "FROM debian:latest\nMAINTAINER Ada\n");
    writeFileSync(join(root, folder, "dlint.toml"), config);
  }
  const workspace = join(root, "both.code-workspace");
  writeFileSync(workspace, JSON.stringify({ folders: [{ path: "one" }, { path: "two" }] }));
  const editor = opened(await Editor.start({ ...world, name, workspace, extensions: [vsix], path: process.env.PATH, settings: { "dlint.path": dlint } }));
  const tokens = async () => (await editor.squiggles()).map(({ text }) => text).join(" ");

  await check("each folder has its own configuration", async () => {
    await editor.open("Dockerfile");
    await until("two squiggles", async () => (await tokens()) === "latest MAINTAINER");
    assert.match(await editor.status(), /one\/dlint\.toml/u);
    await editor.open("Dockerfile", 1);
    await until("one squiggle", async () => (await tokens()) === "MAINTAINER");
    await until("the status", async () => /two\/dlint\.toml/u.test(await editor.status()));
    await editor.picture("several");
  });

  await check("without a folder, a file that is not saved is linted", async () => {
    await editor.show("ew", "true");
    await editor.untitled();
    await editor.page.keyboard.type("FROM debian:latest\n");
    await until("a squiggle", async () => (await tokens()) === "latest");
    assert.match(await editor.status(), /dlint \d/u);
    await editor.picture("none");
  });
}
