// What the commands do, and the ways out of a failure.

import {
  type CodeAction,
  commands,
  ConfigurationTarget,
  type Diagnostic,
  type Disposable,
  env,
  type LogOutputChannel,
  QuickPickItemKind,
  type QuickPickItem,
  Range,
  Uri,
  window,
  workspace,
} from "vscode";

import { COMMANDS, type CommandName } from "./commandNames";
import { present } from "./configuration";
import { isOurs } from "./files";
import { INSTALLING, LABELS, message } from "./messages";
import type { Session } from "./session";
import { SHARED } from "./settings";
import { shortPath } from "./short";
import { facts, type Item, leftTo } from "./status";
import type { StatusItem } from "./statusItem";

const FIX_ALL = "source.fixAll.dlint";

/** What the commands work on. */
export interface Parts {
  readonly session: Session;
  readonly status: StatusItem;
  readonly output: LogOutputChannel;
}

/** Registers all commands. */
export function register(parts: Parts): Disposable[] {
  const all: Record<CommandName, (...args: unknown[]) => unknown> = {
    "dlint.restart": () => parts.session.restart("by the user"),
    "dlint.showOutput": () => parts.output.show(true),
    "dlint.showStatus": (way) => (typeof way === "string" ? take(way as Item["way"], parts) : showStatus(parts)),
    "dlint.chooseServer": () => chooseServer(),
    "dlint.fixAll": () => fixAll(),
    "dlint.openRulePage": () => openRulePage(parts),
  };
  return COMMANDS.map((name) =>
    commands.registerCommand(name, async (...args: unknown[]) => {
      try {
        return await all[name](...args);
      } catch (error) {
        parts.output.error(error instanceof Error ? error : String(error));
        return undefined;
      }
    }),
  );
}

/** Goes a way that a message or the status offers. */
export async function take(way: Item["way"], parts: Parts): Promise<void> {
  switch (way) {
    case "install":
    case "update":
      await env.openExternal(Uri.parse(INSTALLING));
      return;
    case "choose":
      return chooseServer();
    case "settings":
      await commands.executeCommand("workbench.action.openSettings", "dlint.path");
      return;
    case "enable":
      await commands.executeCommand("workbench.action.openSettings", "dlint.enable");
      return;
    case "restart":
      return parts.session.restart("by the user");
    case "output":
      parts.output.show(true);
      return;
    case "configuration":
      return openConfiguration(parts);
    case "menu":
      return showStatus(parts);
  }
}

/** All that is known, and what can be done. */
async function showStatus(parts: Parts): Promise<void> {
  interface Entry extends QuickPickItem {
    readonly way?: Item["way"] | CommandName;
  }
  const { state, settings } = parts.session;
  const entries: Entry[] = [];
  if (state.kind === "failed") {
    const { text, ways } = message(state.failure);
    entries.push({ label: "$(error) dlint is not running", detail: text }, ...ways.map((way) => ({ label: LABELS[way], way })));
  } else if (state.kind === "running") {
    entries.push({ label: `$(check) dlint ${state.server.version}`, description: state.server.program });
    const { document } = parts.status;
    if (document !== undefined) {
      const [config, ...others] = facts(document, shortPath);
      const open: Entry = document.config === null ? { label: `$(gear) ${config}` } : { label: `$(gear) ${config}`, description: "open", way: "configuration" };
      entries.push(open, ...others.map((fact) => ({ label: `$(info) ${fact}` })));
    }
    const left = leftTo(present(), SHARED.filter((feature) => !settings.server.features[feature]));
    if (left !== undefined) {
      entries.push({ label: "$(extensions) left to other extensions", detail: left });
    }
  } else {
    entries.push({ label: state.kind === "off" ? "dlint is off" : "dlint is starting" });
    if (state.kind === "off") {
      entries.push({ label: LABELS.settings, way: "enable" });
    }
  }
  entries.push(
    { label: "", kind: QuickPickItemKind.Separator },
    { label: "$(debug-restart) Restart server", way: "dlint.restart" },
    { label: "$(output) Show output", way: "dlint.showOutput" },
    { label: "$(folder-opened) Choose server file…", way: "dlint.chooseServer" },
  );
  const chosen = await window.showQuickPick(entries, { title: "dlint", matchOnDetail: true });
  const way = chosen?.way;
  if (way === undefined) {
    return;
  }
  if (way.startsWith("dlint.")) {
    await commands.executeCommand(way);
  } else {
    await take(way as Item["way"], parts);
  }
}

async function openConfiguration(parts: Parts): Promise<void> {
  const config = parts.status.document?.config;
  if (config !== null && config !== undefined) {
    await window.showTextDocument(Uri.file(config));
  }
}

/** Lets somebody choose the file of the server. The change of the setting starts it. */
async function chooseServer(): Promise<void> {
  const [file] = (await window.showOpenDialog({ title: "Choose dlint's file", openLabel: "Choose", canSelectMany: false })) ?? [];
  if (file === undefined) {
    return;
  }
  const configuration = workspace.getConfiguration("dlint");
  // Where it is set for the workspace, a value for the user would change nothing.
  const isOfWorkspace = workspace.isTrusted && configuration.inspect("path")?.workspaceValue !== undefined;
  await configuration.update("path", file.fsPath, isOfWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
}

/** Repairs all that can be repaired safely, as saving does where it is set up. */
async function fixAll(): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document === undefined || !isOurs(document)) {
    void window.showInformationMessage("dlint repairs the Dockerfile that is being edited, and there is none");
    return;
  }
  const all = new Range(0, 0, document.lineCount, 0);
  const actions = await commands.executeCommand<CodeAction[]>("vscode.executeCodeActionProvider", document.uri, all, FIX_ALL, 1);
  const edit = actions.find((action) => action.kind?.value === FIX_ALL)?.edit;
  if (edit === undefined || edit.size === 0) {
    void window.showInformationMessage("dlint found nothing here that it can repair safely");
    return;
  }
  await workspace.applyEdit(edit);
}

/** Opens the page of the rule at the cursor. */
async function openRulePage(parts: Parts): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    return;
  }
  const { active } = editor.selection;
  const pages = parts.session.found(editor.document.uri).flatMap((diagnostic) => pageOf(diagnostic) ?? []);
  const here = pages.filter(({ range }) => range.contains(active));
  const line = pages.filter(({ range }) => range.start.line <= active.line && active.line <= range.end.line);
  // Two findings of a rule have one page.
  const found = [...new Map((here.length > 0 ? here : line).map((page) => [page.label, page])).values()];
  if (found.length === 0) {
    void window.showInformationMessage("dlint found nothing in this line");
    return;
  }
  const chosen = found.length === 1 ? found[0] : await window.showQuickPick(found, { title: "The page of which rule?" });
  if (chosen !== undefined) {
    await env.openExternal(chosen.target);
  }
}

function pageOf({ code, message: text, range }: Diagnostic) {
  if (typeof code !== "object") {
    return undefined;
  }
  return { label: String(code.value), description: text.split("\n", 1)[0] ?? "", target: code.target, range };
}
