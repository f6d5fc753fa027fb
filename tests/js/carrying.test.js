import assert from "node:assert/strict";
import { test } from "node:test";

import { landing } from "../../ui/grid/carrying.js";
import { Rows } from "../../ui/grid/rows.js";

/** Rows of one source sentence each; `fr` gives [sentences, status] of each row's bead. */
function rowsOf(fr) {
  const rows = new Rows(fr.length);
  let segment = 0;
  rows.chunks[0].rows = fr.map(([count, status = "machine"], number) => {
    const texts = Array.from({ length: count }, (_, index) => `t${segment + index}`);
    const source = { version: "en", slot: 0, span: 1, bead: number, segment: number, texts: ["s"] };
    const cell = { version: "fr", slot: 0, span: 1, bead: number, segment, texts, status };
    segment += count;
    return { source: [source], targets: { fr: [{ ...cell, sources: 1 }] } };
  });
  return rows;
}

const BEADS = [[1], [2], [0], [1, "confirmed"], [1]];

for (const [name, segment, from, to, expected] of [
  ["down by one", 0, 0, 1, { bead: 1, along: 0 }],
  ["down with one in between", 0, 0, 2, { bead: 2, along: 2 }],
  ["the second of two, down to an empty cell", 2, 1, 2, { bead: 2, along: 0 }],
  ["up with the first of its bead", 2, 1, 0, { bead: 0, along: 1 }],
  ["into a confirmed bead", 2, 1, 3, { bead: 3, along: 0 }],
  ["out of a confirmed bead, past an empty one", 3, 3, 1, { bead: 1, along: 0 }],
  ["past a confirmed bead", 4, 4, 1, /confirmed bead stands between/],
  ["past a confirmed bead, down", 0, 0, 4, /confirmed bead stands between/],
  ["where it stands", 1, 1, 1, /stands here already/],
]) {
  test(`a sentence is carried ${name}`, () => {
    const rows = rowsOf(BEADS);
    const cell = rows.row(to).targets.fr[0];
    const found = landing({ version: "fr", segment, row: from }, cell, to, rows, "en");
    if (expected instanceof RegExp) assert.match(found.refusal, expected);
    else assert.deepEqual(found, expected);
  });
}

test("on the source, a sentence goes to the bead beside it", () => {
  const rows = rowsOf(BEADS);
  const carried = { version: "fr", segment: 0, row: 0 };
  assert.equal(landing(carried, rows.row(1).source[0], 1, rows, "en").bead, 1);
  const nothing = { ...rows.row(1).source[0], segment: null, texts: [] };
  assert.match(landing(carried, nothing, 1, rows, "en").refusal, /no sentence of the source/);
});

test("a sentence stays in its version", () => {
  const rows = rowsOf(BEADS);
  const other = { ...rows.row(1).targets.fr[0], version: "de" };
  for (const version of ["fr", "en"]) {
    const found = landing({ version, segment: 0, row: 0 }, other, 1, rows, "en");
    assert.match(found.refusal, /stays in its version/);
  }
});
