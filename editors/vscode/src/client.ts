// The language client: one server, from its start to its end.

import { type Diagnostic, LogLevel, type LogOutputChannel, type TextDocument, Uri } from "vscode";
import {
  CloseAction,
  DidChangeConfigurationNotification,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  type LanguageClientOptions,
} from "vscode-languageclient/node";

import { Collections } from "./collection";
import { isLeftAlone, SELECTOR } from "./files";
import type { Server } from "./server";
import type { ServerSettings, Settings } from "./settings";
import { Unopened } from "./unopened";
import { withoutRepeated } from "./yielding";

/** How long a server may take to answer the first request, in milliseconds. */
const PATIENCE = 20_000;

/** A client whose messages go to the output; what people are told is the business of the session. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    // A client whose server ended while it was starting tries to stop it all the same.
    if (this.state === State.Running || message !== "Stopping server failed") {
      super.error(message, data, false);
    }
  }
  override warn(message: string, data?: unknown): void {
    super.warn(message, data, false);
  }
  override info(message: string, data?: unknown): void {
    super.info(message, data, false);
  }
}

/** A running server. */
export class Client {
  readonly #client: QuietClient;
  readonly #unopened = new Unopened();
  readonly #collections: Collections;
  #settings: ServerSettings;
  #isLeaving = false;
  #onDeath: (() => void) | undefined;

  /** `onDeath` is called once, if the server ends and nobody asked it to. */
  constructor(server: Server, settings: Settings, output: LogOutputChannel, onDeath: () => void) {
    this.#settings = settings.server;
    this.#collections = new Collections(settings.yields);
    this.#onDeath = onDeath;
    const log = settings.logFile === "" ? [] : ["--log-file", settings.logFile];
    const options: LanguageClientOptions = {
      documentSelector: SELECTOR,
      initializationOptions: () => this.#settings,
      outputChannel: output,
      traceOutputChannel: settings.trace === "off" ? output : loud(output),
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // A new start is a new client: the session decides about it.
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          this.#died();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
      initializationFailedHandler: () => false,
      diagnosticCollectionProvider: this.#collections,
      diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
      middleware: {
        didOpen: (document, next) => this.#unlessLeftAlone(document, () => next(document)),
        didChange: (event, next) => this.#unlessLeftAlone(event.document, () => next(event)),
        didSave: (document, next) => this.#unlessLeftAlone(document, () => next(document)),
        didClose: (document, next) => this.#unlessLeftAlone(document, () => next(document)),
        provideDiagnostics: (document, previous, token, next) => {
          const path = document instanceof Uri ? document.path : document.uri.path;
          return isLeftAlone(path) ? undefined : next(document, previous, token);
        },
        provideWorkspaceDiagnostics: this.#unopened.ask,
        // Another extension may show a problem of the whole line, and dlint's own one is left out further right.
        provideCodeActions: async (document, range, context, token, next) => {
          const places = [range, ...this.#collections.leftOutBeside(document.uri, range, context.diagnostics)];
          const answers = await Promise.all(places.map((place) => next(document, place, context, token)));
          return withoutRepeated(answers.map((answer) => answer ?? []));
        },
        workspace: {
          // The server asks for `dlint`, and gets what everything comes to: it knows no `auto`.
          configuration: async (params, token, next) => {
            const answers = await next(params, token);
            if (!Array.isArray(answers)) {
              return answers;
            }
            return params.items.map((item, index) => (item.section === "dlint" ? this.#settings : answers[index]));
          },
          // What has changed is told below, when it is known what it comes to.
          didChangeConfiguration: async () => undefined,
        },
      },
    };
    this.#client = new QuietClient("dlint", "dlint", { command: server.program, args: ["lsp", ...log] }, options);
  }

  /** Starts the server. Whether it did start. */
  async start(): Promise<boolean> {
    const limit = setTimeout(() => this.#client.serverProcess?.kill(), PATIENCE);
    try {
      await this.#client.start();
      return this.#client.state === State.Running;
    } catch {
      // The client has written it down.
      this.#died();
      return false;
    } finally {
      clearTimeout(limit);
    }
  }

  /** Lets settings hold from now on that need no new start. */
  async tell(settings: Settings): Promise<void> {
    this.#settings = settings.server;
    this.#collections.yields = settings.yields;
    if (this.#client.state === State.Running) {
      await this.#client.sendNotification(DidChangeConfigurationNotification.type, { settings: { dlint: this.#settings } });
      this.#unopened.renew();
    }
  }

  /** Asks the server for something; `undefined` where it does not answer that. */
  async ask(method: string, params: unknown): Promise<unknown> {
    try {
      return this.#client.state === State.Running ? await this.#client.sendRequest(method, params) : undefined;
    } catch {
      return undefined;
    }
  }

  /** What the server has found in a document, whether it is shown or left out. */
  found(uri: Uri): readonly Diagnostic[] {
    return this.#collections.found(uri);
  }

  /** Ends the server, whatever it is about to do. */
  async stop(): Promise<void> {
    this.#isLeaving = true;
    this.#unopened.dispose();
    const program = this.#client.serverProcess;
    try {
      await this.#client.dispose();
    } catch {
      // It is starting, or does not answer.
      program?.kill();
    }
    this.#collections.dispose();
  }

  #died(): void {
    this.#unopened.dispose();
    this.#collections.dispose();
    const onDeath = this.#onDeath;
    this.#onDeath = undefined;
    if (!this.#isLeaving) {
      onDeath?.();
    }
  }

  async #unlessLeftAlone(document: TextDocument, next: () => Promise<void>): Promise<void> {
    return isLeftAlone(document.uri.path) ? undefined : next();
  }
}

/** An output that writes down what is traced, whatever its own level is: there is a setting for that. */
function loud(output: LogOutputChannel): LogOutputChannel {
  return new Proxy(output, {
    get(target, name) {
      if (name === "logLevel") {
        return LogLevel.Trace;
      }
      const value: unknown = Reflect.get(target, name === "trace" ? "info" : name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
