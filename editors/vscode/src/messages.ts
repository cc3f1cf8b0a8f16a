// What people are told when there is no server, and the ways out.

import { MINIMUM, type Failure, type Origin } from "./server";

/** A way out, as a button. */
export type Way = "install" | "update" | "choose" | "settings" | "restart" | "output";

/** What is written on the buttons. */
export const LABELS: Readonly<Record<Way, string>> = {
  install: "How to Install",
  update: "How to Update",
  choose: "Choose File…",
  settings: "Open Settings",
  restart: "Restart",
  output: "Show Output",
};

/** Where it says how to install and how to update dlint. */
export const INSTALLING = "https://github.com/dlint/dlint/blob/main/editors/vscode/README.md#installing-and-updating-dlint";

/** A message with its ways out. */
export interface Message {
  /** The same for the same cause. */
  readonly cause: string;
  /** What is wrong, in a few words. */
  readonly short: string;
  /** What is wrong, why, and what to do. */
  readonly text: string;
  readonly ways: readonly Way[];
}

/** What is said about a failure. */
export function message(failure: Failure): Message {
  switch (failure.kind) {
    case "none":
      return {
        cause: "none",
        short: "dlint is not installed",
        text: "dlint was not found: this extension has none of its own, and there is none in the PATH of the editor. Install it, or choose its file",
        ways: ["install", "choose", "output"],
      };
    case "missing":
    case "folder":
    case "blocked":
      return {
        cause: `${failure.kind} ${failure.program}`,
        short: { missing: "no such file", folder: "a folder, no file", blocked: "not executable" }[failure.kind],
        text: `\`dlint.path\` does not lead to dlint: ${reason(failure.kind, failure.program)}. Correct the setting, or leave it empty`,
        ways: ["settings", "choose"],
      };
    case "stranger":
      return {
        cause: `stranger ${failure.program}`,
        short: "not dlint",
        text: `\`${failure.program}\`${named(failure.origin)} is not dlint, or does not work: ${failure.why}. Choose dlint's own file`,
        ways: failure.origin === "setting" ? ["settings", "choose", "output"] : ["choose", "install", "output"],
      };
    case "old":
      return {
        cause: `old ${failure.program} ${failure.version}`,
        short: `dlint ${failure.version} is too old`,
        text: `\`${failure.program}\`${named(failure.origin)} is dlint ${failure.version}, and this extension needs ${MINIMUM} or newer, with \`dlint lsp\`. Update it, or choose another file`,
        ways: ["update", "choose"],
      };
    case "crashed":
      return {
        cause: `crashed ${failure.program}`,
        short: "dlint crashed",
        text: `dlint crashed ${failure.times} times in a short time and was not started again. The output tells what happened`,
        ways: ["restart", "output"],
      };
  }
}

function reason(kind: "missing" | "folder" | "blocked", program: string): string {
  switch (kind) {
    case "missing":
      return `there is no \`${program}\``;
    case "folder":
      return `\`${program}\` is a folder`;
    case "blocked":
      return `\`${program}\` may not be executed`;
  }
}

function named(origin: Origin): string {
  return { setting: ", which `dlint.path` names,", bundled: ", which comes with this extension,", path: ", which the PATH leads to," }[origin];
}
