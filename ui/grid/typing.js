// Typing in a sentence: when it begins, when it ends, and what becomes of what was typed.

import { Draft } from "./draft.js";
import { make } from "./elements.js";
import { placesIn } from "./navigation.js";

export class Typing {
  constructor(grid) {
    this.grid = grid;
    this.draft = null;
    this.ahead = null;
    this.caret = null; // where it was last: version, segment, offset, and the revision then
  }

  /** Typing will begin when the server has answered: until then keys are text, not commands. */
  begunSoon() {
    this.ahead = "";
  }

  /** Keep what is typed before typing has begun; false if it is not about to begin. */
  takesAhead(event) {
    if (this.ahead === null) return false;
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) this.ahead += event.key;
    event.preventDefault();
    return true;
  }

  /** Begin to type where the focus is; an empty cell takes a new sentence. */
  begin() {
    const { grid } = this;
    const here = grid.here();
    const ahead = this.ahead ?? "";
    this.ahead = null;
    if (!here || this.draft) return;
    if (here.segment === null && here.source) {
      grid.say("The source has no sentence here: one can only be split from another.");
      return;
    }
    const { version } = here.cell;
    let element = here.place;
    let operation = { kind: "edit", version, segment: here.segment };
    if (here.segment === null) {
      operation = { kind: "insert", version, bead: here.bead };
      element = make("span", "sentence", { dir: "auto", tabindex: "-1", "data-index": "0" });
      here.place.querySelector(".nothing").replaceWith(element);
    }
    this.draft = new Draft(element, operation, grid.revision, here.row);
    element.append(ahead);
    this.draft.putCaretAtEnd();
    grid.showState();
  }

  /** Stop typing; with `keep`, send the text if it is another. */
  end(keep) {
    const { draft, grid } = this;
    if (!draft) return;
    this.draft = null;
    const { operation, revision, row, text } = draft;
    this.caret = { ...operation, offset: draft.caret, text };
    const isBlank = text.trim() === "";
    const changed = keep && draft.changed && !isBlank;
    if (keep && isBlank && operation.kind === "edit") {
      grid.say("A sentence cannot be left without text: the Delete key takes it away.");
    }
    draft.end(changed ? text : draft.before);
    if (changed) grid.outbox.add({ ...operation, text }, revision, row);
    if (operation.kind === "insert") this.#show(draft);
    else {
      // What came of an earlier correction meanwhile was not shown while it was typed in.
      const cell = grid.painter.cellOf.get(draft.element.closest(".cell"));
      grid.painter.showText(draft.element, cell, operation.segment - cell.segment);
    }
    grid.showState();
  }

  /** Cut a sentence in two where the caret is or, if it has the focus still, where it was last. */
  split() {
    const { draft, grid } = this;
    if (draft) {
      if (draft.operation.kind !== "edit") return undefined;
      this.end(true);
    }
    return grid.then(() => this.#splitAtCaret());
  }

  async #splitAtCaret() {
    const { caret, grid } = this;
    await grid.outbox.drained();
    const here = grid.here();
    const isThere =
      caret?.segment !== undefined &&
      here?.cell.version === caret.version &&
      here.segment === caret.segment &&
      here.cell.texts[here.index] === caret.text;
    if (!isThere) {
      grid.hint("Put the caret where the sentence is to be cut, then split it.");
      if (here?.segment != null) this.begin();
      return;
    }
    const { version, segment, offset } = caret;
    await grid.correct({ kind: "splitSentence", version, segment, offset });
  }

  /** Paint the cell anew that had no sentence when typing began. */
  #show({ element }) {
    const { grid } = this;
    const old = element.closest(".cell");
    const hadFocus = old.contains(document.activeElement) || grid.here()?.place === old;
    const fresh = grid.painter.cell(grid.painter.cellOf.get(old));
    old.replaceWith(fresh);
    grid.take(placesIn(fresh)[0], hadFocus);
  }
}
