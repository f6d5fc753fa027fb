// The parallel grid: joins the server, the rows, what is painted and what the person does.

import { Draft } from "./editor.js";
import { helpDialog, conflictDialog } from "./dialogs.js";
import { JobPanel } from "./jobs.js";
import { make } from "./elements.js";
import { EDITING_KEYS, NAVIGATION_KEYS, keyName } from "./keys.js";
import { Navigator, cellsIn, columnOf, placeOf, placesIn } from "./navigation.js";
import { Outbox } from "./outbox.js";
import { Painter, holds } from "./painter.js";
import { Rows, cellsOf } from "./rows.js";
import { Sheet } from "./sheet.js";
import { Toolbar } from "./toolbar.js";

// The corrections of others are asked for this often, in milliseconds.
const SYNC_EVERY = 1000;
const PAGE_OF_ROWS = 8;

/** Put a grid into an element of the page and keep it in step with `props.value`, the project. */
export function mount({ element, server, props, watch }) {
  const grid = new Grid(element, (request) => server.grid_request(request));
  watch("value", () => grid.open(props.value));
  grid.open(props.value);
  return grid;
}

export class Grid {
  constructor(element, call) {
    this.call = call;
    this.project = "";
    this.toolbar = new Toolbar((name) => this.run(name));
    this.jobs = new JobPanel((job) => this.ask({ ask: "cancel", job }));
    this.notice = make("div", "notice", { role: "alert" });
    this.scroller = make("div", "scroller");
    this.element = make("div", "hexapla-grid");
    this.element.append(this.toolbar.element, this.jobs.element, this.notice, this.scroller);
    element.replaceChildren(this.element);
    this.commands = Promise.resolve();
    this.underWay = 0;
    this.draft = null;
    this.place = null;
    this.element.addEventListener("keydown", (event) => this.#keyDown(event));
    this.scroller.addEventListener("focusin", (event) => this.#focusIn(event));
    this.scroller.addEventListener("focusout", (event) => this.#focusOut(event));
    this.scroller.addEventListener("dblclick", (event) => this.#doubleClick(event));
    setInterval(() => this.#sync(), SYNC_EVERY);
  }

  // --- the server ------------------------------------------------------------------------------

  /** Ask the server; undefined if it did not answer. */
  async ask(request) {
    const { project } = this;
    try {
      const answer = await this.call({ project, ...request });
      return project === this.project ? answer : undefined;
    } catch {
      return undefined;
    }
  }

  /** Show a project of the folder; nothing for "". */
  async open(project) {
    this.project = project || "";
    this.element.hidden = !this.project;
    if (!this.project) return;
    this.outbox = new Outbox({
      send: ({ operation, revision, token }) =>
        this.ask({ ask: "correct", operation, revision, token, seen: this.revision }),
      settle: (item, answer) => this.#settle(item, answer),
      changed: () => this.#showState(),
      storage: localStorage,
      storageKey: `hexapla:${this.project}`,
    });
    await this.#load();
    for (const { operation, revision, row, token } of this.outbox.takeStored()) {
      this.outbox.add(operation, revision, row, token);
    }
  }

  async #load() {
    const answer = await this.ask({ ask: "open" });
    if (!answer?.ok) {
      this.#say(answer?.error ?? "The project could not be opened: the server does not answer.");
      return;
    }
    this.revision = answer.revision;
    this.painter = new Painter(answer.versions, answer.doubtful, (version, segment, bead) =>
      this.outbox.textFor(version, segment, bead),
    );
    this.rows = new Rows(answer.total);
    if (answer.rows.length) this.rows.chunks[0].rows = answer.rows;
    this.sheet = new Sheet(this.scroller, this.painter, (chunk) => this.#fetch(chunk));
    this.navigator = new Navigator(this.sheet, this.painter);
    this.#useState(answer);
    this.sheet.show(this.rows);
    this.place = null;
    const first = this.scroller.querySelector(".sentence");
    if (first) first.tabIndex = 0;
    this.element.dataset.ready = this.project;
  }

  async #fetch(chunk) {
    for (;;) {
      const { revision } = this;
      const start = this.rows.startOf(chunk);
      const answer = await this.ask({ ask: "rows", start, count: chunk.count });
      if (!answer?.ok || !this.rows.chunks.includes(chunk)) return false;
      if (chunk.rows) return true;
      if (answer.revision === revision && revision === this.revision) {
        chunk.rows = answer.rows;
        return true;
      }
      // Somebody corrected something meanwhile: the numbers are those of another state.
      if (!(await this.#sync())) return false;
    }
  }

  /** Fetch what others did and how long work goes on; false if the server does not answer. */
  async #sync() {
    if (!this.project || this.revision === undefined || document.hidden) return false;
    const answer = await this.ask({ ask: "sync", seen: this.revision });
    this.outbox.heard(answer !== undefined);
    if (!answer?.ok) return false;
    this.jobs.show(answer.jobs);
    await this.#apply(answer.delta);
    return true;
  }

  // --- state -----------------------------------------------------------------------------------

  async #apply(delta) {
    if (!delta) return;
    if (delta.reset) {
      await this.#reload();
      return;
    }
    if (delta.since !== this.revision) return;
    const before = this.rows.total;
    const end = before - delta.tail;
    const drafts = this.draft ? [this.draft] : [];
    this.outbox.follow(delta, end, delta.total - before, drafts);
    const focused = this.#remember(delta, end);
    this.rows.splice(delta.start, delta.tail, delta.rows, delta.shifts);
    this.revision = delta.revision;
    this.#useState(delta);
    this.sheet.refresh(this.draft);
    if (focused) this.#restore(focused, delta);
  }

  async #reload() {
    this.#endDraft(true);
    const { scrollTop, scrollLeft } = this.scroller;
    await this.#load();
    this.scroller.scrollTo(scrollLeft, scrollTop);
  }

  #useState({ versions, undoable, redoable }) {
    this.painter.use(versions);
    this.undoable = undoable;
    this.redoable = redoable;
    this.#showState();
  }

  #showState() {
    const { undoable, redoable, outbox } = this;
    const editing = this.draft !== null;
    this.toolbar.allow({ undo: undoable, redo: redoable, place: this.place !== null, editing });
    this.#showBusy();
    this.toolbar.show({ connected: outbox.connected, waiting: outbox.size });
    this.element.classList.toggle("offline", !outbox.connected);
  }

  #settle(item, answer) {
    this.#apply(answer.delta);
    const { text } = item.operation;
    const done = answer.ok || (text !== undefined && answer.theirs?.text === text);
    if (done) this.#say("");
    else if (text === undefined) this.#say(answer.error);
    else conflictDialog(this, item, answer);
  }

