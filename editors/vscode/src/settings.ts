// What the user has set, and what that comes to.

import type { Neighbour } from "./neighbours";

/** Features that other Docker extensions serve as well: `auto`, `on` or `off`. */
export const SHARED = [
  "completion",
  "hover",
  "signatureHelp",
  "navigation",
  "rename",
  "symbols",
  "folding",
  "links",
  "semanticTokens",
] as const;

/** Features that are dlint's own, or are asked for. */
export const OWN = ["diagnostics", "codeActions", "selection", "formatting", "inlayHints", "codeLens"] as const;

/** A feature, under the server's name for it. */
export type Feature = (typeof SHARED)[number] | (typeof OWN)[number];

/** The other settings, without `dlint.` before them. */
export const PLAIN = [
  "enable",
  "path",
  "configPath",
  "logFile",
  "trace.server",
  "select",
  "extendSelect",
  "ignore",
  "buildkitChecks",
  "yieldProblems",
] as const;

/** The name of every setting that is read. */
export const NAMES: readonly string[] = [...PLAIN, ...[...SHARED, ...OWN].map((feature) => `features.${feature}`)];

/** What is sent to the server. */
export interface ServerSettings {
  readonly select: readonly string[];
  readonly extendSelect: readonly string[];
  readonly ignore: readonly string[];
  readonly configPath: string | null;
  readonly buildkitChecks: "on" | "off";
  readonly features: Readonly<Record<Feature, boolean>>;
}

/** What of the others' problems dlint leaves to them. */
export interface Yields {
  /** Anything at all. */
  readonly problems: boolean;
  /** What BuildKit's own checks say. */
  readonly checks: boolean;
}

/** All settings, resolved: nothing is `auto` any more. */
export interface Settings {
  readonly enable: boolean;
  /** Where the server is; empty, if it is to be searched. */
  readonly path: string;
  /** Where the server writes what it does; empty, if it does not. */
  readonly logFile: string;
  readonly trace: "off" | "messages" | "verbose";
  /** Which problems are left out where another extension shows the same. */
  readonly yields: Yields;
  readonly server: ServerSettings;
}

/** Where settings come from. Values of wrong types do come: a file of settings is text. */
export interface Source {
  /** The value of a setting, without `dlint.` before its name. */
  get(name: string): unknown;
  /** The path that is meant. */
  path(written: string): string;
  /** The other extensions that are there. */
  readonly neighbours: readonly Neighbour[];
}

/** Reads all settings. */
export function read(source: Source): Settings {
  const text = (name: string) => {
    const value = source.get(name);
    return typeof value === "string" ? value : "";
  };
  const list = (name: string) => {
    const value = source.get(name);
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  };
  const flag = (name: string, usual: boolean) => {
    const value = source.get(name);
    return typeof value === "boolean" ? value : usual;
  };
  const choice = (name: string, auto: boolean) => {
    const value = source.get(name);
    return value === "on" || (value !== "off" && auto);
  };
  const isAlone = source.neighbours.length === 0;
  const features = Object.fromEntries([
    ...SHARED.map((feature) => [feature, choice(`features.${feature}`, isAlone)]),
    ...OWN.map((feature) => [feature, flag(`features.${feature}`, USUAL[feature])]),
  ]) as Record<Feature, boolean>;
  const trace = text("trace.server");
  return {
    enable: flag("enable", true),
    path: source.path(text("path")),
    logFile: source.path(text("logFile")),
    trace: trace === "messages" || trace === "verbose" ? trace : "off",
    yields: { problems: flag("yieldProblems", true), checks: text("buildkitChecks") !== "on" },
    server: {
      select: list("select"),
      extendSelect: list("extendSelect"),
      ignore: list("ignore"),
      configPath: source.path(text("configPath")) || null,
      buildkitChecks: text("buildkitChecks") === "off" ? "off" : "on",
      features,
    },
  };
}

const USUAL: Readonly<Record<(typeof OWN)[number], boolean>> = {
  diagnostics: true,
  codeActions: true,
  selection: true,
  formatting: false,
  inlayHints: false,
  codeLens: false,
};

/** What a change of settings asks for. */
export type Effect = "nothing" | "tell" | "restart";

/**
 * What has to be done, so that the settings hold. A feature is offered once, when the server starts,
 * and so are its file and where it logs; the rest it is told.
 */
export function effect(before: Settings, after: Settings): Effect {
  const atStart = ({ enable, path, logFile, trace, server }: Settings) => [enable, path, logFile, trace, server.features];
  if (!isSame(atStart(before), atStart(after))) {
    return "restart";
  }
  const told = ({ server, yields }: Settings) => [server, yields];
  return isSame(told(before), told(after)) ? "nothing" : "tell";
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
