import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../../ui/grid/outbox.js";

const edit = (segment, text) => ({ kind: "edit", version: "fr", segment, text });

/** An outbox whose server is `server(item)`, and a record of what was settled. */
function outbox(server, storage = new Map()) {
  const settled = [];
  const states = [];
  const box = new Outbox({
    send: async (item) => server(item),
    settle: (item, answer) => settled.push([item.operation, answer]),
    changed: () => states.push(box?.connected),
    storage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => storage.set(key, value),
      removeItem: (key) => storage.delete(key),
    },
    storageKey: "unsent",
    wait: async () => {},
  });
  return { box, settled, states, storage };
}

test("corrections are settled one after another, in order", async () => {
  const { box, settled } = outbox((item) => ({ ok: true, saw: item.operation.segment }));
  box.add(edit(1, "a"), 0, 0);
  await box.add(edit(2, "b"), 0, 0);
  assert.deepEqual(
    settled.map(([, answer]) => answer.saw),
    [1, 2],
  );
  assert.equal(box.size, 0);
});

test("what gets no answer is sent again with the same token, and kept until answered", async () => {
  const tokens = [];
  const { box, settled, states, storage } = outbox((item) => {
    tokens.push(item.token);
    if (tokens.length < 4) {
      assert.match(storage.get("unsent"), /"text":"a"/);
      return undefined;
    }
    return { ok: true };
  });
  await box.add(edit(1, "a"), 3, 0);
  assert.equal(new Set(tokens).size, 1);
  assert.equal(settled.length, 1);
  assert.ok(states.includes(false));
  assert.equal(box.connected, true);
  assert.equal(storage.size, 0);
});

test("what a closed page left is handed out once", () => {
  const stored = [{ operation: edit(1, "a"), revision: 3, row: 0, token: "t" }];
  const { box, storage } = outbox(
    () => ({ ok: true }),
    new Map([["unsent", JSON.stringify(stored)]]),
  );
  assert.deepEqual(box.takeStored(), stored);
  assert.equal(storage.size, 0);
  assert.deepEqual(box.takeStored(), []);
});

test("a later text of the same sentence replaces one that was not sent yet", async () => {
  const sent = [];
  const { box } = outbox((item) => sent.push(item.operation.text) && { ok: true });
  box.add(edit(1, "first"), 0, 0);
  box.add(edit(2, "other"), 0, 0);
  box.add(edit(2, "latest"), 0, 0);
  assert.equal(box.textFor("fr", 2, null), "latest");
  assert.equal(box.textFor("fr", 3, null), null);
  await box.drained();
  assert.deepEqual(sent, ["first", "latest"]);
});

const before = { revision: 4, row: 1 };
const inside = { revision: 4, row: 5 };
const after = { revision: 4, row: 9 };
// Rows 3 to 7 of 10 become six.
const step = {
  revision: 5,
  start: 3,
  tail: 2,
  total: 11,
  shifts: { fr: { segments: 2, beads: 0 } },
  token: "theirs",
};
const own = { ...step, shifts: {}, token: "own" };
const later = { ...step, revision: 6, start: 0, tail: 9, total: 12 };

for (const [name, place, steps, expected] of [
  ["before the delta keeps its number", before, [step], [5, 10, 1]],
  ["on replaced ground keeps its revision", inside, [step], [4, 10, 5]],
  ["after it shifts", after, [step], [5, 12, 10]],
  ["that saw another state is left alone", { ...after, revision: 2 }, [step], [2, 10, 9]],
  ["on the ground of one's own edit of a text is moved on", inside, [own], [5, 10, 5]],
  ["goes on from one's own edit to what others did above", inside, [own, later], [6, 12, 6]],
]) {
  test(`a waiting correction ${name}`, () => {
    const { box } = outbox(() => new Promise(() => {}));
    box.add(edit(1, "being sent"), 4, 0, "own");
    box.add(edit(10, "waiting"), place.revision, place.row);
    box.follow({ steps }, 10);
    const [, { revision, operation, row }] = box.waiting;
    assert.deepEqual([revision, operation.segment, row], expected);
  });
}
