import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { BUILDKIT, codeOf, PAIRS, type Problem, saysTheSame } from "../src/pairs";

const SERVER = "dockerfile-utils";

/** A problem at `line:from-to`, or `line:from-line:to`; lines begin at 1, as people count them. */
function problem(source: string | undefined, code: NonNullable<Problem["code"]> | undefined, place: string): Problem {
  const [, line = "", from = "", last = line, to = from] = /^(\d+):(\d+)-(?:(\d+):)?(\d+)$/u.exec(place) ?? assert.fail(place);
  return { source, code, range: { start: { line: Number(line) - 1, character: Number(from) }, end: { line: Number(last) - 1, character: Number(to) } } };
}

/** What both servers say of one text: the other one's code and place, and dlint's. */
const SEEN: [text: string, code: number, place: string, own: string, ownPlace: string, isSame: boolean][] = [
  ["run echo", 0, "2:0-3", "ConsistentInstructionCasing", "2:0-3", true],
  ["run true, behind another", 0, "3:0-3", "DL3059", "3:0-3", false],
  ["ENV", 2, "2:0-3", "syntax", "2:0-3", true],
  ["HEALTHCHECK", 5, "2:0-11", "syntax", "2:0-11", true],
  ["ENV A", 6, "2:4-5", "syntax", "2:0-3", true],
  ["E\\⏎NV A", 6, "3:3-4", "syntax", "2:0-3:2", true],
  ["ENV A, and a mistake in the next line", 6, "2:4-5", "syntax", "3:0-3", false],
  ["COPY a", 7, "2:5-6", "syntax", "2:0-4", true],
  ["FROM a b", 8, "1:7-8", "syntax", "1:7-8", true],
  ["FROM a as", 8, "1:7-9", "FromAsCasing", "1:7-9", false],
  ["HEALTHCHECK NONE x", 9, "2:17-18", "syntax", "2:17-18", true],
  ["FROM c AS b", 10, "2:10-11", "DL3024", "2:10-11", true],
  ["FROM c AS B", 10, "2:10-11", "StageNameCasing", "2:10-11", false],
  ["a blank line", 11, "3:0-4:0", "NoEmptyContinuation", "3:0-0", true],
  ["FROM a AS 0a", 12, "1:10-12", "syntax", "1:10-12", true],
  ["--retries=-1", 13, "2:22-24", "syntax", "2:22-24", true],
  ["COPY --link --link a b", 14, "2:14-18", "syntax", "2:12-18", true],
  ["COPY --from=s --from=s", 14, "2:16-20", "DL3023", "2:12-13", false],
  ["--interval=x", 15, "2:23-24", "syntax", "2:23-24", true],
  ["--interval=x --timeout=y", 15, "2:23-24", "syntax", "2:35-36", false],
  ["--interval=1us", 16, "2:14-22", "syntax", "2:23-26", true],
  ["--interval=5", 17, "2:23-24", "syntax", "2:23-24", true],
  ["COPY --from a b", 18, "2:7-11", "syntax", "2:5-11", true],
  ["--interval=1x", 19, "2:23-25", "syntax", "2:23-25", true],
  ["RUN true, and no FROM", 20, "1:0-3", "DL3061", "1:0-3", true],
  ["# only", 20, "1:0-0", "syntax", "1:6-6", true],
  ["# escape=x", 21, "1:9-10", "syntax", "1:9-10", true],
  ["FROM a b c", 22, "1:7-8", "syntax", "1:7-8", true],
  ["COPY [\"a\", \"b\", \"c\"]", 23, "2:17-18", "DL3021", "2:16-19", true],
  ["COPY a b c", 23, "2:9-10", "DL3045", "2:9-10", false],
  ["FROM alpine@", 26, "1:5-12", "InvalidDefaultArgInFrom", "1:5-12", true],
  ["FROM \"alpine:3\"", 26, "1:13-15", "DK6001", "1:5-15", false],
  ["STOPSIGNAL $X", 27, "2:11-13", "UndefinedVar", "2:12-13", false],
  ["--retries=x", 28, "2:22-23", "syntax", "2:22-23", true],
  ["ONBUILD ONBUILD RUN true", 29, "2:8-15", "DL3043", "2:8-15", true],
  ["ONBUILD FROM scratch", 30, "2:8-12", "DL3043", "2:8-12", true],
  ["ONBUILD MAINTAINER a", 30, "2:8-18", "DL4000", "2:8-18", false],
  ["SHELL sh", 31, "2:6-8", "syntax", "2:6-8", true],
  ["SHELL []", 32, "2:6-8", "syntax", "2:0-5", true],
  ["ENV A=b c", 33, "2:8-9", "syntax", "2:8-9", true],
  ["ENV =B", 34, "2:4-6", "syntax", "2:4-6", true],
  ["ENV A='b", 35, "2:6-8", "syntax", "2:6-7", true],
  ["ENV A=\"b", 36, "2:6-8", "syntax", "2:6-7", true],
  ["HEALTHCHECK, twice", 37, "2:0-11", "DL3012", "2:0-11", true],
  ["CMD, twice", 37, "2:0-3", "DL4003", "2:0-3", true],
  ["ENTRYPOINT, twice", 37, "2:0-10", "DL4004", "2:0-10", true],
  ["HEALTHCHECK, twice, one without a word", 37, "2:0-11", "syntax", "2:0-11", false],
  ["FOO bar", 38, "2:0-3", "syntax", "2:0-3", true],
  ["ADD --chwon=app a b", 39, "2:4-11", "DK7002", "2:4-15", true],
  ["COPY --chwon=app a b", 40, "2:5-12", "DK7002", "2:5-16", true],
  ["FROM --platfrom=x a", 41, "1:5-15", "DK7002", "1:5-17", true],
  ["HEALTHCHECK --wrong=a CMD true", 42, "2:12-19", "DK7002", "2:12-21", true],
  ["HEALTHCHECK true", 43, "2:12-16", "syntax", "2:12-16", true],
  ["MAINTAINER a", 45, "2:0-10", "DL4000", "2:0-10", true],
  ["MAINTAINER", 45, "2:0-10", "syntax", "2:0-10", false],
  ["HEALTHCHECK CMD", 46, "2:12-15", "syntax", "2:12-15", true],
  ["COPY --from= /a /b", 47, "2:5-12", "DL3022", "2:12-12", true],
  ["COPY --link=maybe a b", 48, "2:12-17", "syntax", "2:5-17", true],
  ["EXPOSE x", 24, "2:7-8", "syntax", "2:7-8", true],
  ["EXPOSE 80/abc", 25, "2:7-13", "syntax", "2:10-13", true],
  ["ENV A=${B:c}", 44, "2:10-11", "syntax", "2:6-12", true],
  ["CMD ['x']", 49, "2:4-9", "DL3025", "2:4-9", true],
  ["RUN ['a']", 49, "2:4-9", "SC1020", "2:4-9", false],
  ["WORKDIR src", 50, "2:8-11", "DL3000", "2:8-11", true],
  ["FROM $X", 51, "1:5-7", "UndefinedArgInFrom", "1:6-7", true],
  ["FROM ${X:-}", 51, "1:5-11", "InvalidDefaultArgInFrom", "1:5-11", true],
  ["# escape=` twice", 52, "2:2-10", "syntax", "2:2-8", true],
];

