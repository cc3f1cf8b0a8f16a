// The server over time: it is found and started, crashes and is started again, and people are told when it is not there.

import { type Diagnostic, type Disposable, EventEmitter, type LogOutputChannel, type Uri, window } from "vscode";

import { Client } from "./client";
import { current } from "./configuration";
import { Crashes } from "./crashes";
import { machine } from "./machine";
import { LABELS, message, type Way } from "./messages";
import { findServer, type Failure, type Found, type Server } from "./server";
import { effect, type Settings } from "./settings";
import type { State } from "./status";

/** How long to wait for more of the same, in milliseconds: somebody is typing in the settings. */
const SOON = 300;

/** The one server of a window. */
export class Session implements Disposable {
  readonly #output: LogOutputChannel;
  readonly #extension: string;
  readonly #go: (way: Way) => void;
  readonly #changed = new EventEmitter<void>();
  readonly #crashes = new Crashes();
  readonly #told = new Set<string>();
  #state: State = { kind: "starting" };
  #settings: Settings = current();
  #client: Client | undefined;
  /** What is being done; the next thing waits for it. */
  #work: Promise<void> = Promise.resolve();
  #soon: NodeJS.Timeout | undefined;
  #again: NodeJS.Timeout | undefined;

  /** When the state is another one. */
  readonly onDidChange = this.#changed.event;

  constructor(output: LogOutputChannel, extension: string, go: (way: Way) => void) {
    this.#output = output;
    this.#extension = extension;
    this.#go = go;
  }

  get state(): State {
    return this.#state;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Starts the server anew. Somebody who asks for it is told again what is wrong. */
  restart(asked: "by the user" | "by itself"): Promise<void> {
    if (asked === "by the user") {
      this.#told.clear();
    }
    this.#crashes.forget();
    return this.#enqueue(() => this.#start());
  }

  /** Something may have changed in the settings, or among the other extensions. */
  reconsider(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => {
      const settings = current();
      const needed = effect(this.#settings, settings);
      this.#settings = settings;
      if (needed === "restart") {
        this.#output.info("The settings have changed: dlint is started anew");
        void this.restart("by itself");
      } else if (needed === "tell") {
        void this.#enqueue(async () => {
          await this.#client?.tell(settings);
          this.#changed.fire();
        });
      }
    }, SOON);
  }

  /** Looks whether somebody has installed what was not there. */
  retry(): void {
    const { kind } = this.#state.kind === "failed" ? this.#state.failure : { kind: undefined };
    // Another program is not run time and again, and one that crashes is only started when somebody asks for it.
    if (kind !== undefined && kind !== "crashed" && kind !== "stranger") {
      void this.#enqueue(() => this.#start());
    }
  }

  /** Asks the server for something. */
  async ask(method: string, params: unknown): Promise<unknown> {
    return this.#state.kind === "running" ? this.#client?.ask(method, params) : undefined;
  }

  /** What the server has found in a document, whether it is shown or left out. */
  found(uri: Uri): readonly Diagnostic[] {
    return this.#client?.found(uri) ?? [];
  }

  /** Ends the server. */
  stop(): Promise<void> {
    clearTimeout(this.#soon);
    return this.#enqueue(() => this.#stop());
  }

  dispose(): void {
    void this.stop();
    this.#changed.dispose();
  }

  /** One after the other; what goes wrong is written down, and does not hold up the next. */
  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      this.#output.error(error instanceof Error ? error : String(error));
    });
    return this.#work;
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#again);
    const client = this.#client;
    this.#client = undefined;
    await client?.stop();
  }

  async #start(): Promise<void> {
    await this.#stop();
    this.#settings = current();
    if (!this.#settings.enable) {
      this.#become({ kind: "off" });
      return;
    }
    const before = this.#state;
    if (before.kind !== "failed") {
      this.#become({ kind: "starting" });
    }
    const result = await findServer({ setting: this.#settings.path, extension: this.#extension }, machine);
    if ("failure" in result) {
      this.#fail(result.failure);
      return;
    }
    const { server } = result;
    this.#output.info(`${server.program} is dlint ${server.version} (${WHERE[server.origin]})`);
    const client = new Client(server, this.#settings, this.#output, () => this.#died(client, server));
    this.#client = client;
    if (await client.start()) {
      this.#become({ kind: "running", server });
    }
  }

  #died(client: Client, server: Server): void {
    if (client !== this.#client) {
      return;
    }
    this.#client = undefined;
    const { program, origin }: Found = server;
    const wait = this.#crashes.count(Date.now());
    if (wait === undefined) {
      this.#fail({ kind: "crashed", times: this.#crashes.size, program, origin });
      return;
    }
    this.#output.warn("dlint has ended by itself: it is started again");
    this.#become({ kind: "starting" });
    clearTimeout(this.#again);
    this.#again = setTimeout(() => void this.#enqueue(() => this.#start()), wait);
  }

  #become(state: State): void {
    this.#state = state;
    this.#changed.fire();
  }

  /** Says it in the status, and once in a message. */
  #fail(failure: Failure): void {
    this.#become({ kind: "failed", failure });
    const { cause, text, ways } = message(failure);
    if (this.#told.has(cause)) {
      return;
    }
    this.#told.add(cause);
    this.#output.error(text);
    const buttons = ways.map((way) => LABELS[way]);
    void window.showErrorMessage(text, ...buttons).then((label) => {
      const way = ways.find((each) => LABELS[each] === label);
      if (way !== undefined) {
        this.#go(way);
      }
    });
  }
}

const WHERE = { setting: "from `dlint.path`", bundled: "part of the extension", path: "from the PATH" } as const;
