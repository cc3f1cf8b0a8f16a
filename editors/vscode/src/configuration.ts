// The editor's settings, and the extensions that are there.

import { homedir } from "node:os";
import { extensions, workspace } from "vscode";

import { neighbours } from "./neighbours";
import { expand } from "./paths";
import { read, type Settings } from "./settings";

/** The settings as they are now. */
export function current(): Settings {
  const configuration = workspace.getConfiguration("dlint");
  return read({
    get: (name) => configuration.get(name),
    path: (written) => expand(written, { platform: process.platform, home: homedir(), folder: folder() }),
    neighbours: present(),
  });
}

/** The other extensions for Dockerfiles that are enabled. */
export function present() {
  return neighbours((id) => extensions.getExtension(id) !== undefined);
}

/** The first folder of the workspace that is on this machine. */
function folder(): string | undefined {
  return workspace.workspaceFolders?.find((each) => each.uri.scheme === "file")?.uri.fsPath;
}
