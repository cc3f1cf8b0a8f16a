// A workspace that is not trusted names no program.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { Editor, temporary, until } from "../editor.mjs";
import { MISTAKES, script } from "../dlint.mjs";

export async function run({ dlint, vsix, name, check, opened, ...world }) {
  const workspace = temporary();
  writeFileSync(join(workspace, "Dockerfile"), MISTAKES);
  const mark = join(temporary(), "was-run");
  const evil = script(workspace, "evil", [`touch '${mark}'`, `exec '${dlint}' "$@"`]);
  mkdirSync(join(workspace, ".vscode"));
  writeFileSync(join(workspace, ".vscode", "settings.json"), JSON.stringify({ "dlint.path": "${workspaceFolder}/evil" }));
  const folder = temporary();
  script(folder, "dlint", [`exec '${dlint}' "$@"`]);
  const settings = { "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "never" };
  const path = `${folder}:/usr/bin:/bin`;
  const editor = opened(await Editor.start({ ...world, name, workspace, extensions: [vsix], path, settings, trust: true }));

  await check("without trust, the program of the workspace is not run, and dlint works", async () => {
    await editor.open("Dockerfile");
    await until("squiggles", async () => (await editor.squiggles()).length > 5);
    assert(existsSync(evil) && dirname(evil) === workspace);
    assert(!existsSync(mark));
    await editor.picture("restricted");
  });

  await check("with trust, it is", async () => {
    await editor.command("Workspaces: Manage Workspace Trust");
    await editor.page.locator(".workspace-trust-buttons-row .monaco-button").filter({ hasText: /^Trust$/u }).first().click();
    await until("the mark", () => existsSync(mark));
  });
}
