import assert from "node:assert/strict";
import { test } from "node:test";

import { findServer, isOlder, MINIMUM, type Ended, type Kind, type Machine } from "../src/server";

const GOOD: Ended = { status: 0, output: `dlint ${MINIMUM}\n` };

/** A machine with these files, which remembers what it ran. */
function machine(platform: NodeJS.Platform, env: Machine["env"], files: Record<string, Kind | Ended | { version: Ended; help: Ended }>) {
  const ran: string[] = [];
  const made: Machine = {
    platform,
    env,
    look: async (path) => {
      const file = files[path];
      return file === undefined ? "missing" : typeof file === "string" ? file : "program";
    },
    run: async (program, args) => {
      ran.push([program, ...args].join(" "));
      const file = files[program];
      assert(file !== undefined && typeof file !== "string", `${program} was run, and is no program`);
      return "status" in file ? (args[0] === "lsp" ? { status: 0, output: "" } : file) : args[0] === "lsp" ? file.help : file.version;
    },
  };
  return { machine: made, ran };
}

test("the setting comes first, then the bundled file, then the PATH", async () => {
  const files = { "/set/dlint": GOOD, "/ext/bundled/dlint": GOOD, "/usr/bin/dlint": GOOD };
  const env = { PATH: "/usr/local/bin:/usr/bin" };
  const find = async (setting: string, without: string[] = []) => {
    const left = Object.fromEntries(Object.entries(files).filter(([path]) => !without.includes(path)));
    return findServer({ setting, extension: "/ext" }, machine("linux", env, left).machine);
  };
  assert.deepEqual(await find("/set/dlint"), { server: { program: "/set/dlint", origin: "setting", version: MINIMUM } });
  assert.deepEqual(await find(""), { server: { program: "/ext/bundled/dlint", origin: "bundled", version: MINIMUM } });
  assert.deepEqual(await find("", ["/ext/bundled/dlint"]), { server: { program: "/usr/bin/dlint", origin: "path", version: MINIMUM } });
  assert.deepEqual(await find("", Object.keys(files)), { failure: { kind: "none" } });
});

test("a setting that leads nowhere is not made up for by another file", async () => {
  for (const [file, kind] of [[undefined, "missing"], ["folder", "folder"], ["blocked", "blocked"]] as const) {
    const files = { "/usr/bin/dlint": GOOD, ...(file && { "/set/dlint": file }) };
    const world = machine("linux", { PATH: "/usr/bin" }, files);
    const found = await findServer({ setting: "/set/dlint", extension: "/ext" }, world.machine);
    assert.deepEqual(found, { failure: { kind, program: "/set/dlint", origin: "setting" } });
    assert.deepEqual(world.ran, []);
  }
});

test("on Windows, the file ends in .exe and the variable may be called Path", async () => {
  const files = { "C:\\Tools (x86)\\dlint.exe": GOOD, "C:\\Other\\dlint": GOOD };
  const world = machine("win32", { Path: 'C:\\Other;"C:\\Tools (x86)"' }, files);
  const found = await findServer({ setting: "", extension: "C:\\ext" }, world.machine);
  assert.deepEqual(found, { server: { program: "C:\\Tools (x86)\\dlint.exe", origin: "path", version: MINIMUM } });
  const bundled = machine("win32", {}, { "C:\\ext\\bundled\\dlint.exe": GOOD });
  assert("server" in (await findServer({ setting: "", extension: "C:\\ext" }, bundled.machine)));
});

test("elsewhere, the variable is PATH, and a colon is between its folders", async () => {
  for (const platform of ["linux", "darwin"] as const) {
    const files = { "/a;b/dlint": GOOD, "/c/dlint": GOOD };
    const found = await findServer({ setting: "", extension: "/ext" }, machine(platform, { Path: "/c", PATH: "/nowhere:/a;b" }, files).machine);
    assert.deepEqual(found, { server: { program: "/a;b/dlint", origin: "path", version: MINIMUM } });
  }
});

test("nothing is run from a folder of the workspace, and nothing that may not be executed", async () => {
  for (const PATH of [".", "", "bin", "bin:.:", "./node_modules/.bin"]) {
    const files = { "dlint": GOOD, "bin/dlint": GOOD, "./dlint": GOOD, "node_modules/.bin/dlint": GOOD };
    const world = machine("linux", { PATH }, files);
    assert.deepEqual(await findServer({ setting: "", extension: "/ext" }, world.machine), { failure: { kind: "none" } });
    assert.deepEqual(world.ran, []);
  }
  const blocked = machine("linux", { PATH: "/a:/b" }, { "/a/dlint": "blocked", "/b/dlint": GOOD, "/ext/bundled/dlint": "folder" });
  const found = await findServer({ setting: "", extension: "/ext" }, blocked.machine);
  assert.equal("server" in found && found.server.program, "/b/dlint");
});

test("what is not dlint is told from what is too old", async () => {
  const failure = async (version: Ended, help: Ended = { status: 0, output: "" }) => {
    const world = machine("linux", { PATH: "/a" }, { "/a/dlint": { version, help } });
    const found = await findServer({ setting: "", extension: "/ext" }, world.machine);
    return "failure" in found ? found.failure : undefined;
  };
  const stranger = async (version: Ended) => {
    const found = await failure(version);
    assert.equal(found?.kind, "stranger", JSON.stringify(version));
    return found.kind === "stranger" ? found.why : "";
  };
  assert.match(await stranger({ status: 0, output: "hello world" }), /`hello world`/u);
  assert.match(await stranger({ status: 0, output: "" }), /said nothing/u);
  assert.match(await stranger({ status: 1, output: "dlint 9.9.9" }), /status 1/u);
  assert.match(await stranger({ status: null, output: "", failure: "it cannot be started (EACCES)" }), /EACCES/u);
  assert.match(await stranger({ status: 0, output: "xdlint 1.2.3" }), /xdlint/u);
  assert.equal((await failure({ status: 0, output: "dlint 0.0.1\n" }))?.kind, "old");
  assert.equal((await failure(GOOD, { status: 2, output: "" }))?.kind, "old");
  assert.equal(await failure(GOOD), undefined);
  assert.equal(await failure({ status: 0, output: "dlint 1.20.3-rc.1 (abc)\nmore" }), undefined);
});

test("versions are compared as numbers", () => {
  for (const [version, than] of [["0.0.9", "0.1.0"], ["0.9.9", "0.10.0"], ["1.9.0", "2.0.0"], ["0.1.0", "0.1.1"]] as const) {
    assert(isOlder(version, than), `${version} ${than}`);
    assert(!isOlder(than, version), `${than} ${version}`);
  }
  for (const [version, than] of [["0.1.0", "0.1.0"], ["0.1.0-rc.1", "0.1.0"]] as const) {
    assert(!isOlder(version, than), `${version} ${than}`);
  }
});