test("what both servers say of the same place is the same mistake, or it is not", () => {
  for (const [text, code, place, own, ownPlace, isSame] of SEEN) {
    assert.equal(saysTheSame(problem(SERVER, code, place), problem("dlint", own, ownPlace)), isSame, text);
  }
});

test("every pair was seen", () => {
  const seen = new Set(SEEN.filter((row) => row[5]).map(([, code, , own]) => `${code} ${own}`));
  const pairs = Object.entries(PAIRS).flatMap(([code, own]) => own.map((each) => `${code} ${each}`));
  assert.deepEqual(pairs.sort(), [...seen].sort());
});

test("the place has to be the same", () => {
  const own = problem("dlint", "DL4000", "2:0-10");
  assert(!saysTheSame(problem(SERVER, 45, "3:0-10"), own), "another line");
  assert(!saysTheSame(problem(SERVER, 45, "2:11-12"), own), "another word");
  assert(saysTheSame(problem(SERVER, 45, "2:10-12"), own), "right behind");
  assert(saysTheSame(problem(SERVER, 45, "1:0-5:0"), own), "around");
  assert(saysTheSame(problem(SERVER, 45, "2:4-4"), own), "an empty one inside");
});

test("numbers are those of one server, under any name that has its own in it", () => {
  const own = problem("dlint", "DL4000", "2:0-10");
  for (const source of ["dockerfile-utils", "Docker DX (dockerfile-utils)"]) {
    assert(saysTheSame(problem(source, 45, "2:0-10"), own), source);
  }
  for (const source of [undefined, "", "eslint", "docker-language-server"]) {
    assert(!saysTheSame(problem(source, 45, "2:0-10"), own), String(source));
  }
  assert(!saysTheSame(problem(SERVER, undefined, "2:0-10"), own));
  assert(!saysTheSame(problem(SERVER, 99, "2:0-10"), own));
});

