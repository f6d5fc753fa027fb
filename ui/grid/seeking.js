// The commands that find: the next and the previous bead of each kind, and the least sure one.

import { keyLabel } from "./keys.js";
import { keymap } from "./keymap.js";
import { counted } from "./text.js";

const find = (label, run, hint) => ({ group: "Find", label, hint, run });

const KINDS = {
  Unconfirmed: "unconfirmed",
  Confirmed: "confirmed",
  Doubtful: "doubtful",
  Uneven: "uneven",
  OneSided: "oneSided",
  Edited: "edited",
  Failing: "failing",
  Bookmark: "bookmarked",
  Commented: "commented",
  Changed: "changed",
};
const LABELS = {
  Uneven: "that is not 1-1",
  OneSided: "left out or added",
  Failing: "that fails a check",
  Bookmark: "bookmark",
  Commented: "with a comment",
  Changed: "changed since my last visit",
};

export const SEEKING = {
  review: find("Review", (grid) => review(grid, false), "walk from the least sure bead on"),
  skip: find("Pass on", (grid) => review(grid, true), "in the review: leave this bead as it is"),
  ...Object.fromEntries(
    Object.entries(KINDS).flatMap(([name, kind]) => {
      const label = LABELS[name] ?? name.toLowerCase();
      return [
        [`next${name}`, find(`Next ${label}`, (grid) => next(grid, kind))],
        [`previous${name}`, find(`Previous ${label}`, (grid) => next(grid, kind, true))],
      ];
    }),
  ),
};

async function next(grid, kind, back = false) {
  grid.review(false);
  const wanted = grid.finder.wantedOf(kind);
  if (!wanted) grid.say("This is your first visit: nothing was changed since the last one.");
  else await findPlace(grid, { ...wanted, back }, "There is none further on.");
}

/** Go to the least sure bead or, with `skip`, to the next least sure from here. */
export async function review(grid, skip) {
  const found = await findPlace(grid, { kind: "leastSure", skip }, "Every bead is confirmed.");
  grid.review(found);
  if (!found) return;
  const beads = grid.painter.versions.reduce((sum, one) => sum + (one.beads ?? 0), 0);
  const done = grid.painter.versions.reduce((sum, one) => sum + (one.confirmed ?? 0), 0);
  const key = (name) => keymap.keysOf(name).map(keyLabel)[0] ?? "the palette";
  grid.hint(
    `Review, the least sure first: ${counted(beads - done, "bead")} left. ` +
      `${key("confirm")} confirms and goes on, ${key("skip")} passes on, ${key("letGo")} ends it.`,
  );
}

/** Go to what is wanted from here on; resolves to whether there is any. */
async function findPlace(grid, wanted, none) {
  const here = grid.here();
  const { versions, shown } = grid.painter;
  // The source stands before the first target.
  const column = here ? versions.findIndex(({ key }) => key === here.cell.version) - 1 : -1;
  const hidden = versions.map(({ key }) => key).filter((key) => !shown.some((one) => one.key === key));
  const skip = wanted.skip && column >= 0 && here.bead !== null;
  const place = {
    row: here?.row ?? 0,
    column: Math.max(0, column),
    bead: column < 0 ? 0 : (here.bead ?? 0),
  };
  const answer = await grid.ask({ ask: "next", ...wanted, ...place, skip, hidden });
  if (!answer) return false;
  grid.say(answer.error ?? (answer.place ? "" : none));
  if (answer.place) await grid.goTo(answer.place);
  return Boolean(answer.place);
}
