import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { machine } from "../src/machine";

const isWindows = process.platform === "win32";

test("files, folders and programs are told apart", { skip: isWindows }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "dlint-"));
  try {
    const file = join(folder, "dlint");
    assert.equal(await machine.look(file), "missing");
    assert.equal(await machine.look(folder), "folder");
    await writeFile(file, "#!/bin/sh\necho dlint 1.2.3\n");
    assert.equal(await machine.look(file), "blocked");
    await chmod(file, 0o755);
    assert.equal(await machine.look(file), "program");
    assert.deepEqual(await machine.run(file, ["--version"], 5_000), { status: 0, output: "dlint 1.2.3\n" });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a program that fails, hangs or is none says so in time", { skip: isWindows }, async () => {
  const run = (script: string, limit = 5_000) => machine.run("/bin/sh", ["-c", script], limit);
  assert.deepEqual(await run("echo no; exit 3"), { status: 3, output: "no\n" });
  assert.match((await run("kill -9 $$")).failure ?? "", /ended by SIGKILL/u);
  const before = Date.now();
  assert.match((await run("exec sleep 60", 300)).failure ?? "", /did not answer/u);
  assert(Date.now() - before < 10_000);
  assert.match((await machine.run("/nonexistent/dlint", [], 5_000)).failure ?? "", /ENOENT/u);
  // It waits for its input, which is at its end.
  assert.deepEqual(await run("cat"), { status: 0, output: "" });
});
