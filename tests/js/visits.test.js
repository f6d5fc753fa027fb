import assert from "node:assert/strict";
import { test } from "node:test";

import { Visits } from "../../ui/grid/visits.js";

const MINUTE = 60_000;

test("a visit ends when nobody was there for half an hour", () => {
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (k, v) => kept.set(k, v) };
  let time = 0;
  const visit = () => new Visits(storage, "p", () => time);
  const first = visit();
  assert.equal(first.before, null);
  first.note(3);
  time += 10 * MINUTE;
  first.note(5);
  time += 29 * MINUTE;
  assert.equal(visit().before, null); // the page was only loaded again
  time += 2 * MINUTE;
  const second = visit();
  assert.equal(second.before, 5);
  second.note(9);
  assert.equal(visit().before, 5);
});

test("without a storage every visit is the first", () => {
  const visits = new Visits(undefined, "p");
  visits.note(1);
  assert.equal(visits.before, null);
});
