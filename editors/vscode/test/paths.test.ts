import assert from "node:assert/strict";
import { test } from "node:test";

import { expand } from "../src/paths";

test("people write paths in short", () => {
  const place = { platform: "linux", home: "/home/ada", folder: "/src/app" } as const;
  for (const [written, meant] of [
    ["", ""],
    ["  ", ""],
    ["/usr/bin/dlint", "/usr/bin/dlint"],
    ["~/bin/dlint", "/home/ada/bin/dlint"],
    ["~", "/home/ada"],
    ["~ada/bin", "/src/app/~ada/bin"],
    ["${workspaceFolder}/bin/dlint", "/src/app/bin/dlint"],
    ["tools/dlint", "/src/app/tools/dlint"],
    ["../dlint", "/src/dlint"],
    ["/a/~/b", "/a/~/b"],
  ] as const) {
    assert.equal(expand(written, place), meant, written);
  }
});

test("without a folder, what begins in one stays as it is written", () => {
  const place = { platform: "linux", home: "/home/ada", folder: undefined } as const;
  assert.equal(expand("${workspaceFolder}/dlint", place), "${workspaceFolder}/dlint");
  assert.equal(expand("tools/dlint", place), "tools/dlint");
  assert.equal(expand("~/dlint", place), "/home/ada/dlint");
});

test("Windows has its own", () => {
  const place = { platform: "win32", home: "C:\\Users\\ada", folder: "D:\\app" } as const;
  assert.equal(expand("~\\bin\\dlint.exe", place), "C:\\Users\\ada\\bin\\dlint.exe");
  assert.equal(expand("~/bin/dlint.exe", place), "C:\\Users\\ada\\bin\\dlint.exe");
  assert.equal(expand("${workspaceFolder}/dlint.exe", place), "D:\\app\\dlint.exe");
  assert.equal(expand("tools\\dlint.exe", place), "D:\\app\\tools\\dlint.exe");
});
