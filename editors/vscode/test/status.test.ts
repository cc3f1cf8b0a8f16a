import assert from "node:assert/strict";
import { test } from "node:test";

import { NEIGHBOURS } from "../src/neighbours";
import { documentStatus, facts, item, leftTo, type State } from "../src/status";

const short = (path: string) => path.replace("/src/app/", "");
const running: State = { kind: "running", server: { program: "/opt/dlint", origin: "path", version: "0.1.0" } };
const answer = { version: "0.1.0", config: "/src/app/dlint.toml", context: "/src/app/web", contextIsInferred: false, builder: "BuildKit", frontend: null };

test("what holds for a document is said in short", () => {
  const status = documentStatus(answer);
  assert(status !== undefined);
  assert.deepEqual(item(running, status, short), {
    text: "dlint 0.1.0", detail: "dlint.toml, context web, BuildKit", severity: "information", busy: false, way: "configuration",
  });
  assert.equal(facts({ ...status, contextIsInferred: true }, short)[1], "context web (inferred)");
  const frontend = { ...status, frontend: "docker/dockerfile:1.7" };
  assert.equal(facts(frontend, short).at(-1), "BuildKit with docker/dockerfile:1.7");
});

test("what is not known is said, too", () => {
  const status = documentStatus({ ...answer, config: null, context: null });
  assert(status !== undefined);
  const shown = item(running, status, short);
  assert.equal(shown.detail, "no configuration, unknown context, BuildKit");
  assert.equal(shown.way, "menu");
});

test("a server that knows nothing of this is no reason to show nothing", () => {
  for (const nothing of [undefined, null, "x", 1]) {
    assert.equal(documentStatus(nothing), undefined);
  }
  assert.equal(item(running, undefined, short).text, "dlint 0.1.0");
  assert.deepEqual(facts(documentStatus({}) ?? assert.fail(), short), ["no configuration", "unknown context"]);
  assert.equal(documentStatus({ config: 1, context: "" })?.context, null);
});

test("each state looks different, and only a failure is an error", () => {
  const states: State[] = [
    { kind: "off" },
    { kind: "starting" },
    running,
    { kind: "failed", failure: { kind: "none" } },
    { kind: "failed", failure: { kind: "crashed", times: 5, program: "/opt/dlint", origin: "path" } },
  ];
  const items = states.map((state) => item(state, undefined, short));
  assert.equal(new Set(items.map(({ text, detail }) => `${text} ${detail}`)).size, states.length);
  assert.deepEqual(items.map(({ severity }) => severity), ["information", "information", "information", "error", "error"]);
  assert.deepEqual(items.map(({ busy }) => busy), [false, true, false, false, false]);
  assert.deepEqual(items.map(({ way }) => way), ["enable", "menu", "menu", "install", "restart"]);
  assert.match(item(running, "left alone", short).detail, /left alone/u);
});

test("what is left to others is named", () => {
  assert.equal(leftTo([], ["hover"]), undefined);
  assert.equal(leftTo(NEIGHBOURS, []), undefined);
  assert.equal(leftTo(NEIGHBOURS.slice(0, 2), ["hover", "rename"]), "Docker DX, Container Tools: hover, rename");
});
