import assert from "node:assert/strict";
import { test } from "node:test";

import { EDITING_KEYS, NAVIGATION_KEYS, keyLabel, keyName } from "../../ui/grid/keys.js";
import { codePoints, counted, isRightToLeft } from "../../ui/grid/text.js";

const press = (key, modifiers = {}) => ({ key, ...modifiers });

for (const [event, name] of [
  [press("Enter"), "Enter"],
  [press("Z", { ctrlKey: true, shiftKey: true }), "Ctrl+Shift+z"],
  [press("z", { metaKey: true }), "Ctrl+z"],
  [press("ArrowUp", { altKey: true }), "Alt+ArrowUp"],
  [press("N", { shiftKey: true }), "Shift+n"],
  [press("?", { shiftKey: true }), "?"],
  [press("?"), "?"],
  [press("Enter", { ctrlKey: true }), "Ctrl+Enter"],
]) {
  test(`a press is called ${name}`, () => assert.equal(keyName(event), name));
}

test("keys that the browser or a screen reader needs are left to them", () => {
  for (const name of [...Object.keys(NAVIGATION_KEYS), ...Object.keys(EDITING_KEYS)]) {
    assert.doesNotMatch(
      name,
      /^Alt\+\w$|^Alt\+Arrow(Left|Right)$|^Ctrl\+[wtn]$|^Ctrl\+Shift\+[^z]$/,
    );
  }
});

test("keys are shown as on the keyboard", () => {
  assert.equal(keyLabel("Ctrl+Shift+z"), "Ctrl+Shift+Z");
  assert.equal(keyLabel("Alt+ArrowUp"), "Alt+↑");
});

for (const [text, offset, expected] of [
  ["plain", 3, 3],
  ["", 0, 0],
  ["😀 smile", 2, 1],
  ["a😀b", 4, 3],
  ["\ud800x", 2, 2],
  ["שלום", 2, 2],
]) {
  test(`${JSON.stringify(text)} has ${expected} code points before ${offset}`, () => {
    assert.equal(codePoints(text, offset), expected);
  });
}

test("languages are known to be written from right to left", () => {
  for (const tag of ["ar", "he", "fa-AF", "pa-Arab"]) assert.ok(isRightToLeft(tag), tag);
  for (const tag of ["az", "uz-Latn", "ur-Latn", "arn"]) assert.ok(!isRightToLeft(tag), tag);
});

test("a number goes with its noun", () => {
  assert.equal(counted(1, "correction"), "1 correction");
  assert.equal(counted(0, "correction"), "0 corrections");
});
