import assert from "node:assert/strict";
import { test } from "node:test";

import { COMMANDS } from "../src/commandNames";
import { NAMES, OWN, read, SHARED } from "../src/settings";
import manifest from "../package.json";
import readme from "../README.md";

interface Property {
  readonly type: string;
  readonly default: unknown;
  readonly scope: string;
  readonly markdownDescription: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

const sections = manifest.contributes.configuration as unknown as { properties: Record<string, Property> }[];
const properties = new Map(sections.flatMap((section) => Object.entries(section.properties)));
const property = (name: string) => properties.get(`dlint.${name}`) ?? assert.fail(`${name} is not in package.json`);

test("every setting that is declared is read, and every one that is read is declared", () => {
  assert.deepEqual([...properties.keys()].sort(), NAMES.map((name) => `dlint.${name}`).sort());
});

test("the defaults are what is read where nothing is set", () => {
  const nothing = { path: (written: string) => written, neighbours: [] };
  const declared = read({ ...nothing, get: (name) => property(name).default });
  assert.deepEqual(declared, read({ ...nothing, get: () => undefined }));
});

test("what others serve as well has three values, the rest are switches", () => {
  for (const feature of SHARED) {
    assert.deepEqual(property(`features.${feature}`).enum, ["auto", "on", "off"], feature);
    assert.equal(property(`features.${feature}`).default, "auto", feature);
  }
  for (const feature of OWN) {
    assert.equal(property(`features.${feature}`).type, "boolean", feature);
  }
});

test("every setting is described for people", () => {
  for (const [name, { markdownDescription, enum: values = [], enumDescriptions = [] }] of properties) {
    assert.match(markdownDescription, /^[A-Z][^]*\.$/u, name);
    assert.equal(values.length, enumDescriptions.length, name);
  }
});

test("the README has every setting", () => {
  for (const name of properties.keys()) {
    const last = name.split(".").at(-1) ?? "";
    assert(readme.includes(`\`${name}\``) || readme.includes(`\`.${last}\``), name);
  }
});

test("the commands that are declared are the ones that are registered", () => {
  assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).sort(), [...COMMANDS].sort());
  for (const { command } of manifest.contributes.menus.commandPalette) {
    assert((COMMANDS as readonly string[]).includes(command), command);
  }
});

test("a workspace that is not trusted names no program and no file", () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, "limited");
  const paths = [...properties].filter(([name]) => /path|file/iu.test(name)).map(([name]) => name);
  assert.deepEqual([...restrictedConfigurations].sort(), paths.sort());
  for (const name of paths) {
    assert.equal(properties.get(name)?.scope, "machine-overridable", name);
  }
});