test("BuildKit's checks go by their names, of a whole line, and so does whoever uses the same codes", () => {
  const link = (value: string) => ({ value, target: "https://example.org" });
  for (const source of ["docker-language-server", "Docker DX (docker-language-server)"]) {
    assert(saysTheSame(problem(source, "UndefinedVar", "2:0-20"), problem("dlint", "UndefinedVar", "2:9-10")));
    assert(saysTheSame(problem(source, link("UndefinedVar"), "2:0-20"), problem("dlint", link("UndefinedVar"), "2:9-10")));
    assert(!saysTheSame(problem(source, "UndefinedVar", "2:0-20"), problem("dlint", "StageNameCasing", "2:9-10")));
    assert(!saysTheSame(problem(source, "UndefinedVar", "2:0-20"), problem("dlint", "UndefinedVar", "3:9-10")));
    for (const [name, codes] of [...BUILDKIT]) {
      for (const code of codes) {
        assert(saysTheSame(problem(source, name, "2:0-20"), problem("dlint", link(code), "2:4-8")), `${name} ${code}`);
      }
      assert(!saysTheSame(problem(source, name, "2:0-20"), problem("dlint", "DL3007", "2:4-8")), name);
    }
  }
  assert(saysTheSame(problem("hadolint", "DL3007", "1:0-18"), problem("dlint", "DL3007", "1:12-18")));
  assert(!saysTheSame(problem("dlint", "DL3007", "1:0-18"), problem("dlint", "DL3007", "1:12-18")), "dlint is no other tool");
  assert(!saysTheSame(problem("docker-language-server", "constructor", "2:0-20"), problem("dlint", "DL3007", "2:4-8")));
});

test("a code may have a link around it", () => {
  assert.equal(codeOf(problem("dlint", { value: "DL3007", target: "x" } as { value: string }, "1:0-1")), "DL3007");
  assert.equal(codeOf(problem("dlint", 7, "1:0-1")), 7);
  assert.equal(codeOf(problem("dlint", undefined, "1:0-1")), undefined);
});

const RULES = "../../docs/rules.md";

test("BuildKit's names are those in dlint's list of rules", { skip: !existsSync(RULES) }, () => {
  const rows = readFileSync(RULES, "utf8").matchAll(/^\| \[([A-Z]+\d+)\].*\bBuildKit ([A-Z]\w*[a-z]\w*) \|$/gmu);
  const listed = [...rows].map(([, code, name]) => `${name} ${code}`).sort();
  const known = [...BUILDKIT].flatMap(([name, codes]) => codes.map((code) => `${name} ${code}`));
  assert.deepEqual(known.sort(), listed);
});