  #say(text) {
    this.notice.textContent = text;
  }

  // --- the focus -------------------------------------------------------------------------------

  /** The version and number of the place that has the focus, if a delta replaces its row. */
  #remember(delta, end) {
    const place = this.place;
    if (!place?.isConnected || this.draft) return null;
    const number = this.sheet.numberOf(place);
    if (number < delta.start || number >= end) return null;
    const cell = this.painter.cellOf.get(place.closest(".cell"));
    const index = Number(place.dataset.index ?? 0);
    const hadFocus = place === document.activeElement;
    return { version: cell.version, bead: cell.bead, segment: cell.segment + index, hadFocus };
  }

  #restore({ version, bead, segment, hadFocus }, delta) {
    const numbers = delta.rows.map((_, index) => delta.start + index);
    const found = (matches) => {
      for (const number of numbers) {
        const element = this.sheet.elementOf(number);
        for (const child of element?.querySelectorAll(".cell") ?? []) {
          const cell = this.painter.cellOf.get(child);
          if (cell.version === version && matches(cell)) return [child, cell];
        }
      }
      return null;
    };
    const match =
      found((cell) => holds(cell, { kind: "edit", version, segment })) ??
      found((cell) => cell.bead === bead) ??
      found(() => true);
    if (!match) return;
    const places = placesIn(match[0]);
    this.#take(places[segment - match[1].segment] ?? places[0], hadFocus);
  }

  #take(place, focus = true) {
    if (!place) return;
    if (this.place?.isConnected) this.place.tabIndex = -1;
    this.place = place;
    place.tabIndex = 0;
    if (focus) {
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    this.#showState();
  }

  #focusIn(event) {
    const place = placeOf(event.target);
    if (place && place !== this.place) this.#take(place, false);
  }

  #focusOut(event) {
    if (this.draft?.element === event.target && document.hasFocus()) this.#save();
  }

  // --- commands --------------------------------------------------------------------------------

  /** Carry out a command by its name, after those given before it. */
  run(name) {
    const direct = EDIT_COMMANDS[name];
    if (direct && this.draft) return direct(this);
    return this.then(() => COMMANDS[name]?.(this));
  }

  /** Do something after the commands given before; it sees the state that they leave. */
  then(action) {
    this.underWay += 1;
    this.#showBusy();
    this.commands = this.commands.then(action).finally(() => {
      this.underWay -= 1;
      this.#showBusy();
    });
    return this.commands;
  }

  #showBusy() {
    const busy = this.underWay > 0 || this.outbox.size > 0;
    this.element.setAttribute("aria-busy", String(busy));
  }

  #keyDown(event) {
    if (event.isComposing || !placeOf(event.target)) return;
    const name = (this.draft ? EDITING_KEYS : NAVIGATION_KEYS)[keyName(event)];
    if (!name) return;
    event.preventDefault();
    event.stopPropagation();
    this.run(name);
  }

  #doubleClick(event) {
    if (placeOf(event.target) && !this.draft) this.run("edit");
  }

  /** Where the focus is: the place, its cell and row, and the sentence's number. */
  here() {
    const place = this.place?.isConnected ? this.place : null;
    if (!place) return null;
    const cell = this.painter.cellOf.get(place.closest(".cell"));
    const index = Number(place.dataset.index ?? 0);
    const source = this.painter.versions[0].key === cell.version;
    const segment = cell.texts.length ? cell.segment + index : null;
    const bead = source ? segment : cell.bead;
    return { place, cell, index, segment, bead, source, row: this.sheet.numberOf(place) };
  }

  /** Send a correction of the structure and wait for the answer. */
  async correct(operation) {
    await this.outbox.drained();
    const row = this.here()?.row ?? 0;
    await this.outbox.add(operation, this.revision, row);
  }

  async go(place) {
    this.#take(await place);
  }

  // --- typing ----------------------------------------------------------------------------------

  beginDraft() {
    const here = this.here();
    if (!here || this.draft) return;
    if (here.segment === null && here.source) {
      this.#say("The source has no sentence here: one can only be split from another.");
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
    const { revision } = this;
    this.draft = new Draft(element, operation, revision, here.row);
    this.draft.putCaretAtEnd();
    this.#showState();
  }

  /** Stop typing and send the text if it is another. */
  save() {
    return this.#endDraft(true);
  }

  #save() {
    this.#endDraft(true);
  }

  /** Stop typing and take back what was typed. */
  cancel() {
    return this.#endDraft(false);
  }

  #endDraft(keep) {
    const { draft } = this;
    if (!draft) return;
    this.draft = null;
    const { operation, revision, row, text } = draft;
    const changed = keep && draft.changed && text.trim() !== "";
    draft.end(changed ? text : draft.before);
    if (changed) this.outbox.add({ ...operation, text }, revision, row);
    if (changed || operation.kind === "insert") this.#showDrafted(draft);
    this.#showState();
  }

  #showDrafted({ element, operation }) {
    const cellElement = element.closest(".cell");
    const hadFocus = cellElement.contains(document.activeElement) || this.place === cellElement;
    const cell = this.painter.cellOf.get(cellElement);
    const fresh = this.painter.cell(cell);
    const index = operation.kind === "edit" ? operation.segment - cell.segment : 0;
    cellElement.replaceWith(fresh);
    this.#take(placesIn(fresh)[index], hadFocus);
  }

  /** Give a sentence a text although somebody else gave it another. */
  overwrite({ version, segment, revision, row }, text) {
    this.outbox.add({ kind: "edit", version, segment, text }, revision, row);
  }

  /** Cut the sentence being typed in two at the caret. */
  async splitSentence() {
    const { draft } = this;
    if (!draft || draft.operation.kind !== "edit") return;
    const offset = draft.caret;
    const { version, segment } = draft.operation;
    this.save();
    await this.then(() => this.correct({ kind: "splitSentence", version, segment, offset }));
  }
}

