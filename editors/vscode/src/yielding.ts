// Which of dlint's problems are left out, because another extension shows them, and what can be done about these.

import { codeOf, type Problem, saysTheSame } from "./pairs";
import type { Yields } from "./settings";

/**
 * The problems of one document that are left out. After an edit, dlint and the other extension speak at different times,
 * and for a moment one of them knows the new lines and the other one the old. So what was left out stays so, until
 * both have been silent for a while.
 */
export class LeftOut {
  #names = new Set<string>();

  /** What is shown, and whether that is to be looked at again: `isQuiet` says that they have been silent for long enough. */
  choose<P extends Named>(own: readonly P[], theirs: readonly Problem[], isQuiet: boolean): { shown: P[]; again: boolean } {
    const said = own.filter((each) => theirs.some((other) => saysTheSame(other, each)));
    const waiting = isQuiet ? [] : own.filter((each) => !said.includes(each) && this.#names.has(nameOf(each)));
    const left = new Set([...said, ...waiting]);
    this.#names = new Set([...left].map(nameOf));
    return { shown: own.filter((each) => !left.has(each)), again: waiting.length > 0 };
  }
}

/** Whether a problem of another extension is left to it. Checks have names; the servers' own mistakes have numbers. */
export function isLeft(theirs: Problem, yields: Yields): boolean {
  return yields.problems && (yields.checks || typeof codeOf(theirs) !== "string");
}

type Named = Problem & { readonly message: string };

/** What a problem is, wherever it is. */
function nameOf(problem: Named): string {
  return `${codeOf(problem)} ${problem.message}`;
}

/** Actions that were asked for at several places, each place's only where no place before it has offered the same. */
export function withoutRepeated<A extends { readonly title: string }>(places: readonly (readonly A[])[]): A[] {
  const offered = new Set<string>();
  return places.flatMap((actions) => {
    const fresh = actions.filter(({ title }) => !offered.has(title));
    fresh.forEach(({ title }) => offered.add(title));
    return fresh;
  });
}
