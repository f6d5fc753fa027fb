// The parallel grid: its parts are made here, and told of each other.

import { Carrying } from "./carrying.js";
import { Checker } from "./checker.js";
import { Columns } from "./columns.js";
import { Correcting } from "./correcting.js";
import { Dragging } from "./dragging.js";
import { make } from "./elements.js";
import { Finder } from "./finder.js";
import { Focus } from "./focus.js";
import { Following } from "./following.js";
import { Going } from "./going.js";
import { Header } from "./header.js";
import { Highlighter } from "./highlighter.js";
import { Inspector } from "./inspector.js";
import { JobPanel } from "./jobs.js";
import { followKeyboard } from "./keyboard.js";
import { Kept } from "./kept.js";
import { keymap } from "./keymap.js";
import { applyLook } from "./look.js";
import { Navigator } from "./navigation.js";
import { Painter } from "./painter.js";
import { Panel } from "./panel.js";
import { Phone } from "./phone.js";
import { CHUNK, Rows } from "./rows.js";
import { Running } from "./running.js";
import { Sheet } from "./sheet.js";
import { Toolbar } from "./toolbar.js";
import { Typing } from "./typing.js";
import { Visits } from "./visits.js";

// As in the styles: a screen with room for one target below its source, or beside it.
const PHONE = "(max-width: 40rem), (max-height: 28rem)";

/** Put a grid into an element of the page and keep it in step with `props.value`, the project. */
export function mount({ element, server, props, watch }) {
  const grid = new Grid(element, (request) => server.grid_request(request));
  watch("value", () => grid.open(props.value));
  grid.open(props.value);
  return grid;
}

export class Grid {
  constructor(element, call) {
    this.kept = new Kept(
      localStorage,
      async (settings) => (await this.ask({ ask: "keep", settings })) !== undefined,
    );
    this.#useSettings();
    this.following = new Following(this, call);
    this.going = new Going(this);
    this.correcting = new Correcting(this);
    this.toolbar = new Toolbar((name) => this.run(name));
    this.jobs = new JobPanel((ask, job) => this.ask({ ask, job }));
    this.finder = new Finder(
      (wanted, again) => this.filter(wanted, again),
      (row) => this.goTo({ row }),
    );
    this.phone = new Phone(
      (name) => this.run(name),
      (key) => this.choose(key),
      () => this.element.classList.toggle("finding"),
    );
    this.inspector = new Inspector(
      (check) => this.correcting.dismiss(check),
      () => this.narrow.matches,
    );
    this.checker = new Checker(
      (request) => this.ask(request),
      () => this,
      () => this.showState(),
    );
    this.notice = make("div", "notice", { role: "alert" });
    this.scroller = make("div", "scroller", { tabindex: "-1" });
    this.narrow = matchMedia(PHONE);
    this.panel = new Panel(this);
    this.highlighter = new Highlighter(this);
    this.element = make("div", "hexapla-grid");
    this.element.append(
      this.phone.bar,
      this.toolbar.element,
      this.finder.element,
      this.jobs.element,
      this.notice,
      make("div", "middle", {}, this.scroller, this.panel.element),
      this.inspector.element,
      this.phone.actions,
      this.highlighter.said,
    );
    followKeyboard(this.element, () => this.typing.draft?.element.scrollIntoView({ block: "nearest" }));
    element.replaceChildren(this.element);
    this.running = new Running(this);
    this.typing = new Typing(this);
    this.carrying = new Carrying(this);
    this.dragging = new Dragging(this);
    this.columns = new Columns(this.kept);
    this.header = new Header(this.columns, () => this.arrange());
    this.narrow.addEventListener("change", () => this.arrange());
    this.reviewing = false;
    this.scroller.addEventListener("focusin", ({ target }) => this.focus.follow(target));
    this.scroller.addEventListener("focusout", (event) => this.#focusOut(event));
    // Whoever loads the page anew, or leaves it, leaves the sentence: the outbox keeps it.
    addEventListener("pagehide", () => this.typing.end(true));
  }

  // --- the project -----------------------------------------------------------------------------

  /** The revision of the project that is shown. */
  get revision() {
    return this.following.revision;
  }

  /** Ask the server; undefined if it did not answer. */
  ask(request) {
    return this.following.ask(request);
  }

  /** Show a project of the folder; nothing for "". */
  async open(project) {
    this.following.project = project || "";
    this.element.hidden = !project;
    document.title = project ? `${project.replace(/\.hexapla$/, "")} – Hexapla` : "Hexapla";
    if (!project) return;
    this.outbox = this.correcting.outbox();
    await this.load();
    for (const { operation, revision, row, token } of this.outbox.takeStored()) {
      this.outbox.add(operation, revision, row, token);
    }
  }

  /** Show the project as it stands now, all anew. */
  async load() {
    const answer = await this.ask({ ask: "open", count: CHUNK });
    if (!answer?.ok) {
      this.say(answer?.error ?? "The project could not be opened: the server does not answer.");
      return;
    }
    const { project } = this.following;
    this.kept.use(answer.settings, answer.who);
    this.#useSettings();
    this.toolbar.showKeys();
    this.panel.restore();
    this.following.revision = answer.revision;
    // Projects of the same name in other folders have nothing to do with this one.
    this.outbox.storageKey = `hexapla:${answer.home}:${project}`;
    this.visits = new Visits(localStorage, `hexapla:visit:${answer.home}:${project}`);
    this.finder.visits = this.visits;
    this.columns.single = this.narrow.matches;
    this.columns.use(answer.versions, `hexapla:columns:${answer.home}:${project}`);
    this.#makeSheet(answer);
    this.element.classList.toggle("single", this.columns.single);
    this.useState(answer);
    this.sheet.show(this.rows);
    this.finder.offer(answer.versions, answer.checks);
    this.element.dataset.ready = project;
  }

  #useSettings() {
    applyLook(this.kept);
    keymap.use(this.kept, () => this.toolbar.showKeys());
  }

