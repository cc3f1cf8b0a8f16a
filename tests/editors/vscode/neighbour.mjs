// An extension with the identifier of Container Tools and the language server that it bundles, made of a few lines; one command of it says what Docker DX would.

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { temporary } from "./editor.mjs";

const SOURCE = `
const { writeFileSync } = require("node:fs");
const { commands, Diagnostic, DiagnosticSeverity, languages, window } = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");
exports.activate = () => {
  // What the editor shows, of all extensions, for the test to read.
  languages.onDidChangeDiagnostics(() => {
    const all = languages.getDiagnostics().map(([uri, found]) => ({
      path: uri.path,
      found: found.map(({ source, code, severity, message, range }) => ({
        source,
        code: typeof code === "object" ? code.value : code,
        severity,
        message: message.split("\\n", 1)[0],
        start: range.start,
        end: range.end,
      })),
    }));
    writeFileSync(SHOWN, JSON.stringify(all));
  });
  // As Docker DX shows what BuildKit says: by its name, and of the whole line.
  const checks = languages.createDiagnosticCollection("checks");
  commands.registerCommand("neighbour.check", () => {
    const { document, selection } = window.activeTextEditor;
    const line = document.lineAt(selection.active.line).range;
    const said = new Diagnostic(line, "BuildKit says so", DiagnosticSeverity.Warning);
    checks.set(document.uri, [Object.assign(said, { source: "docker-language-server", code: "LegacyKeyValueFormat" })]);
  });
  const server = { module: SERVER, transport: TransportKind.ipc };
  const selector = [{ language: "dockerfile", scheme: "file" }];
  return new LanguageClient("docker", "Neighbour", server, { documentSelector: selector }).start();
};
`;

/** Makes the extension; the path of its VSIX, and of the file to which it writes what the editor shows. */
export function neighbour(extension, installed) {
  const folder = temporary();
  const server = join(installed.modules, "dockerfile-language-server-nodejs", "lib", "server.js");
  const manifest = {
    name: "vscode-containers",
    publisher: "ms-azuretools",
    version: "0.0.1",
    engines: { vscode: "^1.91.0" },
    main: "./extension.js",
    activationEvents: ["onLanguage:dockerfile"],
    contributes: { commands: [{ command: "neighbour.check", title: "Say What BuildKit Says of This Line", category: "Neighbour" }] },
    repository: "https://example.org/neighbour",
    license: "MIT",
  };
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src", "main.js"), SOURCE);
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "LICENSE"), "A part of a test\n");
  writeFileSync(join(folder, "README.md"), "# A part of a test\n");
  const tool = (name, args) => {
    const file = join(extension, "node_modules", ".bin", name);
    const done = spawnSync(file, args, { cwd: folder, encoding: "utf8", env: { ...process.env, NODE_PATH: join(extension, "node_modules") } });
    if (done.status !== 0) {
      throw new Error(`${name}: ${done.stdout}${done.stderr}`);
    }
  };
  const shown = join(folder, "shown.json");
  const defines = [`--define:SERVER=${JSON.stringify(server)}`, `--define:SHOWN=${JSON.stringify(shown)}`];
  tool("esbuild", ["src/main.js", "--bundle", "--platform=node", "--external:vscode", ...defines, "--outfile=extension.js", "--log-level=error"]);
  const vsix = join(folder, "neighbour.vsix");
  tool("vsce", ["package", "--no-dependencies", "--out", vsix]);
  return { vsix, shown };
}
