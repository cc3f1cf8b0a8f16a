import assert from "node:assert/strict";
import { test } from "node:test";

import { neighbours } from "../src/neighbours";
import { effect, NAMES, OWN, read, SHARED, type Settings } from "../src/settings";

function settings(values: Record<string, unknown> = {}, installed: string[] = []): Settings {
  return read({
    get: (name) => {
      assert(NAMES.includes(name), `${name} is read and has no place in NAMES`);
      return values[name];
    },
    path: (written) => written,
    neighbours: neighbours((id) => installed.includes(id)),
  });
}

const DX = "docker.docker";
const TOOLS = "ms-azuretools.vscode-containers";
const DOCKER = "ms-azuretools.vscode-docker";

test("every name is read", () => {
  const asked = new Set<string>();
  read({ get: (name) => asked.add(name) && undefined, path: (written) => written, neighbours: [] });
  assert.deepEqual([...asked].sort(), [...NAMES].sort());
});

test("alone, dlint serves what is usual, and formats nothing", () => {
  const { features, buildkitChecks } = settings().server;
  const off = Object.entries(features).filter(([, on]) => !on).map(([name]) => name);
  assert.deepEqual(off, ["formatting", "inlayHints", "codeLens"]);
  assert.equal(buildkitChecks, "on");
});

test("beside each neighbour, `auto` leaves what both serve to it", () => {
  for (const neighbour of [DX, TOOLS, DOCKER]) {
    const { features } = settings({}, [neighbour]).server;
    for (const feature of SHARED) {
      assert.equal(features[feature], false, `${feature} beside ${neighbour}`);
    }
    for (const feature of ["diagnostics", "codeActions", "selection"] as const) {
      assert.equal(features[feature], true, `${feature} beside ${neighbour}`);
    }
  }
  assert.deepEqual(settings({}, ["ms-python.python", "DOCKER.DOCKER2"]), settings());
});

test("BuildKit's own checks are shown, whoever is there: what a neighbour shows of them is left out one by one", () => {
  for (const installed of [[], [DX], [TOOLS], [DX, TOOLS]]) {
    assert.equal(settings({}, installed).server.buildkitChecks, "on");
    assert.equal(settings({ buildkitChecks: "on" }, installed).server.buildkitChecks, "on");
    assert.equal(settings({ buildkitChecks: "off" }, installed).server.buildkitChecks, "off");
    assert.deepEqual(settings({}, installed).yields, { problems: true, checks: true });
    assert.deepEqual(settings({ buildkitChecks: "on" }, installed).yields, { problems: true, checks: false });
    assert.equal(settings({ yieldProblems: false }, installed).yields.problems, false);
  }
});

test("`on` and `off` hold, whoever is there", () => {
  for (const feature of SHARED) {
    const on = settings({ [`features.${feature}`]: "on" }, [DX, TOOLS]).server.features;
    assert.deepEqual(SHARED.filter((other) => on[other]), [feature]);
    const off = settings({ [`features.${feature}`]: "off" }).server.features;
    assert.deepEqual(SHARED.filter((other) => !off[other]), [feature]);
  }
  for (const feature of OWN) {
    assert.equal(settings({ [`features.${feature}`]: true }).server.features[feature], true);
    assert.equal(settings({ [`features.${feature}`]: false }).server.features[feature], false);
  }
});

test("values of wrong types are as good as none", () => {
  const wrong = settings({
    enable: "no", path: 1, configPath: [], logFile: null, "trace.server": "loud", select: "DL3", ignore: ["DL3007", 1, null],
    buildkitChecks: false, yieldProblems: 0, "features.hover": false, "features.formatting": "on",
  });
  assert.deepEqual(wrong, { ...settings(), server: { ...settings().server, ignore: ["DL3007"] } });
});

test("features, the file and the log need a new start; the rest is told", () => {
  const before = settings();
  const needs = (values: Record<string, unknown>, installed: string[] = []) => effect(before, settings(values, installed));
  assert.equal(needs({}), "nothing");
  for (const name of ["select", "extendSelect", "ignore"]) {
    assert.equal(needs({ [name]: ["DL3007"] }), "tell", name);
  }
  assert.equal(needs({ configPath: "/a/dlint.toml" }), "tell");
  for (const [name, other, usual] of [["buildkitChecks", "on", "auto"], ["yieldProblems", false, true]] as const) {
    assert.equal(needs({ [name]: other }), "tell", name);
    assert.equal(needs({ [name]: usual }), "nothing", name);
  }
  assert.equal(needs({ "features.hover": "on" }), "nothing");
  for (const [name, value] of Object.entries({ enable: false, path: "/a", logFile: "/b", "trace.server": "verbose" })) {
    assert.equal(needs({ [name]: value }), "restart", name);
  }
  for (const feature of SHARED) {
    assert.equal(needs({ [`features.${feature}`]: "off" }), "restart", feature);
  }
  for (const feature of OWN) {
    assert.equal(needs({ [`features.${feature}`]: !before.server.features[feature] }), "restart", feature);
  }
  // A neighbour that is installed while the editor is open.
  assert.equal(needs({}, [TOOLS]), "restart");
});
