import assert from "node:assert/strict";
import { test } from "node:test";

import { Filter } from "../../ui/grid/filter.js";

for (const [name, [start, end, count], expected] of [
  ["rows after it move", [0, 1, 3], [4, 7, 11]],
  ["rows before it stay", [10, 12, 1], [2, 5, 9]],
  ["a shown row that is merged with its neighbours stays in sight", [4, 7, 1], [2, 4, 7]],
  ["a shown row that is split stays in sight with all its parts", [5, 6, 2], [2, 5, 6, 10]],
  ["rows that were left out stay out", [6, 8, 1], [2, 5, 8]],
  ["the same number of rows changes nothing", [4, 7, 3], [2, 5, 9]],
]) {
  test(`after a correction ${name}`, () => {
    const filter = new Filter([2, 5, 9]);
    filter.follow(start, end, count);
    assert.deepEqual(
      [...filter.numbers].sort((a, b) => a - b),
      expected,
    );
  });
}
