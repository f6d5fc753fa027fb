import assert from "node:assert/strict";
import { test } from "node:test";

import { CHUNK, Rows } from "../../ui/grid/rows.js";

/** A loaded row whose source segment and French bead have that number. */
function row(number) {
  return {
    source: [{ version: "en", segment: number, bead: number, texts: ["s"] }],
    targets: { fr: [{ version: "fr", segment: number, bead: number, texts: ["t"] }] },
  };
}

function loaded(total) {
  const rows = new Rows(total);
  let start = 0;
  for (const chunk of rows.chunks) {
    chunk.rows = Array.from({ length: chunk.count }, (_, offset) => row(start + offset));
    start += chunk.count;
  }
  return rows;
}

/** The rows as [source segment, French bead]; null for one that is not loaded. */
function shown(rows) {
  return Array.from({ length: rows.total }, (_, number) => {
    const found = rows.row(number);
    return found && [found.source[0].segment, found.targets.fr[0].bead];
  });
}

test("chunks hold every row once", () => {
  const rows = loaded(2.5 * CHUNK);
  assert.equal(rows.chunks.length, 3);
  assert.equal(rows.row(2.5 * CHUNK - 1).source[0].segment, 2.5 * CHUNK - 1);
  assert.equal(rows.row(2.5 * CHUNK), null);
  assert.equal(rows.row(-1), null);
  assert.equal(rows.startOf(rows.chunks[2]), 2 * CHUNK);
});

test("a splice replaces rows and shifts the numbers after them", () => {
  const rows = loaded(5);
  rows.splice(1, 2, [row(1)], { fr: { segments: 0, beads: -1 } });
  assert.deepEqual(shown(rows), [
    [0, 0],
    [1, 1],
    [3, 2],
    [4, 3],
  ]);
});

test("a splice over the border of two chunks touches both", () => {
  const rows = loaded(2 * CHUNK);
  const touched = rows.splice(CHUNK - 1, CHUNK - 1, [row(1000)], {});
  assert.deepEqual(touched, rows.chunks);
  assert.deepEqual(
    rows.chunks.map((chunk) => chunk.count),
    [CHUNK, CHUNK - 1],
  );
  assert.equal(rows.row(CHUNK - 1).source[0].segment, 1000);
  assert.equal(rows.row(CHUNK).source[0].segment, CHUNK + 1);
});

test("rows are appended at the end, also to nothing", () => {
  const empty = new Rows(0);
  empty.splice(0, 0, [row(0), row(1)], {});
  assert.deepEqual(shown(empty), [
    [0, 0],
    [1, 1],
  ]);
  const rows = loaded(100);
  rows.splice(100, 0, [row(100)], {});
  assert.equal(rows.total, 101);
  assert.equal(rows.row(100).source[0].segment, 100);
});

test("what is not loaded is only counted", () => {
  const rows = new Rows(300);
  rows.splice(150, 149, [row(7), row(8)], { en: { segments: 1, beads: 1 } });
  assert.equal(rows.total, 301);
  assert.equal(rows.row(150), null);
});

test("a chunk that loses all its rows is gone", () => {
  const rows = loaded(2 * CHUNK);
  rows.splice(CHUNK, 0, [], {});
  assert.equal(rows.total, CHUNK);
  assert.equal(rows.chunks.length, 1);
});

test("any splice has the effect of that on an array", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = (limit) => ((seed * 7919 + limit * 104729) % 65537) % (limit + 1);
    const total = random(260);
    const start = random(total);
    const tail = random(total - start + 0);
    const rows = loaded(total);
    const fresh = Array.from({ length: random(5) }, (_, index) => row(1000 + index));
    const expected = shown(rows);
    expected.splice(start, total - tail - start, ...fresh.map((_, i) => [1000 + i, 1000 + i]));
    rows.splice(start, tail, fresh, {});
    assert.deepEqual(shown(rows), expected, `total ${total}, start ${start}, tail ${tail}`);
  }
});
