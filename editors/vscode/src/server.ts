// Finds the server, and asks it who it is.

import { posix, win32 } from "node:path";

/** The oldest server that understands this extension. */
export const MINIMUM = "0.1.0";

/** How long a server may take to say its version, in milliseconds. */
const LIMIT = 5_000;

/** What a path leads to; `blocked` is a file that may not be run. */
export type Kind = "missing" | "folder" | "blocked" | "program";

/** How a program ended. */
export interface Ended {
  /** Its exit status; none, if it did not start or did not end. */
  readonly status: number | null;
  readonly output: string;
  /** Why there is no status. */
  readonly failure?: string;
}

/** The machine, as far as this needs it. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  look(path: string): Promise<Kind>;
  run(program: string, args: readonly string[], limit: number): Promise<Ended>;
}

/** Who named the file of a server. */
export type Origin = "setting" | "bundled" | "path";

/** A file that may be a server. */
export interface Found {
  readonly program: string;
  readonly origin: Origin;
}

/** A server that can be started. */
export interface Server extends Found {
  readonly version: string;
}

/** Why there is no server. */
export type Failure =
  | { readonly kind: "none" }
  | ({ readonly kind: "missing" | "folder" | "blocked" } & Found)
  | ({ readonly kind: "stranger"; readonly why: string } & Found)
  | ({ readonly kind: "old"; readonly version: string } & Found)
  | ({ readonly kind: "crashed"; readonly times: number } & Found);

/** Either of the two. */
export type Result = { readonly server: Server } | { readonly failure: Failure };

/** Where to look for a server. */
export interface Search {
  /** The setting `dlint.path`, or nothing. */
  readonly setting: string;
  /** The folder of the extension. */
  readonly extension: string;
}

/** Finds a server and asks it for its version: the setting's, else the one in the extension, else the one in the PATH. */
export async function findServer(search: Search, machine: Machine): Promise<Result> {
  const found = await findProgram(search, machine);
  return "failure" in found ? found : check(found, machine);
}

async function findProgram(search: Search, machine: Machine): Promise<Found | { readonly failure: Failure }> {
  const { join } = paths(machine);
  if (search.setting !== "") {
    const found: Found = { program: search.setting, origin: "setting" };
    const kind = await machine.look(found.program);
    return kind === "program" ? found : { failure: { kind, ...found } };
  }
  const name = machine.platform === "win32" ? "dlint.exe" : "dlint";
  const bundled = join(search.extension, "bundled", name);
  if ((await machine.look(bundled)) === "program") {
    return { program: bundled, origin: "bundled" };
  }
  for (const folder of folders(machine)) {
    const program = join(folder, name);
    if ((await machine.look(program)) === "program") {
      return { program, origin: "path" };
    }
  }
  return { failure: { kind: "none" } };
}

/**
 * The folders of the PATH. One that begins nowhere is left out: it would be a folder of the workspace,
 * and nothing is run from there that the user has not named.
 */
function folders(machine: Machine): string[] {
  const { delimiter, isAbsolute } = paths(machine);
  // Windows does not care how the variable is written.
  const isPath = (name: string) => (machine.platform === "win32" ? name.toUpperCase() : name) === "PATH";
  const path = Object.entries(machine.env).find(([name]) => isPath(name))?.[1] ?? "";
  const quoted = machine.platform === "win32" ? /^"(.*)"$/u : /^$/u;
  return path
    .split(delimiter)
    .map((folder) => folder.replace(quoted, "$1"))
    .filter((folder) => isAbsolute(folder));
}

function paths(machine: Machine): typeof posix {
  return machine.platform === "win32" ? win32 : posix;
}

/** Whether a program is a server that can be used. */
async function check(found: Found, machine: Machine): Promise<Result> {
  const said = await machine.run(found.program, ["--version"], LIMIT);
  const version = versionIn(said);
  if (version === undefined) {
    return { failure: { kind: "stranger", why: whatHappened(said), ...found } };
  }
  const old: Result = { failure: { kind: "old", version, ...found } };
  if (isOlder(version, MINIMUM)) {
    return old;
  }
  const help = await machine.run(found.program, ["lsp", "--help"], LIMIT);
  return help.status === 0 ? { server: { ...found, version } } : old;
}

function versionIn(said: Ended): string | undefined {
  return said.status === 0 ? /^dlint (\d+\.\d+\.\d+\S*)/u.exec(said.output)?.[1] : undefined;
}

function whatHappened(said: Ended): string {
  if (said.failure !== undefined) {
    return said.failure;
  }
  if (said.status !== 0) {
    return `\`--version\` ended with status ${said.status ?? "unknown"}`;
  }
  const first = said.output.trim().split("\n", 1)[0] ?? "";
  return first === "" ? "`--version` said nothing" : `\`--version\` said \`${first.slice(0, 60)}\``;
}

/** Whether a version comes before another one. What is tried out before a release counts as the release. */
export function isOlder(version: string, than: string): boolean {
  const parts = (text: string) => (/^\d+\.\d+\.\d+/u.exec(text)?.[0] ?? "0.0.0").split(".").map(Number);
  const [one, other] = [parts(version), parts(than)];
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}
