// Paths as people write them in settings.

import { posix, win32 } from "node:path";

/** What a path may depend on. */
export interface Place {
  readonly platform: NodeJS.Platform;
  /** The user's own folder. */
  readonly home: string;
  /** The first folder of the workspace, if there is one. */
  readonly folder: string | undefined;
}

/**
 * The path that is meant by a setting: `~` is the user's folder, `${workspaceFolder}` the first folder of the
 * workspace, and what begins nowhere begins there as well. Without a folder, the words stay as they are.
 */
export function expand(written: string, place: Place): string {
  const { isAbsolute, join, normalize } = place.platform === "win32" ? win32 : posix;
  let path = written.trim();
  if (path === "") {
    return "";
  }
  if (/^~(?=$|[/\\])/u.test(path)) {
    path = place.home + path.slice(1);
  }
  if (place.folder !== undefined) {
    path = path.replaceAll("${workspaceFolder}", place.folder);
    if (!isAbsolute(path)) {
      path = join(place.folder, path);
    }
  }
  return normalize(path);
}
