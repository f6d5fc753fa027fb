import assert from "node:assert/strict";
import { test } from "node:test";

import { COMMANDS } from "../../ui/grid/commands.js";
import { EDITING_KEYS, NAVIGATION_KEYS } from "../../ui/grid/keys.js";
import { Keymap, isModifier } from "../../ui/grid/keymap.js";

class Storage extends Map {
  getItem(key) {
    return this.get(key) ?? null;
  }
  setItem(key, value) {
    this.set(key, value);
  }
}

function keymapOver(storage = new Storage()) {
  const keymap = new Keymap();
  let changes = 0;
  keymap.use(storage, () => (changes += 1));
  return { keymap, storage, changes: () => changes };
}

test("every key gives a command that there is", () => {
  for (const name of [...Object.values(NAVIGATION_KEYS), ...Object.values(EDITING_KEYS)]) {
    assert.ok(COMMANDS[name], name);
  }
});

test("every operation has a key", () => {
  const { keymap } = keymapOver();
  for (const name of Object.keys(COMMANDS)) assert.ok(keymap.keysOf(name).length, name);
});

test("a command takes another key, and is found by that one alone", () => {
  const { keymap, storage, changes } = keymapOver();
  keymap.change("navigation", "join", ["Ctrl+j"]);
  assert.equal(changes(), 1);
  for (const map of [keymap, keymapOver(storage).keymap]) {
    assert.deepEqual(map.keysOf("join"), ["Ctrl+j"]);
    assert.equal(map.commandOf("navigation", "Ctrl+j"), "join");
    assert.equal(map.commandOf("navigation", "j"), undefined);
    assert.equal(map.refusal("navigation", "swap", "j", COMMANDS), "");
  }
});

test("a key that was given away can be another command's", () => {
  const { keymap } = keymapOver();
  keymap.change("navigation", "join", []);
  keymap.change("navigation", "swap", ["j"]);
  assert.equal(keymap.commandOf("navigation", "j"), "swap");
  keymap.reset();
  assert.equal(keymap.commandOf("navigation", "j"), "join");
  assert.equal(keymap.commandOf("navigation", "x"), "swap");
});

for (const [mode, command, key, says] of [
  ["navigation", "join", "x", /^X is the key of “Swap”/],
  ["navigation", "join", "Alt+f", /belongs to the browser/],
  ["navigation", "join", "Ctrl+w", /belongs to the browser/],
  ["editing", "splitSentence", "k", /is text while you type/],
  ["editing", "splitSentence", "Enter", /is the key of “Save”/],
  ["navigation", "join", "j", /^$/],
  ["editing", "splitSentence", "Ctrl+Alt+Enter", /^$/],
]) {
  test(`${key} for ${command} in ${mode}: ${says}`, () => {
    assert.match(keymapOver().keymap.refusal(mode, command, key, COMMANDS), says);
  });
}

test("what is kept and is no map of keys is passed over", () => {
  const storage = new Storage([["hexapla:keys", "{broken"]]);
  assert.equal(keymapOver(storage).keymap.commandOf("navigation", "j"), "join");
});

test("Shift alone is no key", () => {
  assert.ok(isModifier("Shift"));
  assert.ok(!isModifier("s"));
});
