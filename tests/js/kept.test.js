import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Columns, WIDTH } from "../../ui/grid/columns.js";
import { Kept } from "../../ui/grid/kept.js";
import { Keymap } from "../../ui/grid/keymap.js";

class Storage extends Map {
  getItem(key) {
    return this.get(key) ?? null;
  }
  setItem(key, value) {
    this.set(key, value);
  }
  removeItem(key) {
    this.delete(key);
  }
}

/** A browser's storage with what is kept over it, and what was sent; `up` says if the server is. */
function keptOver(storage = new Storage()) {
  const sent = [];
  const server = { up: true };
  const kept = new Kept(storage, async (settings) => {
    if (server.up) sent.push(settings);
    return server.up;
  });
  return { kept, storage, sent, server };
}

async function later(milliseconds) {
  mock.timers.tick(milliseconds);
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

test.beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
test.afterEach(() => mock.timers.reset());

test("without a login, the browser keeps them and nothing is sent", async () => {
  const { kept, storage, sent } = keptOver();
  kept.use(null, "editor");
  kept.setItem("look", "dark");
  await later(10_000);
  assert.equal(storage.getItem("look"), "dark");
  assert.deepEqual(sent, []);
});

test("with a login, those of the account hold, and changes are sent once they rest", async () => {
  const { kept, storage, sent } = keptOver();
  storage.setItem("look", "light");
  kept.use({ look: "dark" }, "anna");
  assert.equal(kept.getItem("look"), "dark");
  for (const width of ["100", "110", "120"]) kept.setItem("columns", width);
  kept.removeItem("look");
  await later(400);
  assert.deepEqual(sent, [{ columns: "120", look: null }]);
  await later(10_000);
  assert.equal(sent.length, 1);
  assert.equal(storage.getItem("look"), "light");
});

test("what could not be sent is sent later, from another page of the same person alone", async () => {
  const { kept, storage, sent, server } = keptOver();
  kept.use({}, "anna");
  server.up = false;
  kept.setItem("look", "dark");
  await later(400);
  const ben = keptOver(new Storage(storage));
  ben.kept.use({}, "ben");
  const anna = keptOver(storage);
  assert.equal(anna.kept.getItem("look"), "dark"); // before the server has answered
  anna.kept.use({ look: "light", keys: "{}" }, "anna");
  assert.equal(anna.kept.getItem("look"), "dark");
  await later(400);
  assert.deepEqual([ben.sent, anna.sent], [[], [{ look: "dark" }]]);
  server.up = true;
  await later(5_000);
  assert.deepEqual(sent, [{ look: "dark" }]);
});

for (const value of ["", "no JSON", "null", "7", "[1]", '{"navigation":3,"order":4,"widths":"x"}',
  '{"navigation":{"edit":["F4"],"join":"j"},"order":[5],"hidden":{},"widths":{"fr":"wide","de":300}}']) {
  test(`settings of another page do no harm: ${value}`, () => {
    const storage = new Storage([["hexapla:keys", value], ["columns", value], ["hexapla:account", value]]);
    const keymap = new Keymap();
    keymap.use(storage, () => {});
    assert.equal(keymap.commandOf("navigation", "j"), "join");
    const columns = new Columns(storage);
    columns.use([{ key: "en", origin: "source" }, { key: "fr" }, { key: "de" }], "columns");
    assert.deepEqual(columns.shown.map(({ key }) => key), ["en", "fr", "de"]);
    assert.equal(columns.widthOf("fr"), WIDTH);
    assert.equal(keptOver(storage).kept.getItem("nothing"), null);
  });
}
