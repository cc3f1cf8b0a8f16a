// What the status item says, in words.

import { message, type Way } from "./messages";
import type { Neighbour } from "./neighbours";
import type { Failure, Server } from "./server";

/** How the server is. */
export type State =
  | { readonly kind: "off" }
  | { readonly kind: "starting" }
  | { readonly kind: "running"; readonly server: Server }
  | { readonly kind: "failed"; readonly failure: Failure };

/** What the server says of a document, in answer to `dlint/status`. */
export interface DocumentStatus {
  readonly version: string;
  /** The file of the configuration that holds. */
  readonly config: string | null;
  /** The folder of the build context. */
  readonly context: string | null;
  /** Whether nobody has named that folder. */
  readonly contextIsInferred: boolean;
  readonly builder: string;
  readonly frontend: string | null;
}

/** Reads an answer; what is no answer is none. */
export function documentStatus(answer: unknown): DocumentStatus | undefined {
  if (typeof answer !== "object" || answer === null) {
    return undefined;
  }
  const entries = answer as Record<string, unknown>;
  const text = (name: string) => (typeof entries[name] === "string" && entries[name] !== "" ? entries[name] : null);
  return {
    version: text("version") ?? "",
    config: text("config"),
    context: text("context"),
    contextIsInferred: entries["contextIsInferred"] === true,
    builder: text("builder") ?? "",
    frontend: text("frontend"),
  };
}

/** A status item. */
export interface Item {
  readonly text: string;
  readonly detail: string;
  readonly severity: "information" | "warning" | "error";
  readonly busy: boolean;
  /** What a click does: a way out, all that there is, or the configuration. */
  readonly way: Way | "menu" | "configuration" | "enable";
}

/** What is shown for a state and the document that is being edited. */
export function item(state: State, document: DocumentStatus | "left alone" | undefined, short: (path: string) => string): Item {
  const quiet = { severity: "information", busy: false, way: "menu" } as const;
  switch (state.kind) {
    case "off":
      return { ...quiet, text: "dlint is off", detail: "dlint.enable is false", way: "enable" };
    case "starting":
      return { ...quiet, text: "dlint", detail: "starting", busy: true };
    case "failed": {
      const { short: what, ways } = message(state.failure);
      return { text: "dlint", detail: what, severity: "error", busy: false, way: ways[0] ?? "menu" };
    }
    case "running": {
      const text = `dlint ${state.server.version}`;
      if (document === "left alone") {
        return { ...quiet, text, detail: "this file is left alone: by its name, it is no Dockerfile" };
      }
      if (document === undefined) {
        return { ...quiet, text, detail: "" };
      }
      return { ...quiet, text, detail: facts(document, short).join(", "), way: document.config === null ? "menu" : "configuration" };
    }
  }
}

/** What holds for a document. */
export function facts(document: DocumentStatus, short: (path: string) => string): string[] {
  const { config, context, contextIsInferred, builder, frontend } = document;
  const said = [
    config === null ? "no configuration" : short(config),
    context === null ? "unknown context" : `context ${short(context)}${contextIsInferred ? " (inferred)" : ""}`,
    [builder, frontend].filter(Boolean).join(" with "),
  ];
  return said.filter((fact) => fact !== "");
}

/** What is left to other extensions. */
export function leftTo(neighbours: readonly Neighbour[], off: readonly string[]): string | undefined {
  if (neighbours.length === 0 || off.length === 0) {
    return undefined;
  }
  return `${neighbours.map((neighbour) => neighbour.name).join(", ")}: ${off.join(", ")}`;
}
