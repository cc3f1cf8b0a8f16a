// Which documents are dlint's.

/** The schemes of documents that somebody edits; a side of a comparison with `git:` is none. */
export const SCHEMES = ["file", "untitled", "vscode-vfs"] as const;

/** The language of Dockerfiles. Names that the editor does not know are added to it in `package.json`. */
export const LANGUAGE = "dockerfile";

/** What the language client is told. */
export const SELECTOR = SCHEMES.map((scheme) => ({ scheme, language: LANGUAGE }));

/** Ends of names that the editor takes for Dockerfiles, because `Dockerfile.*` is one: notes, templates, ignore files. */
const NOT = [".md", ".j2", ".tpl", ".dockerignore"];

/** Whether a file is no Dockerfile, whatever language the editor says it has. */
export function isLeftAlone(path: string): boolean {
  const lower = path.toLowerCase();
  return NOT.some((end) => lower.endsWith(end));
}

/** Whether dlint looks at a document. */
export function isOurs(document: { languageId: string; uri: { scheme: string; path: string } }): boolean {
  const { scheme, path } = document.uri;
  return document.languageId === LANGUAGE && SCHEMES.some((known) => known === scheme) && !isLeftAlone(path);
}

/** Files whose changes change what is found in Dockerfiles. */
export const CONFIGURATIONS = "**/{dlint.toml,.dlint.toml,.hadolint.yaml,.hadolint.yml,*.dockerignore}";

/** Dockerfiles, by their names. A glob knows no "any case", so it names the ones that people use. */
export const DOCKERFILES = "**/{*[dD]ockerfile*,*[cC]ontainerfile*,DOCKERFILE*,CONTAINERFILE*}";
