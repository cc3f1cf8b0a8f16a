// Each way in which the server may not be there is told once, with a way out; and it is mended without a new start of the editor.

import assert from "node:assert/strict";
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Editor, temporary, until } from "../editor.mjs";
import { MISTAKES, serversOf, script } from "../dlint.mjs";

export async function run({ dlint, vsix, name, check, opened, ...world }) {
  const workspace = temporary();
  writeFileSync(join(workspace, "Dockerfile"), MISTAKES);
  const bin = join(temporary(), "bin");
  mkdirSync(bin);
  const path = `${bin}:/usr/bin:/bin`;
  const editor = opened(await Editor.start({ ...world, name, workspace, extensions: [vsix], path, settings: {} }));
  const isAt = (value) => editor.set({ "dlint.path": value });
  const works = () => until("squiggles", async () => (await editor.squiggles()).length > 5);
  /** A message with these words and buttons; the status says the same. */
  const says = async (words, buttons, status) => {
    const message = await editor.message(words);
    assert.deepEqual(message.buttons, buttons);
    assert.match(await editor.status(), status);
    assert.equal((await editor.messages()).length, 1);
    assert.deepEqual(await editor.squiggles(), []);
  };

  await check("none is found", async () => {
    await editor.open("Dockerfile");
    await says("dlint was not found", ["How to Install", "Choose File…", "Show Output"], /dlint is not installed/u);
    await editor.picture("none");
    await editor.dismissMessages();
  });

  await check("the setting leads nowhere", async () => {
    isAt(join(bin, "nothing"));
    await says("`dlint.path` does not lead to dlint: there is no", ["Open Settings", "Choose File…"], /no such file/u);
    await editor.picture("missing");
    await editor.dismissMessages();
  });

  await check("the setting leads to what cannot be executed, or to a folder", async () => {
    const file = script(bin, "blocked", ["exit 0"]);
    chmodSync(file, 0o644);
    isAt(file);
    await says("may not be executed", ["Open Settings", "Choose File…"], /not executable/u);
    await editor.dismissMessages();
    isAt(bin);
    await says("is a folder", ["Open Settings", "Choose File…"], /a folder/u);
    await editor.dismissMessages();
  });

  await check("the setting leads to another program", async () => {
    isAt(script(bin, "stranger", ["echo I lint something else"]));
    await says("is not dlint, or does not work: `--version` said `I lint something else`", ["Open Settings", "Choose File…", "Show Output"], /not dlint/u);
    await editor.dismissMessages();
  });

  await check("the server is too old", async () => {
    isAt(script(bin, "old", ["echo dlint 0.0.1"]));
    await says("is dlint 0.0.1, and this extension needs", ["How to Update", "Choose File…"], /dlint 0\.0\.1 is too old/u);
    await editor.picture("old");
    await editor.dismissMessages();
  });

  await check("the server ends as soon as it is started", async () => {
    isAt(script(bin, "crashing", ['[ "$1" = --version ] && echo dlint 9.9.9 && exit 0', '[ "$2" = --help ] && exit 0', "echo out of order >&2", "exit 1"]));
    await says("dlint crashed 5 times", ["Restart", "Show Output"], /dlint crashed/u);
    await editor.picture("crashing");
    await editor.page.locator(".notification-toast .monaco-button").filter({ hasText: "Show Output" }).click();
    await until("the output", async () => (await editor.page.locator(".output-view").textContent())?.includes("out\u00a0of\u00a0order"));
    await editor.picture("output");
    await editor.page.keyboard.press("Control+J");
  });

  await check("nobody is told the same twice", async () => {
    isAt(join(bin, "nothing"));
    await until("the status", async () => /no such file/u.test(await editor.status()));
    assert.deepEqual(await editor.messages(), []);
  });

  const mine = join(bin, "dlint");
  await check("one that is installed now is found when somebody asks", async () => {
    isAt("");
    copyFileSync(dlint, mine);
    chmodSync(mine, 0o755);
    await editor.command("dlint: Restart Server");
    await works();
    assert.equal(serversOf(mine).length, 1);
  });

  await check("a crash is mended, and nobody is bothered", async () => {
    const [pid] = serversOf(mine);
    process.kill(pid, "SIGKILL");
    await until("another process", () => serversOf(mine).some((other) => other !== pid));
    await works();
    assert.deepEqual(await editor.messages(), []);
  });

  await check("after five crashes it is left alone, until somebody presses Restart", async () => {
    for (let left = 4; left > 0; left -= 1) {
      const [pid] = await until("a process", () => serversOf(mine).length > 0 && serversOf(mine));
      await works();
      process.kill(pid, "SIGKILL");
      await until("its end", () => !serversOf(mine).includes(pid));
    }
    await says("dlint crashed 5 times", ["Restart", "Show Output"], /dlint crashed/u);
    await editor.picture("crashed");
    assert.deepEqual(serversOf(mine), []);
    await editor.page.locator(".notification-toast .monaco-button").filter({ hasText: "Restart" }).click();
    await works();
  });

  await check("the end of the editor is the end of the server", async () => {
    assert.equal(serversOf(mine).length, 1);
    await editor.close();
    await until("its end", () => serversOf(mine).length === 0);
  });
}
