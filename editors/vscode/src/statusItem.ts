// The item in the status bar beside the language of a Dockerfile.

import { type Disposable, languages, LanguageStatusSeverity, window, workspace, Disposable as Disposables } from "vscode";

import { CONFIGURATIONS, isLeftAlone, isOurs, SELECTOR } from "./files";
import { LABELS } from "./messages";
import type { Session } from "./session";
import { shortPath } from "./short";
import { documentStatus, item, type DocumentStatus, type Item } from "./status";

/** How long to wait for more of the same, in milliseconds. */
const SOON = 200;

/** The same where a file has changed: the client tells the server of it after a quarter of a second. */
const LATER = 600;

const SEVERITIES = {
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
} as const;

const TITLES: Readonly<Record<Item["way"], string>> = {
  ...LABELS,
  menu: "Show Status",
  configuration: "Open Configuration",
  enable: LABELS.settings,
};

/** Shows how the server is, and what holds for the document that is being edited. */
export class StatusItem implements Disposable {
  readonly #session: Session;
  readonly #shown = languages.createLanguageStatusItem("dlint.status", SELECTOR);
  readonly #parts: Disposable;
  #document: DocumentStatus | "left alone" | undefined;
  #soon: NodeJS.Timeout | undefined;
  #asked = 0;

  constructor(session: Session) {
    this.#session = session;
    this.#shown.name = "dlint";
    const watcher = workspace.createFileSystemWatcher(CONFIGURATIONS);
    const again = () => this.refresh();
    const later = () => this.refresh(LATER);
    this.#parts = Disposables.from(
      this.#shown,
      watcher,
      watcher.onDidChange(later),
      watcher.onDidCreate(later),
      watcher.onDidDelete(later),
      session.onDidChange(again),
      window.onDidChangeActiveTextEditor(again),
      workspace.onDidSaveTextDocument((document) => isOurs(document) && this.refresh()),
    );
    this.#show();
    this.refresh();
  }

  /** What the server says of the document that is being edited. */
  get document(): DocumentStatus | undefined {
    return this.#document === "left alone" ? undefined : this.#document;
  }

  /** Asks anew, in a moment. */
  refresh(wait = SOON): void {
    this.#show();
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.#ask(), wait);
  }

  dispose(): void {
    clearTimeout(this.#soon);
    this.#parts.dispose();
  }

  async #ask(): Promise<void> {
    const asked = ++this.#asked;
    const document = window.activeTextEditor?.document;
    let status: DocumentStatus | "left alone" | undefined;
    if (document !== undefined && isLeftAlone(document.uri.path)) {
      status = "left alone";
    } else if (document !== undefined && isOurs(document)) {
      status = documentStatus(await this.#session.ask("dlint/status", { textDocument: { uri: document.uri.toString() } }));
    }
    // An answer that comes late is about another document.
    if (asked === this.#asked) {
      this.#document = status;
      this.#show();
    }
  }

  #show(): void {
    const { text, detail, severity, busy, way }: Item = item(this.#session.state, this.#document, shortPath);
    this.#shown.text = text;
    this.#shown.detail = detail;
    this.#shown.severity = SEVERITIES[severity];
    this.#shown.busy = busy;
    this.#shown.command = { command: "dlint.showStatus", title: TITLES[way], arguments: way === "menu" ? [] : [way] };
  }
}
