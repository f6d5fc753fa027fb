// The bar that finds: a filter by kind of bead, a search for a text, a row by its number.

import { make } from "./elements.js";
import { counted } from "./text.js";

const KINDS = [
  ["", "all rows"],
  ["unconfirmed", "unconfirmed"],
  ["doubtful", "doubtful"],
  ["uneven", "not 1-1"],
  ["oneSided", "left out or added"],
  ["edited", "edited"],
  ["bookmarked", "bookmarked"],
  ["commented", "commented"],
];
const OPTIONS = [
  ["matchCase", "Aa", "match case"],
  ["wholeWords", "W", "whole words"],
  ["isExpression", ".*", "regular expression"],
];
const TYPING_PAUSE = 150;

export class Finder {
  /**
   * @param filter shows the rows of `{kind, text ...}`; resolves to how many there are
   * @param goTo   goes to a row by its number
   */
  constructor(filter, goTo) {
    this.filter = filter;
    this.kind = make("select", "", { "aria-label": "Show" });
    for (const [value, label] of KINDS) this.kind.append(make("option", "", { value }, label));
    this.text = make("input", "", {
      type: "search",
      placeholder: "Search",
      "aria-label": "Search",
    });
    this.version = make("select", "", { "aria-label": "Search in" });
    this.options = OPTIONS.map(([name, label, title]) =>
      make(
        "button",
        "option",
        { type: "button", title, "data-name": name, "aria-pressed": "false", "aria-label": title },
        label,
      ),
    );
    this.found = make("span", "found", { role: "status" });
    this.row = make("input", "go-to", {
      type: "number",
      min: "1",
      placeholder: "Row",
      "aria-label": "Go to row",
    });
    this.element = make(
      "div",
      "finder",
      { role: "search" },
      make("label", "", {}, "Show ", this.kind),
      this.text,
      ...this.options,
      this.version,
      this.found,
      this.row,
    );
    this.kind.addEventListener("change", () => this.apply());
    this.version.addEventListener("change", () => this.apply());
    this.text.addEventListener("input", () => this.#applySoon());
    this.row.addEventListener("change", () => this.row.value && goTo(Number(this.row.value) - 1));
    for (const option of this.options) option.addEventListener("click", () => this.#toggle(option));
  }

  /** What is looked for. */
  get search() {
    const pressed = this.options.map((option) => [
      option.dataset.name,
      option.ariaPressed === "true",
    ]);
    return { text: this.text.value, version: this.version.value, ...Object.fromEntries(pressed) };
  }

  /** Offer the versions to search in. */
  offer(versions) {
    const chosen = this.version.value;
    const all = make("option", "", { value: "" }, "in all versions");
    this.version.replaceChildren(
      all,
      ...versions.map(({ key, name }) => make("option", "", { value: key }, `in ${name}`)),
    );
    this.version.value = versions.some(({ key }) => key === chosen) ? chosen : "";
  }

  focus() {
    this.text.focus();
    this.text.select();
  }

  focusRow() {
    this.row.focus();
    this.row.select();
  }

  /** Show what is chosen and typed now. */
  async apply() {
    const count = await this.filter({ kind: this.kind.value, ...this.search });
    this.found.textContent = count === null ? "" : counted(count, "row");
  }

  /** Show all rows again. */
  clear() {
    this.kind.value = "";
    this.text.value = "";
    this.found.textContent = "";
  }

  #applySoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.apply(), TYPING_PAUSE);
  }

  #toggle(option) {
    option.ariaPressed = String(option.ariaPressed !== "true");
    if (this.text.value) this.apply();
  }
}
