// Which problems of other tools are the same as one of dlint's.

/** A place in a document, as the editor counts it. */
interface Place {
  readonly line: number;
  readonly character: number;
}

/** As much of an editor's diagnostic as this needs. */
export interface Problem {
  readonly source?: string | undefined;
  readonly code?: string | number | { readonly value: string | number } | undefined;
  readonly range: { readonly start: Place; readonly end: Place };
}

/** The source of dlint's own problems. */
export const OWN_SOURCE = "dlint";

/**
 * The codes of the language server that Container Tools and Docker DX start for Dockerfiles, and dlint's codes for the
 * same mistake. Found by giving both servers the same files; where both have words for one place and mean different
 * mistakes, there is no pair.
 */
export const PAIRS: Readonly<Record<number, readonly string[]>> = {
  0: ["ConsistentInstructionCasing"],
  2: ["syntax"], // no arguments
  5: ["syntax"], // no argument where one is needed
  6: ["syntax"], // one argument where two are needed (`ENV`)
  7: ["syntax"], // the same, of `COPY` and `ADD`
  8: ["syntax"], // `FROM` with two words, or with four
  9: ["syntax"], // `HEALTHCHECK NONE` with more
  10: ["DL3024"], // a stage's name twice
  11: ["NoEmptyContinuation"],
  12: ["syntax"], // a name that no stage can have
  13: ["syntax"], // a number that is too small
  14: ["syntax"], // a flag twice
  15: ["syntax"], // no duration
  16: ["syntax"], // a duration that is too short
  17: ["syntax"], // a duration without a unit
  18: ["syntax"], // a flag without a value
  19: ["syntax"], // a duration with a unit that nobody knows
  20: ["DL3061", "syntax"], // no `FROM`, or none at the beginning
  21: ["syntax"], // an escape character that cannot be one
  22: ["syntax"], // `FROM` with a second word that is not `AS`
  23: ["DL3021"], // several sources, and no `/`
  24: ["syntax"], // no port
  25: ["syntax"], // no protocol of a port
  26: ["InvalidDefaultArgInFrom"], // no name of an image
  28: ["syntax"], // no number
  29: ["DL3043"], // `ONBUILD ONBUILD`
  30: ["DL3043"], // `ONBUILD FROM`
  31: ["syntax"], // `SHELL` without a JSON array
  32: ["syntax"], // `SHELL` with an empty one
  33: ["syntax"], // a word without `=` behind one that has it
  34: ["syntax"], // `=` without a name
  35: ["syntax"], // a single quote that is never closed
  36: ["syntax"], // a double quote that is never closed
  37: ["DL3012", "DL4003", "DL4004"], // a second `HEALTHCHECK`, `CMD` or `ENTRYPOINT`
  38: ["syntax"], // no such instruction
  39: ["DK7002"], // no such flag of `ADD`
  40: ["DK7002"], // of `COPY`
  41: ["DK7002"], // of `FROM`
  42: ["DK7002"], // of `HEALTHCHECK`
  43: ["syntax"], // `HEALTHCHECK` with neither `CMD` nor `NONE`
  44: ["syntax"], // a substitution that nobody knows
  45: ["DL4000"], // `MAINTAINER`
  46: ["syntax"], // `HEALTHCHECK CMD` without a command
  47: ["DL3022"], // `--from=` without a name
  48: ["syntax"], // a flag that is neither true nor false
  49: ["DL3025"], // single quotes in a JSON array
  50: ["DL3000"], // a relative `WORKDIR`
  51: ["InvalidDefaultArgInFrom", "UndefinedArgInFrom"], // an image whose name is empty
  52: ["syntax"], // a directive twice
};

/** Of those, the ones where it points to another word of the line than dlint: to the argument, not to the instruction. */
const BESIDE: ReadonlySet<number> = new Set([6, 7, 16, 20, 32]);

/** BuildKit's names of what dlint calls by a code; its other checks have the same name in both. */
export const BUILDKIT: ReadonlyMap<string, readonly string[]> = new Map([
  ["DuplicateStageName", ["DL3024"]],
  ["FromPlatformFlagConstDisallowed", ["DL3029"]],
  ["JSONArgsRecommended", ["DL3025"]],
  ["MaintainerDeprecated", ["DL4000"]],
  ["MultipleInstructionsDisallowed", ["DL3012", "DL4003", "DL4004"]],
  ["RedundantTargetPlatform", ["DL3065"]],
  ["ReservedStageName", ["DL3063"]],
  ["SecretsUsedInArgOrEnv", ["DL3064"]],
  ["WorkdirRelativePath", ["DL3000"]],
]);

/** Whether another tool says the same of the same place. */
export function saysTheSame(theirs: Problem, own: Problem): boolean {
  if (theirs.source === OWN_SOURCE) {
    return false;
  }
  const code = codeOf(theirs);
  const ownCode = String(codeOf(own));
  if (typeof code === "string") {
    return (code === ownCode || BUILDKIT.get(code)?.includes(ownCode) === true) && touch(theirs, own);
  }
  // Docker DX puts its own name around that of the server.
  if (code === undefined || theirs.source?.includes("dockerfile-utils") !== true) {
    return false;
  }
  return (PAIRS[code] ?? []).includes(ownCode) && (touch(theirs, own) || (BESIDE.has(code) && shareLine(theirs, own)));
}

/** The code, which may have a link around it. */
export function codeOf({ code }: Problem): string | number | undefined {
  return typeof code === "object" ? code.value : code;
}

/** Whether two places overlap, or nothing is between them: a place may be empty. */
function touch({ range: one }: Problem, { range: other }: Problem): boolean {
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start);
}

function shareLine({ range: one }: Problem, { range: other }: Problem): boolean {
  return one.start.line <= other.end.line && other.start.line <= one.end.line;
}

function isBefore(one: Place, other: Place): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
