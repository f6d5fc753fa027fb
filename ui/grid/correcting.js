// Corrections on their way to the server, and what becomes of each there.

import { showConflict } from "./dialogs.js";
import { Outbox } from "./outbox.js";

export class Correcting {
  constructor(grid) {
    this.grid = grid;
  }

  /** The outbox of the project that is being opened. */
  outbox() {
    const { grid } = this;
    return new Outbox({
      send: ({ operation, revision, token }) =>
        grid.ask({ ask: "correct", operation, revision, token, seen: grid.revision }),
      settle: (item, answer) => this.#settle(item, answer),
      changed: () => grid.showState(),
      storage: localStorage,
    });
  }

  /** Send a correction of the structure and wait for the answer. */
  async correct(operation) {
    const { grid } = this;
    await grid.outbox.drained();
    const row = grid.here()?.row ?? 0;
    await grid.outbox.add(operation, grid.revision, row);
  }

  /** Let a check be silent about the bead that has the focus. */
  async dismiss(check) {
    const { grid } = this;
    const { place, cell, bead } = grid.here();
    place.focus(); // the button that was pressed goes with the finding
    await grid.then(() => this.correct({ kind: "dismiss", version: cell.version, bead, check }));
  }

  #settle(item, answer) {
    const { grid } = this;
    grid.following.apply(answer.delta);
    // What it changed may have been shown before it was answered, when others' corrections came.
    grid.painter.settle(grid.scroller);
    const { text } = item.operation;
    const done = answer.ok || (text !== undefined && answer.theirs?.text === text);
    if (done) grid.say("");
    else if (text === undefined || item.operation.kind === "rewrite") grid.say(answer.error);
    else showConflict(item, answer, (theirs, mine) => this.#overwrite(theirs, mine));
  }

  /** Give a sentence a text although somebody else gave it another. */
  #overwrite({ version, segment, revision, row }, text) {
    this.grid.outbox.add({ kind: "edit", version, segment, text }, revision, row);
  }
}
