import assert from "node:assert/strict";
import { test } from "node:test";

import { Crashes } from "../src/crashes";

const MINUTE = 60_000;

test("four crashes in three minutes are mended, the fifth is not", () => {
  const crashes = new Crashes();
  const waits = [0, 1, 2, 3, 4].map((second) => crashes.count(second * 1_000));
  assert.deepEqual(waits, [0, 500, 1_000, 1_500, undefined]);
  assert.equal(crashes.size, 5);
});

test("what is long ago does not count", () => {
  const crashes = new Crashes();
  for (let at = 0; at < 100; at += 1) {
    assert.notEqual(crashes.count(at * MINUTE), undefined, `crash ${at}`);
  }
  const close = new Crashes();
  const waits = [0, 1, 2, 2.5, 2.9].map((minute) => close.count(minute * MINUTE));
  assert.equal(waits.at(-1), undefined);
  // The first one is forgotten three minutes after it.
  const late = new Crashes();
  assert.notEqual([0, 1, 2, 2.5, 3].map((minute) => late.count(minute * MINUTE)).at(-1), undefined);
});

test("a new start by the user begins anew", () => {
  const crashes = new Crashes();
  for (let at = 0; at < 5; at += 1) {
    crashes.count(at);
  }
  crashes.forget();
  assert.equal(crashes.size, 0);
  assert.equal(crashes.count(6), 0);
});
