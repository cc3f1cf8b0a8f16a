// This machine: its files and programs.

import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { tmpdir } from "node:os";

import type { Ended, Kind, Machine } from "./server";

/** The machine that the extension runs on. */
export const machine: Machine = { platform: process.platform, env: process.env, look, run };

async function look(path: string): Promise<Kind> {
  try {
    if ((await stat(path)).isDirectory()) {
      return "folder";
    }
  } catch {
    return "missing";
  }
  return access(path, constants.X_OK).then(
    () => "program",
    () => "blocked",
  );
}

function run(program: string, args: readonly string[], limit: number): Promise<Ended> {
  return new Promise((resolve) => {
    // Not in a folder of the workspace: nothing there is to be taken for a library or a configuration.
    const options = { timeout: limit, killSignal: "SIGKILL", windowsHide: true, maxBuffer: 1 << 20, cwd: tmpdir() } as const;
    const child = execFile(program, [...args], options, (error, output) => {
      if (error === null) {
        resolve({ status: 0, output });
      } else if (typeof error.code === "number") {
        resolve({ status: error.code, output });
      } else if (error.killed === true) {
        resolve({ status: null, output, failure: `it did not answer \`${args.join(" ")}\` within ${limit / 1_000} seconds` });
      } else {
        resolve({ status: null, output, failure: error.signal ? `it was ended by ${error.signal}` : `it cannot be started (${error.code ?? error.message})` });
      }
    });
    // Whoever waits for input is not to wait for ever.
    child.stdin?.on("error", () => undefined).end();
  });
}
