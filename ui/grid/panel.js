// The inspector: a panel on the bead that has the focus, beside the sheet or, on a narrow screen,
// below it. What it has to ask the server for comes when the person stays at a place.

import { Alignment } from "./alignment.js";
import { Alternatives } from "./alternatives.js";
import { BackTranslation } from "./backtranslation.js";
import { make } from "./elements.js";
import { keymap } from "./keymap.js";
import { keyName } from "./keys.js";
import { Matches } from "./matches.js";
import { Past } from "./past.js";
import { statusOf, surety } from "./surety.js";

const KEPT_UNDER = "hexapla:inspector";
// Milliseconds: who goes through the rows with the arrows asks for nothing.
const STAY = 250;
const RETRY = 1000;

export class Panel {
  constructor(grid) {
    this.grid = grid;
    this.subject = null;
    this.known = new Map(); // version key -> which models there are for it
    this.heading = make("h2");
    this.quoted = make("div", "quoted"); // where the panel covers the sheet
    this.facts = make("ul", "facts");
    this.alternatives = new Alternatives(this);
    this.sections = [
      this.alternatives,
      new Alignment(this),
      new Matches(this),
      new BackTranslation(this),
      new Past(this),
    ];
    const close = make("button", "", { type: "button", "aria-label": "Close the inspector" }, "×");
    close.addEventListener("click", () => this.toggle(false));
    this.element = make(
      "section",
      "beside",
      { "aria-label": "Inspector", tabindex: "-1", hidden: "" },
      make("div", "title", {}, this.heading, close),
      this.quoted,
      this.facts,
      ...this.sections.map(({ element }) => element),
    );
    this.element.addEventListener("keydown", (event) => this.#keyDown(event));
  }

  /** Open it where it was open the last time. */
  restore() {
    const { kept, narrow } = this.grid;
    if (kept.getItem(KEPT_UNDER) && !narrow.matches) this.element.hidden = false;
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Open or close it; the focus stays in the sheet. */
  toggle(open = !this.isOpen) {
    if (this.element.contains(document.activeElement)) this.#leave();
    this.element.hidden = !open;
    if (open) this.grid.kept.setItem(KEPT_UNDER, "open");
    else this.grid.kept.removeItem(KEPT_UNDER);
    this.subject = null;
    this.grid.showState();
    // The sheet has more or less room now: the sentence stays in sight.
    this.grid.here()?.place.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Open it and go in; Escape or F6 goes back. */
  enter() {
    if (!this.isOpen) this.toggle(true);
    this.element.focus();
  }

  #leave() {
    const { place } = this.grid.here() ?? {};
    (place ?? this.grid.scroller).focus();
  }

  #keyDown(event) {
    const command = keymap.commandOf("navigation", keyName(event));
    const isTyped = event.isComposing || (event.target.matches("input") && event.key.length === 1);
    if (isTyped) return;
    if (event.key === "Escape" || command === "intoInspector") this.#leave();
    else if (command === "inspect" || command?.startsWith("take")) this.grid.run(command);
    else return;
    event.preventDefault();
  }

  /** Show a place, as `Grid.here` gives it. */
  show(here, version) {
    if (!this.isOpen) return;
    if (!here) {
      this.subject = null;
      this.heading.textContent = "Inspector";
      this.quoted.replaceChildren();
      this.facts.replaceChildren(make("li", "", {}, "Go to a sentence to see what is known of it."));
      for (const { element } of this.sections) element.hidden = true;
      return;
    }
    const { subject } = this;
    if (subject?.cell === here.cell && subject.index === here.index) return;
    const { cell, index, bead, source } = here;
    const isSamePlace = subject?.version.key === version.key && subject.number === bead;
    this.subject = { cell, index, version, source, number: bead, text: cell.texts.join(" ") };
    this.heading.textContent = `${version.name}, row ${here.row + 1}`;
    this.quoted.replaceChildren(...this.#quotes(here));
    this.facts.replaceChildren(...factsOf(this.subject).map((one) => make("li", "", {}, one)));
    const hadFocus = this.element.contains(document.activeElement);
    for (const section of this.sections) {
      section.element.hidden = bead === null || !section.fits(this.subject);
      if (!isSamePlace) section.clear();
    }
    if (hadFocus && !this.element.contains(document.activeElement)) this.element.focus();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#load(), STAY);
  }

  /** The texts of a bead, that of the source first. */
  #quotes({ place, cell, source }) {
    const { painter } = this.grid;
    const row = painter.rowOf.get(place.closest(".row"));
    const isBeside = ({ slot }) => slot >= cell.slot && slot < cell.slot + cell.span;
    const cells = source ? [cell] : [...row.source.filter(isBeside), cell];
    return cells.map(({ version, texts }) => {
      const { language } = painter.version(version);
      return make("p", "", { lang: language, dir: "auto" }, texts.join(" "));
    });
  }

  #load() {
    if (!this.subject) return;
    for (const section of this.sections) if (!section.element.hidden) section.load();
  }

  /** The number of the bead, or of the sentence of the source, as it is now. */
  get bead() {
    const { cell, source, index } = this.subject;
    return source ? cell.segment + index : cell.bead;
  }

  /**
   * Ask the server about the bead until there is an answer; undefined if the person went on.
   *
   * `said` is told meanwhile what it is doing, if it takes a while.
   */
  async ask(request, said = () => {}) {
    const { subject } = this;
    while (subject && subject === this.subject) {
      const { key } = subject.version;
      const answer = await this.grid.ask({ ...request, version: key, bead: this.bead });
      if (subject !== this.subject) return undefined;
      if (answer && answer.working === undefined) return answer;
      if (answer) said(`${answer.working} …`);
      else {
        said("No connection: trying again …");
        await new Promise((resolve) => setTimeout(resolve, RETRY));
      }
    }
    return undefined;
  }

  /** Which models there are for the version; asked for once. */
  async models() {
    const { key } = this.subject.version;
    if (!this.known.has(key)) this.known.set(key, this.ask({ ask: "models" }));
    const answer = await this.known.get(key);
    if (!answer?.ok) this.known.delete(key);
    return answer;
  }

  /** Give the bead another text, as one correction; the focus goes back to the sentence. */
  take(text) {
    const { subject, grid } = this;
    const version = subject.version.key;
    this.#leave();
    return grid.then(() => grid.correct({ kind: "rewrite", version, bead: this.bead, text }));
  }
}

/** What is known of a bead without asking. */
function factsOf({ cell, version, source }) {
  if (source) return ["The source: its beads in all versions change with it."];
  const kind = `${cell.sources}-${cell.texts.length}, ${statusOf(version.origin, cell.status)}`;
  const by = version.origin === "machine" ? "Translated" : "Aligned";
  const made = version.made_with ? [`${by} by: ${version.made_with}`] : [];
  return [kind, surety(version.origin, cell), ...made];
}
