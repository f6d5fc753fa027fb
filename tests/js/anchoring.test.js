import assert from "node:assert/strict";
import { test } from "node:test";

import { pairOf } from "../../ui/grid/anchoring.js";

const at = (version, segment) => ({ version, segment });

for (const [name, one, other, expected] of [
  ["the source first", at("en", 3), at("fr", 5), { version: "fr", source: 3, target: 5 }],
  ["the translation first", at("fr", 0), at("en", 1), { version: "fr", source: 1, target: 0 }],
  ["two of the source", at("en", 3), at("en", 4), null],
  ["two translations", at("fr", 3), at("de", 4), null],
]) {
  test(`a pair of sentences: ${name}`, () => assert.deepEqual(pairOf(one, other, "en"), expected));
}