/** Commands that act while a sentence is being typed in. */
const EDIT_COMMANDS = {
  save: (grid) => grid.save(),
  cancel: (grid) => grid.cancel(),
  splitSentence: (grid) => grid.splitSentence(),
  saveAndConfirm: (grid) => {
    grid.save();
    return grid.run("confirm");
  },
  saveAndNext: (grid) => {
    grid.save();
    return grid.run("down");
  },
};

const COMMANDS = {
  up: (grid) => move(grid, (here) => grid.navigator.along(here.place, -1)),
  down: (grid) => move(grid, (here) => grid.navigator.along(here.place, 1)),
  left: (grid) => move(grid, (here) => grid.navigator.across(here.place, -1)),
  right: (grid) => move(grid, (here) => grid.navigator.across(here.place, 1)),
  first: (grid) => move(grid, (here) => grid.navigator.inRow(0, columnOf(here.place), 1)),
  last: (grid) =>
    move(grid, (here) => grid.navigator.inRow(grid.rows.total - 1, columnOf(here.place), -1)),
  pageUp: (grid) => page(grid, -1),
  pageDown: (grid) => page(grid, 1),
  rowStart: (grid) => move(grid, (here) => placesIn(edge(grid, here, 0))[0]),
  rowEnd: (grid) => move(grid, (here) => placesIn(edge(grid, here, -1))[0]),
  edit: (grid) => grid.beginDraft(),
  undo: (grid) => grid.correct({ kind: "undo" }),
  redo: (grid) => grid.correct({ kind: "redo" }),
  mergeUp: (grid) => atBead(grid, "merge"),
  moveUp: (grid) => atBead(grid, "move", { direction: "up" }),
  moveDown: (grid) => atBead(grid, "move", { direction: "down" }),
  splitBead: (grid) => atBead(grid, "split", { keep: Math.max(1, grid.here()?.index ?? 1) }),
  join: async (grid) => {
    const here = grid.here();
    if (here?.segment == null) return;
    const { version } = here.cell;
    await grid.correct({ kind: "join", version, segment: here.segment });
  },
  confirm: async (grid) => {
    const here = grid.here();
    if (here?.bead == null) return;
    const next = await grid.navigator.along(lastPlace(here.place), 1);
    await atBead(grid, "confirm", { confirmed: true });
    if (next) await grid.go(next.isConnected ? next : grid.navigator.along(grid.here().place, 1));
  },
  help: () => helpDialog(),
};

async function move(grid, target) {
  const here = grid.here();
  if (here) await grid.go(target(here));
}

function page(grid, step) {
  return move(grid, (here) => {
    const number = here.row + step * PAGE_OF_ROWS;
    const row = Math.min(Math.max(number, 0), grid.rows.total - 1);
    return grid.navigator.inRow(row, columnOf(here.place), step);
  });
}

async function atBead(grid, kind, details = {}) {
  await grid.outbox.drained();
  const here = grid.here();
  if (here?.bead == null) return;
  await grid.correct({ kind, version: here.cell.version, bead: here.bead, ...details });
}

function edge(grid, here, index) {
  return [...here.place.closest(".row").querySelectorAll(".cell")].at(index);
}

function lastPlace(place) {
  return placesIn(place.closest(".cell")).at(-1);
}
