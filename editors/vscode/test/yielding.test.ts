import assert from "node:assert/strict";
import { test } from "node:test";

import { isLeft, LeftOut, withoutRepeated } from "../src/yielding";

const at = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 10 } });
const own = (code: string, line: number) => ({ source: "dlint", code, message: `about ${code}`, range: at(line) });
const theirs = (code: number, line: number) => ({ source: "dockerfile-utils", code, range: at(line) });

/** What is shown, in short. */
function choose(leftOut: LeftOut, problems: ReturnType<typeof own>[], others: ReturnType<typeof theirs>[], isQuiet = false) {
  const { shown, again } = leftOut.choose(problems, others, isQuiet);
  return [shown.map(({ code, range }) => `${code} ${range.start.line}`).join(), again];
}

const MAINTAINER = 45;
const WORKDIR = 50;

test("nothing is left out where nobody else says it", () => {
  assert.deepEqual(choose(new LeftOut(), [own("DL4000", 1), own("DL3000", 2)], []), ["DL4000 1,DL3000 2", false]);
  assert.deepEqual(choose(new LeftOut(), [own("DL4000", 1)], [theirs(WORKDIR, 1), theirs(MAINTAINER, 2)]), ["DL4000 1", false]);
});

test("what another one says is left out, and comes back when it no longer does", () => {
  const leftOut = new LeftOut();
  const both = [own("DL4000", 1), own("DL3000", 2)];
  assert.deepEqual(choose(leftOut, both, []), ["DL4000 1,DL3000 2", false]);
  assert.deepEqual(choose(leftOut, both, [theirs(MAINTAINER, 1)]), ["DL3000 2", false]);
  assert.deepEqual(choose(leftOut, both, []), ["DL3000 2", true], "not at once");
  assert.deepEqual(choose(leftOut, both, [], true), ["DL4000 1,DL3000 2", false], "when it is quiet");
});

test("while lines move, what was left out stays so, whoever is the first to speak", () => {
  const leftOut = new LeftOut();
  choose(leftOut, [own("DL4000", 1), own("DL3000", 2)], [theirs(MAINTAINER, 1)]);
  assert.deepEqual(choose(leftOut, [own("DL4000", 2), own("DL3000", 3)], [theirs(MAINTAINER, 1)]), ["DL3000 3", true], "dlint");
  assert.deepEqual(choose(leftOut, [own("DL4000", 2), own("DL3000", 3)], [theirs(MAINTAINER, 2)]), ["DL3000 3", false], "the other one");
  assert.deepEqual(choose(leftOut, [own("DL4000", 2), own("DL3000", 3)], [theirs(MAINTAINER, 3)]), ["DL3000 3", true], "the other one");
  assert.deepEqual(choose(leftOut, [own("DL4000", 3), own("DL3000", 4)], [theirs(MAINTAINER, 3)]), ["DL3000 4", false], "dlint");
});

test("what is new waits for nobody", () => {
  const leftOut = new LeftOut();
  choose(leftOut, [own("DL4000", 1)], [theirs(MAINTAINER, 1)]);
  assert.deepEqual(choose(leftOut, [own("DL4000", 1), own("DL3000", 2)], [theirs(MAINTAINER, 1)]), ["DL3000 2", false]);
  assert.deepEqual(choose(leftOut, [], [theirs(MAINTAINER, 1)]), ["", false]);
  assert.deepEqual(choose(leftOut, [own("DL4000", 1)], []), ["DL4000 1", false], "it had gone");
});

test("an action is offered once, and two of a name at one place are two", () => {
  const titles = (...places: string[][]) => withoutRepeated(places.map((all) => all.map((title) => ({ title })))).map(({ title }) => title);
  assert.deepEqual(titles(), []);
  assert.deepEqual(titles(["Repair all"], ["Use a label", "Repair all"], ["Use a label"]), ["Repair all", "Use a label"]);
  assert.deepEqual(titles(["Add `-y`", "Add `-y`"], ["Add `-y`"]), ["Add `-y`", "Add `-y`"]);
});

test("a setting says what is left to others: everything, all but BuildKit's checks, or nothing", () => {
  const check = { source: "BuildKit", code: "MaintainerDeprecated", range: at(1) };
  for (const [problems, checks, leaves] of [
    [true, true, [true, true]],
    [true, false, [true, false]],
    [false, true, [false, false]],
  ] as const) {
    assert.deepEqual([theirs(MAINTAINER, 1), check].map((each) => isLeft(each, { problems, checks })), leaves);
  }
});
