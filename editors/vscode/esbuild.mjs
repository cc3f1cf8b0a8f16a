// Bundles the extension into one file; with --tests, each test into one of its own.

import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { licenses } from "./licenses.mjs";

const production = process.argv.includes("--production");
const tests = process.argv.includes("--tests");

const common = { bundle: true, platform: "node", target: "node20", format: "cjs", logLevel: "warning" };

if (tests) {
  rmSync("out", { recursive: true, force: true });
  const files = readdirSync("test").filter((name) => name.endsWith(".test.ts"));
  await build({
    ...common,
    entryPoints: files.map((name) => `test/${name}`),
    outdir: "out/test",
    sourcemap: "inline",
    loader: { ".md": "text" },
    // A part that needs the editor has no place in a test that runs without one: it fails to load.
    external: ["vscode"],
  });
} else {
  rmSync("dist", { recursive: true, force: true });
  const { metafile } = await build({
    ...common,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    external: ["vscode"],
    minify: production,
    sourcemap: !production,
    legalComments: "none",
    metafile: true,
  });
  writeFileSync("dist/LICENSES.txt", licenses(metafile));
}
