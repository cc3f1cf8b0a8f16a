import assert from "node:assert/strict";
import { test } from "node:test";

import { INSTALLING, LABELS, message } from "../src/messages";
import { MINIMUM, type Failure } from "../src/server";
import readme from "../README.md";

const program = "/opt/dlint";
const ALL: Failure[] = [
  { kind: "none" },
  { kind: "missing", program, origin: "setting" },
  { kind: "folder", program, origin: "setting" },
  { kind: "blocked", program, origin: "setting" },
  { kind: "stranger", program, origin: "setting", why: "`--version` said `x`" },
  { kind: "stranger", program, origin: "path", why: "`--version` said `x`" },
  { kind: "stranger", program, origin: "bundled", why: "`--version` said `x`" },
  { kind: "old", program, origin: "path", version: "0.0.1" },
  { kind: "crashed", program, origin: "path", times: 5 },
];

test("each failure says what is wrong in its own words, and has a way out", () => {
  const texts = ALL.map((failure) => message(failure));
  assert.equal(new Set(texts.map(({ text }) => text)).size, ALL.length);
  for (const { text, short, ways } of texts) {
    assert.doesNotMatch(text, /\.$|undefined|\bnull\b/u);
    assert(short.length < 40, short);
    assert(ways.length >= 2 && ways.length <= 3, text);
    assert.equal(new Set(ways.map((way) => LABELS[way])).size, ways.length);
  }
});

test("the ways out fit", () => {
  const ways = ALL.map((failure) => message(failure).ways.join(" "));
  assert.deepEqual(ways, [
    "install choose output",
    "settings choose",
    "settings choose",
    "settings choose",
    "settings choose output",
    "choose install output",
    "choose install output",
    "update choose",
    "restart output",
  ]);
});

test("the file, the version and the number of crashes are named", () => {
  for (const failure of ALL) {
    if ("program" in failure && failure.kind !== "crashed") {
      assert(message(failure).text.includes(`\`${program}\``), failure.kind);
    }
  }
  const old = message({ kind: "old", program, origin: "path", version: "0.0.1" }).text;
  assert(old.includes("0.0.1") && old.includes(MINIMUM));
  assert.match(message({ kind: "crashed", program, origin: "path", times: 5 }).text, /\b5 times\b/u);
});

test("a cause is the same as long as nothing has changed", () => {
  const causes = ALL.map((failure) => message(failure).cause);
  assert.deepEqual(causes, ALL.map((failure) => message({ ...failure }).cause));
  const old = (version: string) => message({ kind: "old", program, origin: "path", version }).cause;
  assert.notEqual(old("0.0.1"), old("0.0.2"));
  const missing = (path: string) => message({ kind: "missing", program: path, origin: "setting" }).cause;
  assert.notEqual(missing("/a"), missing("/b"));
  // How often it crashed is no other cause.
  const crashed = (times: number) => message({ kind: "crashed", program, origin: "path", times }).cause;
  assert.equal(crashed(5), crashed(6));
});

test("where it says how to install is a heading of the README", () => {
  const anchor = INSTALLING.split("#")[1];
  const headings = readme.split("\n").filter((line) => line.startsWith("## "));
  const anchors = headings.map((line) => line.slice(3).toLowerCase().replaceAll(/[^a-z0-9 -]/gu, "").replaceAll(" ", "-"));
  assert(anchors.includes(anchor ?? ""), `${anchor} is not among ${anchors.join(", ")}`);
});
