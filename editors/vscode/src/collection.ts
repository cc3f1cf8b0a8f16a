// The problems that the server has found, and those of them that the editor shows.

import { type Diagnostic, type DiagnosticCollection, type Disposable, languages, type Range, type Uri } from "vscode";
import type { DiagnosticCollectionProvider } from "vscode-languageclient/node";

import { OWN_SOURCE, saysTheSame } from "./pairs";
import type { Yields } from "./settings";
import { isLeft, LeftOut } from "./yielding";

/** How long to wait for more of the same, in milliseconds. */
const SOON = 50;

/** How long another extension may need for a file that has changed, in milliseconds. Docker DX asks BuildKit. */
const PATIENCE = 3_000;

/**
 * Makes the collections in which the client puts what the server finds. All of it is kept; shown is what no other
 * extension shows, and that is looked at again when the others' problems change. The server is not asked for it.
 */
export class Collections implements DiagnosticCollectionProvider, Disposable {
  readonly #all = new Set<Collection>();
  readonly #listener: Disposable;
  #yields: Yields;

  constructor(yields: Yields) {
    this.#yields = yields;
    this.#listener = languages.onDidChangeDiagnostics(({ uris }) => {
      for (const collection of this.#all) {
        uris.forEach((uri) => collection.othersMayHaveChanged(uri));
      }
    });
  }

  /** What of the others' problems is left to them. */
  set yields(yields: Yields) {
    this.#yields = yields;
    this.#all.forEach((collection) => collection.settle());
  }

  /** All that was found in a document, whether it is shown or not. */
  found(uri: Uri): Diagnostic[] {
    return [...this.#all].flatMap((collection) => collection.get(uri) ?? []);
  }

  /** Where problems are that are left out because of some others, and that do not touch a place. */
  leftOutBeside(uri: Uri, place: Range, others: readonly Diagnostic[]): Range[] {
    const theirs = others.filter((other) => isLeft(other, this.#yields));
    const isLeftOut = (each: Diagnostic) => theirs.some((other) => saysTheSame(other, each));
    return this.found(uri).filter((each) => place.intersection(each.range) === undefined && isLeftOut(each)).map(({ range }) => range);
  }

  create(name: string | undefined): DiagnosticCollection {
    const collection = new Collection(languages.createDiagnosticCollection(name), () => this.#yields);
    this.#all.add(collection);
    return collection;
  }

  dispose(collection?: DiagnosticCollection): void {
    if (collection instanceof Collection) {
      this.#all.delete(collection);
      collection.dispose();
    } else {
      this.#listener.dispose();
      this.#all.forEach((each) => each.dispose());
      this.#all.clear();
    }
  }
}

/** What is known of a document. */
interface Known {
  readonly uri: Uri;
  found: readonly Diagnostic[];
  /** What others said when it was last looked at, as text. */
  said: string;
  readonly leftOut: LeftOut;
  timer: NodeJS.Timeout | undefined;
}

/** A collection that keeps everything, and shows what is left over. */
class Collection implements DiagnosticCollection {
  readonly #shown: DiagnosticCollection;
  readonly #yields: () => Yields;
  readonly #known = new Map<string, Known>();
  #isDisposed = false;

  constructor(shown: DiagnosticCollection, yields: () => Yields) {
    this.#shown = shown;
    this.#yields = yields;
  }

  get name(): string {
    return this.#shown.name;
  }

  set(first: Uri | readonly (readonly [Uri, readonly Diagnostic[] | undefined])[], found?: readonly Diagnostic[]): void {
    // An answer may come when the server has just ended.
    if (this.#isDisposed) {
      return;
    }
    if (!("scheme" in first)) {
      first.forEach(([uri, each]) => this.set(uri, each));
      return;
    }
    const key = first.toString();
    if (found === undefined || found.length === 0) {
      this.delete(first);
      return;
    }
    const known = this.#known.get(key) ?? { uri: first, found, said: "", leftOut: new LeftOut(), timer: undefined };
    known.found = found;
    this.#known.set(key, known);
    this.#show(known, false);
  }

  /** Looks again, if the problems of others are not what they were: the editor tells of dlint's own ones as well. */
  othersMayHaveChanged(uri: Uri): void {
    const known = this.#known.get(uri.toString());
    if (known !== undefined && textOf(others(uri, this.#yields())) !== known.said) {
      this.#later(known, SOON, false);
    }
  }

  /** Looks at everything again. */
  settle(): void {
    this.#known.forEach((known) => this.#show(known, true));
  }

  delete(uri: Uri): void {
    const key = uri.toString();
    clearTimeout(this.#known.get(key)?.timer);
    this.#known.delete(key);
    if (!this.#isDisposed) {
      this.#shown.delete(uri);
    }
  }

  clear(): void {
    this.#known.forEach(({ timer }) => clearTimeout(timer));
    this.#known.clear();
    if (!this.#isDisposed) {
      this.#shown.clear();
    }
  }

  /** Both the client and whoever ends it do this. */
  dispose(): void {
    this.clear();
    this.#isDisposed = true;
    this.#shown.dispose();
  }

  get(uri: Uri): readonly Diagnostic[] | undefined {
    return this.#known.get(uri.toString())?.found;
  }

  has(uri: Uri): boolean {
    return this.#known.has(uri.toString());
  }

  forEach(callback: (uri: Uri, found: readonly Diagnostic[], collection: DiagnosticCollection) => unknown, thisArg?: unknown): void {
    this.#known.forEach(({ uri, found }) => callback.call(thisArg, uri, found, this));
  }

  *[Symbol.iterator](): Iterator<[Uri, readonly Diagnostic[]]> {
    for (const { uri, found } of this.#known.values()) {
      yield [uri, found];
    }
  }

  #show(known: Known, isQuiet: boolean): void {
    clearTimeout(known.timer);
    const theirs = others(known.uri, this.#yields());
    known.said = textOf(theirs);
    const { shown, again } = known.leftOut.choose(known.found, theirs, isQuiet);
    this.#shown.set(known.uri, shown);
    if (again) {
      this.#later(known, PATIENCE, true);
    }
  }

  #later(known: Known, wait: number, isQuiet: boolean): void {
    clearTimeout(known.timer);
    known.timer = setTimeout(() => this.#show(known, isQuiet), wait);
  }
}

/** What other extensions say of a document, as far as it is left to them. */
function others(uri: Uri, yields: Yields): Diagnostic[] {
  return languages.getDiagnostics(uri).filter((each) => each.source !== OWN_SOURCE && isLeft(each, yields));
}

function textOf(problems: readonly Diagnostic[]): string {
  return JSON.stringify(problems.map(({ source, code, range }) => [source, code, range]));
}
