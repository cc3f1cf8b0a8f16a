// Runs the cases, one after the other, and says how each went. See README.md.

import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { Installed, made } from "./editor.mjs";

const option = { type: "string" };
const { values, positionals } = parseArgs({ options: { dlint: option, cache: option, out: option, extension: option }, allowPositionals: true });
const vsix = readdirSync(values.extension).find((name) => name.endsWith(".vsix"));
const installed = new Installed(values.cache);
const world = {
  dlint: values.dlint,
  vsix: join(values.extension, vsix),
  extension: values.extension,
  installed,
  pictures: made(values.out),
  browser: await installed.browser(),
};

const all = readdirSync(join(import.meta.dirname, "cases")).map((name) => name.replace(".mjs", ""));
const start = Date.now();
let failed = 0;
let passed = 0;
for (const name of positionals.length > 0 ? positionals : all) {
  console.log(`\n${name}`);
  const { run } = await import(`./cases/${name}.mjs`);
  for (const old of readdirSync(values.out).filter((file) => file.startsWith(`${name}-`))) {
    rmSync(join(values.out, old));
  }
  const editors = [];
  /** One thing that has to hold. The first one that does not ends the case: the others build on it. */
  const check = async (what, look) => {
    const before = Date.now();
    try {
      await look();
      passed += 1;
      console.log(`  ok      ${what} (${((Date.now() - before) / 1_000).toFixed(1)} s)`);
    } catch (error) {
      error.what = what;
      throw error;
    }
  };
  try {
    await run({ ...world, name, check, opened: (editor) => (editors.push(editor), editor) });
  } catch (error) {
    failed += 1;
    console.log(`  FAILED  ${error.what ?? "(before the first check)"}\n${error.stack}`);
    for (const editor of editors) {
      await editor.picture("failed").catch(() => undefined);
    }
  }
  for (const editor of editors) {
    await editor.close().catch(() => editor.kill());
  }
}
await world.browser.close();
console.log(`\n${passed} passed, ${failed} failed in ${((Date.now() - start) / 1_000).toFixed(0)} s; pictures are in ${values.out}`);
process.exit(failed === 0 ? 0 : 1);
