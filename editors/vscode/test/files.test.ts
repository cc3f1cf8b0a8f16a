import assert from "node:assert/strict";
import { test } from "node:test";

import { isLeftAlone, isOurs } from "../src/files";
import manifest from "../package.json";

interface Language {
  readonly id: string;
  readonly filenames?: readonly string[];
  readonly extensions?: readonly string[];
  readonly filenamePatterns?: readonly string[];
}

/** What the editor itself knows. */
const BUILT_IN: Language[] = [
  { id: "dockerfile", filenames: ["Dockerfile", "Containerfile"], extensions: [".dockerfile", ".containerfile"], filenamePatterns: ["Dockerfile.*", "Containerfile.*"] },
  { id: "markdown", extensions: [".md"] },
  { id: "ignore", extensions: [".gitignore_global", ".gitignore"] },
  { id: "yaml", extensions: [".yml", ".yaml"] },
];

/** The language of a file, as the editor finds it: its name, else the longest pattern, else the longest end. */
function languageOf(file: string): string | undefined {
  const name = file.toLowerCase();
  const all: Language[] = [...BUILT_IN, ...manifest.contributes.languages];
  const best = (matches: (language: Language) => string[]) =>
    all
      .flatMap((language) => matches(language).map((match) => ({ id: language.id, length: match.length })))
      .sort((one, other) => other.length - one.length)[0]?.id;
  return (
    best(({ filenames = [] }) => filenames.filter((known) => known.toLowerCase() === name)) ??
    best(({ filenamePatterns = [] }) => filenamePatterns.filter((pattern) => glob(pattern.toLowerCase()).test(name))) ??
    best(({ extensions = [] }) => extensions.filter((end) => name.endsWith(end.toLowerCase())))
  );
}

/** As much of a glob as the patterns need. */
function glob(pattern: string): RegExp {
  const parts = pattern.replaceAll(/[.{},*]|\[[^\]]*\]/gu, (part) => {
    const meant: Record<string, string> = { ".": "\\.", "{": "(?:", "}": ")", ",": "|", "*": ".*" };
    return meant[part] ?? part;
  });
  return new RegExp(`^${parts}$`, "u");
}

const document = (name: string) => ({ languageId: languageOf(name) ?? "plaintext", uri: { scheme: "file", path: `/src/${name}` } });

test("Dockerfiles are known by their names", () => {
  for (const name of [
    "Dockerfile", "dockerfile", "DOCKERFILE", "Dockerfile.dev", "Dockerfile-dev", "dockerfile-dev", "Dockerfile_dev", "app.Dockerfile",
    "app.dockerfile", ".dockerfile", "Containerfile", "containerfile", "containerfile.dev", "Containerfile-dev", "Containerfile_dev",
    "app.Containerfile", "app.containerfile", "Dockerfile-node18.04", "Dockerfile.md5", "Dockerfile-amd",
  ]) {
    assert.equal(languageOf(name), "dockerfile", name);
    assert(isOurs(document(name)), name);
  }
});

test("notes, templates and ignore files are no Dockerfiles", () => {
  for (const name of [
    "Dockerfile.md", "Dockerfile.dev.md", "Dockerfile-notes.md", "dockerfile_notes.MD", "Containerfile.md", "Dockerfile.j2", "Dockerfile-web.j2",
    "Dockerfile.tpl", "Dockerfile.dockerignore", "Containerfile.dockerignore", "Containerfile-dev.dockerignore",
  ]) {
    assert(!isOurs(document(name)), name);
    assert(isLeftAlone(`/src/${name}`), name);
  }
  for (const name of ["Dockerfiles", "mydockerfile", "docker-compose.yml", "README.md", ".dockerignore", "Docker-dev", "myDockerfile-dev"]) {
    assert(!isOurs(document(name)), name);
  }
});

test("what is no Dockerfile has the language that it is in", () => {
  for (const name of ["Dockerfile.md", "Dockerfile.dev.md", "Dockerfile-notes.md", "Containerfile.md", "Containerfile_x.md"]) {
    assert.equal(languageOf(name), "markdown", name);
  }
  for (const name of ["Dockerfile.dockerignore", "Containerfile.dockerignore", "Containerfile-dev.dockerignore", ".dockerignore"]) {
    assert.equal(languageOf(name), "ignore", name);
  }
});

test("only documents that somebody edits count", () => {
  const of = (scheme: string) => ({ languageId: "dockerfile", uri: { scheme, path: "/src/Dockerfile" } });
  for (const scheme of ["file", "untitled", "vscode-vfs"]) {
    assert(isOurs(of(scheme)), scheme);
  }
  for (const scheme of ["git", "output", "vscode-scm", "walkThrough"]) {
    assert(!isOurs(of(scheme)), scheme);
  }
  assert(!isOurs({ ...of("file"), languageId: "plaintext" }));
});
