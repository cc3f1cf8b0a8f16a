// Paths for people.

import { workspace } from "vscode";

/** A path as short as it is clear: seen from its folder of the workspace, or that folder's name. */
export function shortPath(path: string): string {
  const folder = workspace.workspaceFolders?.find((each) => each.uri.fsPath === path);
  return folder?.name ?? workspace.asRelativePath(path);
}
