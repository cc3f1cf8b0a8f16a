// What is repaired, by a key, by saving and by a command, is what `dlint --fix` repairs.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Editor, temporary, until } from "../editor.mjs";
import { fixed, MISTAKES } from "../dlint.mjs";

export async function run({ dlint, vsix, name, check, opened, ...world }) {
  const workspace = temporary();
  const file = join(workspace, "Dockerfile");
  writeFileSync(file, MISTAKES);
  writeFileSync(join(workspace, "Dockerfile.crlf"), MISTAKES.replaceAll("\n", "\r\n"));
  const settings = { "dlint.path": dlint, "[dockerfile]": { "editor.codeActionsOnSave": { "source.fixAll.dlint": "explicit" } } };
  const editor = opened(await Editor.start({ ...world, name, workspace, extensions: [vsix], path: process.env.PATH, settings }));
  const { keyboard } = editor.page;
  await editor.open("Dockerfile");
  await until("squiggles", async () => (await editor.squiggles()).length > 5);

  await check("a quick fix from the keyboard changes the buffer", async () => {
    await editor.goto(6, 15);
    await keyboard.press("Control+.");
    const widget = editor.page.locator(".action-widget");
    await widget.waitFor();
    await editor.picture("quick-fixes");
    const actions = await widget.locator(".monaco-list-row.action").allTextContents();
    assert.equal(actions[0], "Add `-y`");
    assert(actions.some((action) => action.includes("Ignore DL3014 here")), actions.join("\n"));
    await keyboard.press("Enter");
    const wanted = MISTAKES.replace("apt-get install curl", "apt-get install -y curl");
    await until("the text", async () => (await editor.text()).trimEnd() === wanted.trimEnd());
    await until("no squiggle there", async () => !(await editor.squiggles()).some(({ line }) => line === 6));
    await keyboard.press("Control+Z");
    await until("the old text", async () => (await editor.text()).trimEnd() === MISTAKES.trimEnd());
  });

  await check("the page of a rule is offered", async () => {
    await editor.goto(10, 8);
    await editor.command("dlint: Open the Page of the Rule");
    const dialog = editor.page.locator(".monaco-dialog-box");
    await dialog.filter({ hasText: /rules\/DK7002/u }).waitFor();
    await keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  });

  for (const each of ["Dockerfile", "Dockerfile.crlf"]) {
    await check(`saving ${each} gives what \`dlint --fix\` gives, and saving again nothing new`, async () => {
      const path = join(workspace, each);
      const wanted = fixed(dlint, path);
      assert.notDeepEqual(wanted, readFileSync(path), "there is something to repair");
      await editor.open(each);
      await editor.goto(1, 1);
      await until("squiggles", async () => (await editor.squiggles()).length > 5);
      await keyboard.press("Control+S");
      await until("the file", () => readFileSync(path).equals(wanted));
      await editor.page.locator(".tab.active:not(.dirty)").waitFor();
      await keyboard.press("Control+S");
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      assert(readFileSync(path).equals(wanted));
      await editor.picture(`saved-${each}`);
    });
  }

  await check("the command repairs the same, and says so where there is nothing to do", async () => {
    writeFileSync(file, MISTAKES);
    const wanted = fixed(dlint, file).toString();
    await editor.open("Dockerfile");
    await until("the old text", async () => (await editor.text()).trimEnd() === MISTAKES.trimEnd());
    await editor.command("dlint: Fix All in This File");
    await until("the text", async () => (await editor.text()).trimEnd() === wanted.trimEnd());
    await editor.command("dlint: Fix All in This File");
    await editor.message("nothing here that it can repair safely");
  });

  await check("nothing is formatted unless that is asked for", async () => {
    writeFileSync(join(workspace, "blanks.Dockerfile"), "FROM alpine:3.22   \nRUN true\n");
    await editor.open("blanks.Dockerfile");
    await until("dlint", async () => /dlint \d/u.test(await editor.status()));
    await editor.command("Format Document");
    const dialog = editor.page.locator(".monaco-dialog-box").filter({ hasText: "There is no formatter" });
    await dialog.waitFor();
    await keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    editor.set({ "dlint.features.formatting": true });
    await until("the text", async () => {
      await editor.command("Format Document");
      await editor.page.waitForTimeout(500);
      await keyboard.press("Escape");
      return (await editor.text()).split("\n")[0] === "FROM alpine:3.22";
    });
  });
}
