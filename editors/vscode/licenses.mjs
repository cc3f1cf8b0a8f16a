// The licenses of what is bundled.

import { readdirSync, readFileSync } from "node:fs";

/** The text that goes with a bundle, from esbuild's list of its inputs. */
export function licenses(metafile) {
  const inputs = Object.keys(metafile.inputs);
  const folders = inputs.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const file = readdirSync(folder).find((each) => /^licen[sc]e/iu.test(each));
    if (file === undefined) {
      throw new Error(`${name} has no license file`);
    }
    return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
  });
  return `dlint's extension holds parts of these packages.\n\n${texts.join(`\n${"-".repeat(79)}\n\n`)}`;
}
