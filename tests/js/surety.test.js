import assert from "node:assert/strict";
import { test } from "node:test";

import { statusOf, surety } from "../../ui/grid/surety.js";

for (const [origin, cell, expected] of [
  ["imported", { score: 0.97 }, "97 %: the aligner is sure of it"],
  ["imported", { score: 0.81 }, "81 %: the aligner is fairly sure"],
  ["machine", { score: 0.423 }, "42 %: the translator doubts it"],
  ["machine", { score: null, status: "edited" }, "no probability: corrected since"],
  ["imported", { score: null, status: "confirmed" }, "no probability"],
]) {
  test(`${expected}, of ${origin}`, () => assert.equal(surety(origin, cell), expected));
}

for (const [origin, status, expected] of [
  ["machine", "machine", "machine, not looked at yet"],
  ["imported", "machine", "not looked at yet"],
  ["imported", "confirmed", "confirmed"],
]) {
  test(`status ${status} of a version ${origin}`, () =>
    assert.equal(statusOf(origin, status), expected));
}
