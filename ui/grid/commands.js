// The commands: what each is called, and what it does to the grid.
//
// A command sees the state that the commands before it left. Those marked `typing` act while a
// sentence is being typed in, the others do not.

import { anchor } from "./anchoring.js";
import { showColumns } from "./arranging.js";
import {
  askComment,
  askSurety,
  askReplacement,
  showDocuments,
  showHelp,
  showPalette,
  showPicture,
} from "./dialogs.js";
import { INSPECTION } from "./inspection.js";
import { columnOf, placesIn } from "./navigation.js";
import { SEEKING, review } from "./seeking.js";
import { showSettings } from "./settings.js";

const PAGE_OF_ROWS = 8;

const go = (label, run) => ({ group: "Go", label, run });
const text = (label, hint, run, typing = false) => ({ group: "Text", label, hint, run, typing });
const bead = (label, hint, run) => ({ group: "Beads", label, hint, run });
const judge = (label, hint, run) => ({ group: "Confirm", label, hint, run });
const find = (label, run) => ({ group: "Find", label, run });
const other = (label, hint, run) => ({ group: "Other", label, hint, run });

export const COMMANDS = {
  up: go("Up", (grid) => move(grid, (here) => grid.navigator.along(here.place, -1))),
  down: go("Down", (grid) => move(grid, (here) => grid.navigator.along(here.place, 1))),
  left: go("Version to the left", (grid) =>
    move(grid, (here) => grid.navigator.across(here.place, -1)),
  ),
  right: go("Version to the right", (grid) =>
    move(grid, (here) => grid.navigator.across(here.place, 1)),
  ),
  rowStart: go("Source of the row", (grid) => move(grid, (here) => edge(here, 0))),
  rowEnd: go("Last version of the row", (grid) => move(grid, (here) => edge(here, -1))),
  pageUp: go("Some rows up", (grid) => page(grid, -1)),
  pageDown: go("Some rows down", (grid) => page(grid, 1)),
  first: go("First row", (grid) =>
    move(grid, (here) => grid.navigator.inRow(0, columnOf(here.place), 1)),
  ),
  last: go("Last row", (grid) =>
    move(grid, (here) => grid.navigator.inRow(grid.rows.total - 1, columnOf(here.place), -1)),
  ),

  edit: text("Edit", "type in this sentence; an empty cell takes a new one", (grid) =>
    grid.typing.begin(),
  ),
  save: text("Save", "keep what was typed", (grid) => grid.typing.end(true), true),
  cancel: text("Cancel", "leave the sentence as it was", (grid) => grid.typing.end(false), true),
  saveAndNext: text(
    "Save and go down",
    "keep what was typed and go to the next sentence",
    (grid) => {
      grid.typing.end(true);
      return grid.run("down");
    },
    true,
  ),
  splitSentence: {
    ...text("Split sentence", "cut the sentence where the caret is, or was last", (grid) =>
      grid.typing.split(),
    ),
    typing: true,
    after: true,
  },
  join: text("Join", "make one sentence of this one and the next", (grid) =>
    atSentence(grid, "join"),
  ),
  swap: text("Swap", "exchange this sentence with the next", (grid) => atSentence(grid, "swap")),
  deleteSentence: text("Delete sentence", "take this sentence away; undo brings it back", (grid) =>
    atSentence(grid, "delete"),
  ),

  mergeUp: bead("Merge up", "merge this bead with the one above", (grid) => atBead(grid, "merge")),
  mergeDown: bead("Merge down", "merge this bead with the one below", (grid) => mergeDown(grid)),
  splitBead: bead("Split bead", "the sentences from this one on make a bead of their own", (grid) =>
    atBead(grid, "split", ({ index }) => ({ keep: Math.max(1, index) })),
  ),
  moveUp: bead("Move up", "the first sentence goes to the bead above", (grid) =>
    atBead(grid, "move", () => ({ direction: "up" })),
  ),
  moveDown: bead("Move down", "the last sentence goes to the bead below", (grid) =>
    atBead(grid, "move", () => ({ direction: "down" })),
  ),
  link: bead("Link", "make one bead of this one and what is left over beside it", (grid) =>
    atBead(grid, "link"),
  ),
  unlink: bead("Unlink", "take the two sides of this bead apart", (grid) =>
    atBead(grid, "unlink"),
  ),
  pickUp: bead("Pick up", "carry this sentence to another bead: go there, then put it down", (grid) =>
    pickUp(grid),
  ),
  putDown: bead("Put down", "the sentence that is carried goes to this bead", (grid) =>
    putDown(grid),
  ),
  letGo: bead("Let go", "leave the sentence that is carried where it was; end the review", (grid) => {
    grid.carrying.letGo();
    grid.review(false);
    grid.say("");
  }),
  shiftDown: bead(
    "Shift down",
    "insert an empty cell here: all sentences from here on move down",
    (grid) => atBead(grid, "shift", () => ({ direction: "down" })),
  ),
  shiftUp: bead("Shift up", "all sentences from here move up by one bead", (grid) =>
    atBead(grid, "shift", () => ({ direction: "up" })),
  ),
  anchor: bead(
    "Anchor here",
    "two sentences belong together: their bead is confirmed, what is around it aligned anew",
    (grid) => anchor(grid),
  ),
  realign: bead(
    "Realign between anchors",
    "align anew from the confirmed bead above to the one below",
    (grid) => realign(grid, false),
  ),
  realignHere: bead("Realign from here", "align anew from this bead to the end; confirmed ones stay", (grid) =>
    realign(grid, true),
  ),

  confirm: judge("Confirm", "this bead is right; go on to the next", (grid) => confirm(grid)),
  unconfirm: judge("Take back confirmation", "this bead is to be looked at again", (grid) =>
    atBead(grid, "confirm", () => ({ yes: false })),
  ),
  saveAndConfirm: {
    ...judge("Save and confirm", "keep what was typed, confirm, go on", (grid) => {
      grid.typing.end(true);
      return grid.run("confirm");
    }),
    typing: true,
  },
  confirmAbove: judge("Confirm all above", "this bead and all above it are right", (grid) =>
    atBead(grid, "confirmAbove"),
  ),
  confirmSure: judge("Confirm the sure ones", "all above that the aligner is sure of", (grid) =>
    confirmSure(grid),
  ),
  bookmark: judge("Bookmark", "set a bookmark, or take it away", (grid) =>
    atBead(grid, "bookmark", ({ cell }) => ({ yes: !cell.bookmarked })),
  ),
  comment: judge("Comment", "write a comment on this bead", (grid) => comment(grid)),

  ...SEEKING,
  search: find("Search", (grid) => grid.finder.focus()),
  replace: find("Search and replace", (grid) => replace(grid)),
  goTo: find("Go to row", (grid) => grid.finder.focusRow()),

  undo: other("Undo", "take back your last correction", (grid) => grid.correct({ kind: "undo" })),
  redo: other("Redo", "do again what you took back", (grid) => grid.correct({ kind: "redo" })),
  ...INSPECTION,
  picture: other("Alignment picture", "where the targets keep to the source", async (grid) =>
    showPicture(await grid.ask({ ask: "picture" }), (version, bead) =>
      grid.then(() => grid.goToPlace({ version, bead })),
    ),
  ),
  documents: other("Documents", "two versions as running text, side by side", (grid) =>
    showDocuments(
      grid.painter.versions,
      (version) => grid.ask({ ask: "document", version }),
      (version, segment) => grid.then(() => grid.goToPlace({ version, segment })),
    ),
  ),
  arrangeColumns: other("Columns", "which are shown, in which order, which are pinned", (grid) =>
    showColumns(grid.columns, () => grid.arrange()),
  ),
  settings: other("Settings", "the look of the page, and your own keys", (grid) =>
    showSettings(COMMANDS, grid.kept),
  ),
  palette: other("All commands", "find a command by its name", (grid) => palette(grid)),
  paletteHere: {
    ...other("All commands", "find a command by its name", (grid) => {
      grid.typing.end(true);
      return grid.then(() => palette(grid));
    }),
    typing: true,
  },
  help: other("Keys", "show the map of keys", () => showHelp(COMMANDS)),
};

