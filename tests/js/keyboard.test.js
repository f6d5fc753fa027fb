import assert from "node:assert/strict";
import { test } from "node:test";

import { coveredBy } from "../../ui/grid/keyboard.js";

for (const [name, viewport, expected] of [
  ["no keyboard", { height: 844, offsetTop: 0, scale: 1 }, 0],
  ["a keyboard", { height: 508, offsetTop: 0, scale: 1 }, 336],
  ["a keyboard, and the page scrolled behind it", { height: 508, offsetTop: 100, scale: 1 }, 236],
  ["the browser's own bar", { height: 788, offsetTop: 0, scale: 1 }, 0],
  ["a person who zooms in", { height: 422, offsetTop: 0, scale: 2 }, 0],
]) {
  test(`the keyboard covers: ${name}`, () => assert.equal(coveredBy(viewport, 844), expected));
}