  #makeSheet({ total, rows }) {
    this.painter = new Painter(this.columns, (version, segment, bead) =>
      this.outbox.textFor(version, segment, bead),
    );
    this.rows = new Rows(total);
    if (rows.length) this.rows.chunks[0].rows = rows;
    this.sheet = new Sheet(
      this.scroller,
      this.painter,
      this.header,
      (chunk) => this.following.fetch(chunk),
      () => this.#painted(),
    );
    this.navigator = new Navigator(this.sheet, this.painter);
    this.focus = new Focus(this.scroller, this.sheet, this.painter, () => this.showState());
  }

  #painted() {
    this.checker.soon();
    this.focus.keepStop();
    this.highlighter.refresh();
  }

  // --- state -----------------------------------------------------------------------------------

  /** Show what is known of the versions now, and whether there is something to undo or redo. */
  useState({ versions, undoable, redoable }) {
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
    this.running.showBusy();
    const saving = { connected: outbox.connected, waiting: outbox.size };
    this.toolbar.show(saving);
    this.phone.offer(this.columns.all, this.columns.shown);
    this.phone.show(saving, { undo: undoable, place, isTyping: this.typing.draft !== null });
    const version = here && this.painter.version(here.cell.version);
    this.inspector.show(here, version);
    this.panel.show(here, version);
  }

  /** Say that something could not be done; "" says nothing any more. */
  say(text) {
    this.#note(text, false);
  }

  /** Say what to do next. */
  hint(text) {
    this.#note(text, true);
  }

  #note(text, isHint) {
    this.notice.textContent = text;
    this.notice.classList.toggle("hint", isHint);
    // The sheet has less room now: the sentence stays in sight.
    if (text) this.here()?.place.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Whether the person walks from one unsure bead to the next. */
  review(reviewing) {
    this.reviewing = reviewing;
    this.toolbar.press("review", reviewing);
  }

  // --- places ----------------------------------------------------------------------------------

  /** Where the focus is: see `Focus.here`. */
  here() {
    return this.focus?.here() ?? null;
  }

  take(place, focus = true) {
    this.focus.take(place, focus);
  }

  goTo(place) {
    return this.going.to(place);
  }

  goToPlace(place) {
    return this.going.toPlace(place);
  }

  filter(wanted, again) {
    return this.going.filter(wanted, again);
  }

  #focusOut(event) {
    if (this.typing.draft?.element === event.target && document.hasFocus()) this.typing.end(true);
  }

  /** Show one target, below the source, on a screen with room for no more. */
  choose(key) {
    this.columns.choose(key);
    return this.arrange();
  }

  /** Show the columns as they are arranged now; the focus stays where it is. */
  async arrange() {
    this.typing.end(true);
    const here = this.here();
    this.columns.single = this.narrow.matches;
    this.element.classList.toggle("single", this.columns.single);
    this.painter.arrange();
    this.sheet.show(this.rows);
    this.showState();
    if (!here) return;
    const { version, bead } = here.cell;
    await this.goTo({ row: here.row, version, bead, segment: here.segment });
  }

  // --- commands and corrections ----------------------------------------------------------------

  run(name) {
    return this.running.run(name);
  }

  then(action) {
    return this.running.then(action);
  }

  correct(operation) {
    return this.correcting.correct(operation);
  }
}