function palette(grid) {
  showPalette(COMMANDS, (name) => grid.run(name));
}

async function move(grid, target) {
  const here = grid.here();
  if (here) grid.take(await target(here));
}

function page(grid, step) {
  return move(grid, (here) => {
    const number = here.row + step * PAGE_OF_ROWS;
    const row = Math.min(Math.max(number, 0), grid.rows.total - 1);
    return grid.navigator.inRow(row, columnOf(here.place), step);
  });
}

function edge(here, index) {
  const cells = [...here.place.closest(".row").querySelectorAll(".cell")];
  return placesIn(cells.at(index))[0];
}

/** Correct the bead that has the focus; `details` makes the rest of the operation. */
async function atBead(grid, kind, details = () => ({})) {
  await grid.outbox.drained();
  const here = grid.here();
  if (here?.bead == null) return;
  await grid.correct({ kind, version: here.cell.version, bead: here.bead, ...details(here) });
}

async function atSentence(grid, kind) {
  await grid.outbox.drained();
  const here = grid.here();
  if (here?.segment == null) return;
  await grid.correct({ kind, version: here.cell.version, segment: here.segment });
}

async function mergeDown(grid) {
  await grid.outbox.drained();
  const here = grid.here();
  if (here?.bead == null) return;
  const below = here.source ? here.segment + 1 : here.bead + 1;
  await grid.correct({ kind: "merge", version: here.cell.version, bead: below });
}

