// The parallel grid: joins the server, the rows, what is painted and what the person does.

import { Carrying } from "./carrying.js";
import { Checker } from "./checker.js";
import { Columns } from "./columns.js";
import { COMMANDS } from "./commands.js";
import { showConflict } from "./dialogs.js";
import { Dragging } from "./dragging.js";
import { make } from "./elements.js";
import { Filter } from "./filter.js";
import { Finder } from "./finder.js";
import { Focus } from "./focus.js";
import { Header } from "./header.js";
import { Highlighter } from "./highlighter.js";
import { Inspector } from "./inspector.js";
import { JobPanel } from "./jobs.js";
import { keyName } from "./keys.js";
import { keymap } from "./keymap.js";
import { Navigator, placeOf, placesIn } from "./navigation.js";
import { Outbox } from "./outbox.js";
import { Painter, holds } from "./painter.js";
import { Panel } from "./panel.js";
import { CHUNK, Rows } from "./rows.js";
import { applyLook } from "./settings.js";
import { Sheet } from "./sheet.js";
import { Toolbar } from "./toolbar.js";
import { Typing } from "./typing.js";
import { Visits } from "./visits.js";

// The corrections of others are asked for this often, in milliseconds.
const SYNC_EVERY = 1000;

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
    applyLook(localStorage);
    keymap.use(localStorage, () => this.toolbar.showKeys());
    this.toolbar = new Toolbar((name) => this.run(name));
    this.jobs = new JobPanel((ask, job) => this.ask({ ask, job }));
    this.finder = new Finder(
      (wanted, again) => this.filter(wanted, again),
      (row) => this.goTo({ row }),
    );
    this.inspector = new Inspector((check) => this.dismiss(check));
    this.checker = new Checker(
      (request) => this.ask(request),
      () => this,
      () => this.showState(),
    );
    this.notice = make("div", "notice", { role: "alert" });
    this.scroller = make("div", "scroller", { tabindex: "-1" });
    this.narrow = matchMedia("(max-width: 40rem)");
    this.panel = new Panel(this);
    this.highlighter = new Highlighter(this);
    this.element = make("div", "hexapla-grid");
    this.element.append(
      this.toolbar.element,
      this.finder.element,
      this.jobs.element,
      this.notice,
      make("div", "middle", {}, this.scroller, this.panel.element),
      this.inspector.element,
      this.highlighter.said,
    );
    element.replaceChildren(this.element);
    this.commands = Promise.resolve();
    this.underWay = 0;
    this.typing = new Typing(this);
    this.carrying = new Carrying(this);
    this.dragging = new Dragging(this);
    this.columns = new Columns(localStorage);
    this.header = new Header(this.columns, () => this.arrange());
    this.narrow.addEventListener("change", () => this.arrange());
    this.reviewing = false;
    this.element.addEventListener("keydown", (event) => this.#keyDown(event));
    this.scroller.addEventListener("focusin", ({ target }) => this.focus.follow(target));
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
      changed: () => this.showState(),
      storage: localStorage,
    });
    await this.#load();
    for (const { operation, revision, row, token } of this.outbox.takeStored()) {
      this.outbox.add(operation, revision, row, token);
    }
  }

  async #load() {
    const answer = await this.ask({ ask: "open", count: CHUNK });
    if (!answer?.ok) {
      this.say(answer?.error ?? "The project could not be opened: the server does not answer.");
      return;
    }
    this.revision = answer.revision;
    // Projects of the same name in other folders have nothing to do with this one.
    this.outbox.storageKey = `hexapla:${answer.home}:${this.project}`;
    this.visits = new Visits(localStorage, `hexapla:visit:${answer.home}:${this.project}`);
    this.finder.visits = this.visits;
    this.columns.single = this.narrow.matches;
    this.columns.use(answer.versions, `hexapla:columns:${answer.home}:${this.project}`);
    this.painter = new Painter(this.columns, (version, segment, bead) =>
      this.outbox.textFor(version, segment, bead),
    );
    this.rows = new Rows(answer.total);
    if (answer.rows.length) this.rows.chunks[0].rows = answer.rows;
    this.sheet = new Sheet(
      this.scroller,
      this.painter,
      this.header,
      (chunk) => this.#fetch(chunk),
      () => this.#painted(),
    );
    this.navigator = new Navigator(this.sheet, this.painter);
    this.focus = new Focus(this.scroller, this.sheet, this.painter, () => this.showState());
    this.element.classList.toggle("single", this.columns.single);
    this.#useState(answer);
    this.sheet.show(this.rows);
    this.finder.offer(answer.versions, answer.checks);
    this.element.dataset.ready = this.project;
  }

  #painted() {
    this.checker.soon();
    this.focus.keepStop();
    this.highlighter.refresh();
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
    if (answer?.error) this.say(answer.error);
    if (!answer?.ok) return false;
    this.jobs.show(answer.jobs);
    await this.#apply(answer.delta);
    this.visits.note(this.revision);
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
    const drafts = [this.typing.draft, this.carrying.carried].filter(Boolean);
    this.outbox.follow(delta, before, drafts);
    this.sheet.filter?.follow(delta.start, end, delta.rows.length);
    const focused = this.typing.draft ? null : this.focus.remember(delta.start, end);
    const touched = this.rows.splice(delta.start, delta.tail, delta.rows, delta.shifts);
    this.revision = delta.revision;
    this.#useState(delta);
    this.sheet.refresh(this.typing.draft, delta.total === before ? touched : this.rows.chunks);
    if (focused) this.focus.restore(focused, delta.start, delta.rows.length);
    this.carrying.show();
  }

  async #reload() {
    this.typing.end(true);
    const { scrollTop, scrollLeft } = this.scroller;
    await this.#load();
    this.scroller.scrollTo(scrollLeft, scrollTop);
  }

  #useState({ versions, undoable, redoable }) {
    this.columns.use(versions, this.columns.key);
    this.painter.versions = versions;
    this.undoable = undoable;
    this.redoable = redoable;
    this.showState();
  }

  showState() {
    const { undoable, redoable, outbox } = this;
    const here = this.here();
    const place = here !== null;
    const inspecting = this.panel.isOpen;
    this.toolbar.allow({ undo: undoable, redo: redoable, place, inspecting });
    this.#showBusy();
    this.toolbar.show({ connected: outbox.connected, waiting: outbox.size });
    const version = here && this.painter.version(here.cell.version);
    this.inspector.show(here, version);
    this.panel.show(here, version);
  }

  #settle(item, answer) {
    this.#apply(answer.delta);
    const { text } = item.operation;
    const done = answer.ok || (text !== undefined && answer.theirs?.text === text);
    if (done) this.say("");
    else if (text === undefined || item.operation.kind === "rewrite") this.say(answer.error);
    else showConflict(item, answer, (theirs, mine) => this.overwrite(theirs, mine));
  }

  /** Say that something could not be done; "" says nothing any more. */
  say(text) {
    this.notice.textContent = text;
    this.notice.classList.remove("hint");
  }

  /** Say what to do next. */
  hint(text) {
    this.notice.textContent = text;
    this.notice.classList.add("hint");
  }

  // --- the focus -------------------------------------------------------------------------------

  /** Where the focus is: see `Focus.here`. */
  here() {
    return this.focus?.here() ?? null;
  }

  take(place, focus = true) {
    this.focus.take(place, focus);
  }

  #focusOut(event) {
    if (this.typing.draft?.element === event.target && document.hasFocus()) this.typing.end(true);
  }

  /** Show the columns as they are arranged now; the focus stays where it is. */
  async arrange() {
    this.typing.end(true);
    const here = this.here();
    this.columns.single = this.narrow.matches;
    this.element.classList.toggle("single", this.columns.single);
    this.painter.arrange();
    this.sheet.show(this.rows);
    if (!here) return;
    const { version, bead } = here.cell;
    await this.goTo({ row: here.row, version, bead, segment: here.segment });
  }

  // --- commands --------------------------------------------------------------------------------

  /** Carry out a command by its name, after those given before it. */
  run(name) {
    const { run, typing, after } = COMMANDS[name];
    if (typing) return this.typing.draft || after ? run(this) : undefined;
    if (this.typing.draft) this.typing.end(true);
    if (name === "edit" && this.underWay) this.typing.begunSoon();
    return this.then(() => run(this));
  }

  /** Do something after the commands given before; it sees the state that they leave. */
  then(action) {
    this.underWay += 1;
    this.#showBusy();
    this.commands = this.commands
      .then(action)
      .catch(reportError) // one that fails must not stop those after it
      .finally(() => {
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
    if (this.typing.takesAhead(event)) return;
    const mode = this.typing.draft ? "editing" : "navigation";
    const name = keymap.commandOf(mode, keyName(event));
    if (!name) return;
    event.preventDefault();
    event.stopPropagation();
    this.run(name);
  }

  #doubleClick(event) {
    if (placeOf(event.target) && !this.typing.draft) this.run("edit");
  }

  /** Send a correction of the structure and wait for the answer. */
  async correct(operation) {
    await this.outbox.drained();
    const row = this.here()?.row ?? 0;
    await this.outbox.add(operation, this.revision, row);
  }

  /** Let a check be silent about the bead that has the focus. */
  async dismiss(check) {
    const { place, cell, bead } = this.here();
    place.focus(); // the button that was pressed goes with the finding
    await this.then(() => this.correct({ kind: "dismiss", version: cell.version, bead, check }));
  }

  // --- finding ---------------------------------------------------------------------------------

  /** Go to a row or, if a version and a bead or a segment are named, to that. */
  async goTo({ row, version = null, bead = null, segment = null }) {
    if (this.sheet.filter && !this.sheet.filter.has(row)) {
      this.finder.clear();
      await this.filter({});
    }
    const element = await this.sheet.reveal(row);
    const cells = [...(element?.querySelectorAll(".cell") ?? [])];
    const cell = cells.find((one) => {
      const model = this.painter.cellOf.get(one);
      if (version === null) return true;
      if (segment !== null) return holds(model, { kind: "edit", version, segment });
      return model.version === version && model.bead === bead;
    });
    if (!cell) return;
    const index = segment === null ? 0 : segment - this.painter.cellOf.get(cell).segment;
    this.take(placesIn(cell)[index]);
  }

  /** Go to a bead or a segment of a version. */
  async goToPlace({ version, bead, segment }) {
    const answer = await this.ask({ ask: "row", version, bead, segment });
    if (!answer?.ok) return;
    await this.goTo({ row: answer.row, version, bead: bead ?? null, segment: segment ?? null });
  }

  /**
   * Show the rows of a kind or with a text alone; resolves to `{count, left}`, null for all, and
   * undefined where something else was wanted before the server answered.
   */
  async filter(wanted, again = false) {
    this.filtering = wanted;
    if (!wanted.kind && !wanted.text) {
      this.sheet.only(null);
      return null;
    }
    const answer = await this.ask({ ask: "filter", ...wanted });
    if (this.filtering !== wanted) return undefined;
    if (!answer?.ok) {
      this.say(answer?.error ?? "");
      return null;
    }
    if (answer.revision !== this.revision) {
      await this.#sync();
      return this.filtering === wanted ? this.filter(wanted, again) : undefined;
    }
    this.say("");
    this.sheet.only(new Filter(answer.rows), again);
    return { count: answer.rows.length, left: answer.left };
  }

  /** Whether the person walks from one unsure bead to the next. */
  review(reviewing) {
    this.reviewing = reviewing;
    this.toolbar.press("review", reviewing);
  }

  /** Give a sentence a text although somebody else gave it another. */
  overwrite({ version, segment, revision, row }, text) {
    this.outbox.add({ kind: "edit", version, segment, text }, revision, row);
  }
}
