// A real VS Code (code-server) in a real browser, and what one can see and do in it.

import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Settings that keep an editor quiet. */
const QUIET = {
  "editor.fontFamily": "DejaVu Sans Mono",
  "editor.minimap.enabled": false,
  "explorer.autoReveal": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.restoreWindows": "none",
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** How long something may take to appear, in milliseconds. The machine may be busy. */
const PATIENCE = 30_000;

/** Waits until `look` gives something true, and returns it. */
export async function until(what, look, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`nothing came of this in ${patience / 1_000} seconds: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Where code-server, the browser and the folders of an editor are. */
export class Installed {
  constructor(cache) {
    this.modules = join(cache, "server", "node_modules");
    this.server = join(this.modules, "code-server", "out", "node", "entry.js");
    this.require = createRequire(join(this.modules, "package.json"));
  }

  async browser() {
    const { chromium } = this.require("playwright-core");
    const executablePath = process.env.DLINT_CHROMIUM ?? "/usr/bin/chromium";
    // Its own walls need rights that root in a container does not have.
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    return chromium.launch({ executablePath, args: [...args, "--disable-gpu", "--disable-dev-shm-usage"] });
  }
}

const atEnd = [];
process.on("exit", () => atEnd.forEach((work) => work()));

/** A folder that is gone when the process ends. */
export function temporary() {
  const folder = mkdtempSync(join(tmpdir(), "dlint-vscode-"));
  atEnd.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** One code-server with its own settings, extensions and PATH. */
export class Editor {
  static async start({ installed, browser, extensions, workspace, settings, path, pictures, name, trust = false }) {
    const editor = new Editor();
    editor.home = temporary();
    editor.workspace = workspace;
    editor.pictures = pictures;
    editor.name = name;
    const [user, ext] = [join(editor.home, "user"), join(editor.home, "extensions")];
    mkdirSync(join(user, "User"), { recursive: true });
    mkdirSync(ext, { recursive: true });
    writeFileSync(join(user, "User", "settings.json"), JSON.stringify({ ...QUIET, ...settings }, null, 2));
    // The editor asks a login shell for the PATH, and takes that.
    writeFileSync(join(editor.home, ".bash_profile"), `export PATH='${path}'\n`);
    const folders = ["--user-data-dir", user, "--extensions-dir", ext];
    for (const vsix of extensions) {
      const done = spawnSync(process.execPath, [installed.server, ...folders, "--install-extension", vsix], { encoding: "utf8" });
      if (done.status !== 0) {
        throw new Error(`${vsix} was not installed:\n${done.stdout}${done.stderr}`);
      }
    }
    const port = await freePort();
    const rest = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];
    if (!trust) {
      rest.push("--disable-workspace-trust");
    }
    const env = { ...process.env, HOME: editor.home, XDG_CONFIG_HOME: join(editor.home, "config"), PATH: path, SHELL: "/bin/bash" };
    // A group of its own, so that all it starts ends with it.
    editor.process = spawn(process.execPath, [installed.server, ...folders, ...rest, workspace], { env, stdio: "ignore", detached: true });
    atEnd.unshift(() => editor.kill());
    const address = `http://127.0.0.1:${port}/`;
    await until("code-server answers", () => fetch(address).then((answer) => answer.ok, () => false));
    editor.page = await browser.newPage({ viewport: { width: 1500, height: 1300 } });
    editor.address = address;
    await editor.show(workspace.endsWith(".code-workspace") ? "workspace" : "folder", workspace);
    return editor;
  }

  /** Shows a folder, a workspace of several, or (`ew`) nothing at all. */
  async show(what, path) {
    await this.page.goto(`${this.address}?${what}=${encodeURIComponent(path)}`);
    await this.page.locator(".monaco-workbench .statusbar-item").first().waitFor({ timeout: PATIENCE });
  }

  /** Opens an empty file with the language of Dockerfiles. */
  async untitled() {
    await this.command("File: New Untitled Text File");
    const mode = this.page.locator("[id='status.editor.mode']");
    // A list that is not filtered yet gives another language to whoever is fast.
    for (let time = 0; time < 3 && !(await mode.innerText()).includes("Docker"); time += 1) {
      await this.command("Change Language Mode");
      const input = this.page.locator(".quick-input-widget input.input");
      await input.fill("dockerfile");
      await this.page.locator(".quick-input-list .monaco-list-row", { hasText: "dockerfile" }).first().waitFor();
      await this.page.keyboard.press("Enter");
      await input.waitFor({ state: "hidden" });
      await this.page.waitForTimeout(200);
    }
  }

  /** Writes the settings of the workspace; the editor reads them at once, as it does not with the user's when it is code-server. */
  set(settings) {
    const folder = join(this.workspace, ".vscode");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "settings.json"), JSON.stringify(settings, null, 2));
  }

  async picture(name) {
    await this.page.screenshot({ path: join(this.pictures, `${this.name}-${name}.png`) });
  }

  kill() {
    try {
      process.kill(-this.process.pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  }

  async close() {
    await this.page.close();
    this.kill();
  }

  /** Opens a file of the workspace from the explorer. */
  async open(name, nth = 0) {
    const row = this.page.locator(".explorer-folders-view").getByRole("treeitem", { name, exact: true }).nth(nth);
    await row.waitFor({ timeout: PATIENCE });
    await row.dblclick();
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor({ timeout: PATIENCE });
    await this.page.locator(".editor-instance .view-line").first().waitFor({ timeout: PATIENCE });
  }

  /** Runs a command of the palette. */
  async command(title) {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input.input");
    await input.waitFor();
    await input.fill(`>${title}`);
    const row = this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: title }).first();
    await row.waitFor({ timeout: PATIENCE });
    await row.click();
  }

  /** Puts the cursor somewhere; both numbers begin at 1. */
  async goto(line, column) {
    await this.page.keyboard.press("Control+G");
    const input = this.page.locator(".quick-input-widget input.input");
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
  }

  /** The text that the editor shows. */
  async text() {
    return this.page.evaluate(() => {
      const lines = [...document.querySelectorAll(".editor-instance .view-lines .view-line")];
      const top = (line) => parseFloat(line.style.top);
      // Blanks are drawn as hard ones.
      return lines.sort((one, other) => top(one) - top(other)).map((line) => line.textContent.replaceAll("\u00a0", " ")).join("\n");
    });
  }

  /** What is underlined: the text, the line and the kind. */
  async squiggles() {
    return this.page.evaluate(() => {
      const lines = [...document.querySelectorAll(".editor-instance .view-lines .view-line")].map((line) => {
        const letters = [];
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          for (let at = 0; at < walker.currentNode.length; at += 1) {
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + 1);
            const box = range.getBoundingClientRect();
            letters.push({ letter: walker.currentNode.data[at], middle: (box.left + box.right) / 2 });
          }
        }
        return { box: line.getBoundingClientRect(), letters };
      });
      lines.sort((one, other) => one.box.top - other.box.top);
      return [...document.querySelectorAll(".editor-instance .view-overlays [class*=squiggly-]")].map((element) => {
        const box = element.getBoundingClientRect();
        const middle = (box.top + box.bottom) / 2;
        const index = lines.findIndex(({ box: { top, bottom } }) => top <= middle && middle <= bottom);
        const under = (lines[index]?.letters ?? []).filter((letter) => box.left < letter.middle && letter.middle < box.right);
        const kind = /squiggly-(\w+)/u.exec(element.className)?.[1];
        return { kind, line: index + 1, text: under.map(({ letter }) => letter).join("").replaceAll("\u00a0", " ") };
      });
    });
  }

  /** The rows of the Problems panel, each as its text. */
  async problems() {
    if (!(await this.page.locator(".markers-panel").isVisible())) {
      await this.page.keyboard.press("Control+Shift+M");
      await this.page.locator(".markers-panel").waitFor({ timeout: PATIENCE });
    }
    return this.page.locator(".markers-panel .monaco-list-row .marker-line:first-child, .markers-panel .monaco-list-row .marker-details").evaluateAll(() => {
      const rows = [...document.querySelectorAll(".markers-panel .monaco-list-row")].filter((row) => row.querySelector(".marker-icon"));
      return rows.map((row) => row.textContent.trim());
    });
  }

  /** The messages that pop up. */
  async messages() {
    return this.page.locator(".notification-toast").evaluateAll((toasts) =>
      toasts.map((toast) => ({
        text: toast.querySelector(".notification-list-item-message")?.textContent ?? "",
        buttons: [...toast.querySelectorAll(".notification-list-item-buttons-container .monaco-button")].map((button) => button.textContent),
      })),
    );
  }

  /** Waits for the message with some words in it. */
  async message(words) {
    return until(`a message with: ${words}`, async () => (await this.messages()).find(({ text }) => text.includes(words)));
  }

  async dismissMessages() {
    await this.command("Notifications: Clear All Notifications");
    await this.page.locator(".notification-toast").first().waitFor({ state: "hidden" });
  }

  /** What the item beside the language says; with a picture of it, where one is asked for. */
  async status(picture) {
    const item = this.page.locator("#status\\.languageStatus, [id^='status.languageStatus']").first();
    await item.waitFor({ timeout: PATIENCE });
    const rows = this.page.locator(".hover-language-status .element");
    // The hover goes away when the item changes just then.
    await until("the hover of the language", async () => {
      await this.page.mouse.move(700, 5);
      await item.hover();
      return rows.first().waitFor({ timeout: 2_000 }).then(() => true, () => false);
    });
    const texts = await rows.evaluateAll((all) => all.map((row) => row.textContent));
    if (picture !== undefined) {
      await this.picture(picture);
    }
    // It covers messages.
    await this.page.mouse.move(700, 5);
    await rows.first().waitFor({ state: "hidden" });
    return texts.find((text) => text.includes("dlint")) ?? "";
  }

  /** The entries of the list that is open below the cursor. */
  async suggestions() {
    await this.page.keyboard.press("Control+Space");
    const rows = this.page.locator(".suggest-widget.visible .monaco-list-row .label-name");
    await rows.first().waitFor({ timeout: PATIENCE });
    return rows.evaluateAll((all) => all.map((row) => row.textContent));
  }
}

/** The chosen folder for pictures, made. */
export function made(folder) {
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
  }
  return folder;
}
