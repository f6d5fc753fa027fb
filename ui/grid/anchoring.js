// An anchor placed by hand: two sentences that belong together, in the source and in a target.
//
// The first is picked up where it stands, the second is where the command is given again.

import { keyLabel } from "./keys.js";
import { keymap } from "./keymap.js";

/**
 * The pair that two sentences make.
 *
 * @param {{version: string, segment: number}} one   a sentence
 * @param {{version: string, segment: number}} other another
 * @param source the key of the source version
 * @returns the target's key and both segments; null unless just one of them is of the source
 */
export function pairOf(one, other, source) {
  if ((one.version === source) === (other.version === source)) return null;
  const [left, right] = one.version === source ? [one, other] : [other, one];
  return { version: right.version, source: left.segment, target: right.segment };
}

/** Take up the sentence that has the focus or, where one is carried, anchor it to this one. */
export async function anchor(grid) {
  await grid.outbox.drained();
  const here = grid.here();
  if (here?.segment == null) {
    grid.say("There is no sentence here: an anchor is made of two sentences.");
    return;
  }
  const { carried } = grid.carrying;
  const sentence = { version: here.cell.version, segment: here.segment };
  const pair = carried && pairOf(carried.operation, sentence, grid.painter.versions[0].key);
  if (!pair) takeUp(grid, here);
  else if (carried.revision === grid.revision) await place(grid, pair);
  else {
    grid.carrying.letGo();
    grid.say("Something was changed meanwhile: take up the first sentence again.");
  }
}

function takeUp(grid, here) {
  grid.carrying.pickUp();
  const key = (name) => keymap.keysOf(name).map(keyLabel)[0] ?? "the palette";
  const side = here.source ? "in a translation" : "in the source";
  grid.hint(
    `Now go to the sentence ${side} that belongs to this one, and give “Anchor here” ` +
      `(${key("anchor")}) again. ${key("letGo")} lets go.`,
  );
}

async function place(grid, pair) {
  grid.carrying.letGo();
  const answer = await grid.ask({ ask: "anchor", ...pair });
  grid.say(answer?.error ?? "");
}