function pickUp(grid) {
  const { carrying } = grid;
  if (carrying.pickUp()) {
    grid.hint("You carry a sentence: go to a cell of its version and put it down, or let it go.");
  } else grid.say("There is no sentence here to pick up.");
}

async function putDown(grid) {
  const here = grid.here();
  if (!grid.carrying.carried) grid.say("You carry no sentence: pick one up first.");
  else if (here) await grid.carrying.putDown(here.place.closest(".cell"));
}

async function realign(grid, toEnd) {
  await grid.outbox.drained();
  const here = grid.here();
  if (here?.bead == null) return;
  if (here.source) {
    grid.say("The source is not realigned: go to the version that is to be.");
    return;
  }
  const { bead, cell } = here;
  const answer = await grid.ask({ ask: "realign", version: cell.version, bead, toEnd });
  if (answer?.error) grid.say(answer.error);
}

async function confirm(grid) {
  await grid.outbox.drained();
  const here = grid.here();
  if (here?.bead == null) return;
  const last = placesIn(here.place.closest(".cell")).at(-1);
  const below = await grid.navigator.along(last, 1);
  if (here.cell.status !== "confirmed") await atBead(grid, "confirm");
  if (grid.reviewing) await review(grid, false);
  else if (below)
    grid.take(below.isConnected ? below : await grid.navigator.along(grid.here().place, 1));
}

function confirmSure(grid) {
  askSurety((score) => grid.then(() => atBead(grid, "confirmAbove", () => ({ score }))));
}

function comment(grid) {
  const here = grid.here();
  if (here?.bead == null) return;
  const { version } = here.cell;
  askComment(here.cell.comment ?? "", (written) =>
    grid.then(() => grid.correct({ kind: "comment", version, bead: here.bead, text: written })),
  );
}

function replace(grid) {
  const { search, manner } = grid.finder;
  askReplacement(
    search,
    manner,
    (wanted) => grid.ask({ ask: "replacements", ...wanted }),
    (wanted) => grid.then(() => grid.correct({ kind: "replace", ...wanted })),
  );
}
