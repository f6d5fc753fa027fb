import assert from "node:assert/strict";
import { test } from "node:test";

import { codePoints, units } from "../../ui/grid/text.js";
import { alignedWith, linkedWords } from "../../ui/grid/words.js";

// "the sea" with "la mer" and "das Meer"; the two words of "la mer" share a source word here.
const LINKS = {
  fr: [
    [0, 0, 3, 0, 0, 2],
    [0, 4, 7, 0, 0, 2],
    [0, 4, 7, 0, 3, 6],
  ],
  de: [
    [0, 0, 3, 0, 0, 3],
    [0, 4, 7, 1, 4, 8],
  ],
};

/** Words in short: "fr0:3-6". */
function shown(words) {
  return words.map(({ version, sentence, start, end }) => `${version}${sentence}:${start}-${end}`);
}

for (const [place, words, linked] of [
  [["en", 0, 5], ["en0:4-7"], ["fr0:0-2", "fr0:3-6", "de1:4-8"]],
  [["en", 0, 7], ["en0:4-7"], ["fr0:0-2", "fr0:3-6", "de1:4-8"]],
  [["en", 0, 3], ["en0:0-3"], ["fr0:0-2", "de0:0-3"]],
  [["fr", 0, 3], ["fr0:3-6"], ["en0:4-7", "fr0:0-2", "de1:4-8"]],
  [["fr", 0, 0], ["fr0:0-2"], ["en0:0-3", "en0:4-7", "fr0:3-6", "de0:0-3", "de1:4-8"]],
  [["de", 1, 6], ["de1:4-8"], ["en0:4-7", "fr0:0-2", "fr0:3-6"]],
]) {
  test(`the words aligned with that at ${place}`, () => {
    const [version, sentence, offset] = place;
    const found = alignedWith(LINKS, "en", { version, sentence, offset });
    assert.deepEqual(shown(found.words), words);
    assert.deepEqual(shown(found.linked).sort(), linked.sort());
  });
}

test("where no linked word is, nothing is found", () => {
  assert.equal(alignedWith(LINKS, "en", { version: "en", sentence: 0, offset: 9 }), null);
  assert.equal(alignedWith(LINKS, "en", { version: "de", sentence: 1, offset: 1 }), null);
  assert.equal(alignedWith({}, "en", { version: "en", sentence: 0, offset: 0 }), null);
});

test("the linked words of a sentence are gone through in order, each once", () => {
  assert.deepEqual(shown(linkedWords(LINKS, "en", "en", 0)), ["en0:0-3", "en0:4-7"]);
  assert.deepEqual(shown(linkedWords(LINKS, "en", "fr", 0)), ["fr0:0-2", "fr0:3-6"]);
});

test("places are counted in code points and in UTF-16 units", () => {
  const text = "a😀b";
  assert.deepEqual([0, 1, 2, 3, 9].map((count) => units(text, count)), [0, 1, 3, 4, 4]);
  assert.deepEqual([0, 1, 3, 4].map((unit) => codePoints(text, unit)), [0, 1, 2, 3]);
});
