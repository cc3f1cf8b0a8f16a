// Dockerfiles that nobody has opened, and their problems.

import { Disposable, Uri, workspace } from "vscode";
import type { ProvideWorkspaceDiagnosticSignature, vsdiag } from "vscode-languageclient/node";

import { CONFIGURATIONS, DOCKERFILES, isOurs } from "./files";

/**
 * How long to wait when files have changed, in milliseconds: the client tells the server of it after a quarter of a
 * second, and of a new folder the editor may tell before all that is in it is there.
 */
const LATER = 600;

/**
 * Lets the client ask for their problems when something has changed. Left alone, it asks every two seconds,
 * and each time the server reads the whole workspace anew.
 */
export class Unopened extends Disposable {
  readonly #parts: Disposable[] = [];
  /** The files of the last answer that had problems. */
  #reported = new Map<string, Uri>();
  #isStale = true;
  #wake: (() => void) | undefined;
  #later: NodeJS.Timeout | undefined;

  constructor() {
    super(() => {
      clearTimeout(this.#later);
      Disposable.from(...this.#parts).dispose();
    });
    const changed = () => {
      clearTimeout(this.#later);
      this.#later = setTimeout(() => this.renew(), LATER);
    };
    for (const pattern of [CONFIGURATIONS, DOCKERFILES]) {
      const watcher = workspace.createFileSystemWatcher(pattern, true, false, true);
      this.#parts.push(watcher, watcher.onDidChange(changed));
    }
    // Of a folder that comes or goes with all that is in it, the editor may tell just that.
    const all = workspace.createFileSystemWatcher("**/*", false, true, false);
    this.#parts.push(all, all.onDidCreate(changed), all.onDidDelete(changed));
    // What is closed is no longer asked for by itself.
    this.#parts.push(workspace.onDidCloseTextDocument((document) => isOurs(document) && this.renew()));
    this.#parts.push(workspace.onDidChangeWorkspaceFolders(changed));
  }

  /** Something has changed. */
  renew(): void {
    this.#isStale = true;
    this.#wake?.();
  }

  /** Waits until something has changed, and asks then. */
  readonly ask = async (
    known: vsdiag.PreviousResultId[],
    token: { isCancellationRequested: boolean; onCancellationRequested: (listener: () => void) => Disposable },
    report: vsdiag.ResultReporter,
    next: ProvideWorkspaceDiagnosticSignature,
  ): Promise<vsdiag.WorkspaceDiagnosticReport> => {
    while (!this.#isStale && !token.isCancellationRequested) {
      const { promise, resolve } = waiting();
      this.#wake = resolve;
      const listener = token.onCancellationRequested(resolve);
      await promise;
      listener.dispose();
    }
    if (token.isCancellationRequested) {
      return { items: [] };
    }
    this.#isStale = false;
    const now = new Map<string, Uri>();
    const collect = (chunk: vsdiag.WorkspaceDiagnosticReportPartialResult | null) => {
      for (const { uri } of chunk?.items ?? []) {
        now.set(uri.toString(), uri);
      }
      report(chunk);
    };
    const answer = await next(known, token as Parameters<ProvideWorkspaceDiagnosticSignature>[1], collect);
    // A file that is gone has no problems any more; nobody else says so.
    const gone = [...this.#reported].filter(([key]) => !now.has(key)).map(([, uri]) => uri);
    const none = gone.map((uri) => ({ kind: "full", uri, version: null, items: [] }) as unknown as vsdiag.WorkspaceDocumentDiagnosticReport);
    report({ items: none });
    this.#reported = now;
    return answer ?? { items: [] };
  };
}

function waiting(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
