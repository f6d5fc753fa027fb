// The bar that finds: a filter by kind of bead, a search for a text, a row by its number.

import { make } from "./elements.js";
import { counted } from "./text.js";

const KINDS = [
  ["", "all rows"],
  ["unconfirmed", "unconfirmed"],
  ["confirmed", "confirmed (anchors)"],
  ["doubtful", "doubtful"],
  ["uneven", "not 1-1"],
  ["oneSided", "left out or added"],
  ["edited", "edited"],
  ["bookmarked", "bookmarked"],
  ["commented", "commented"],
];
// Hours, or since when the person was last here.
const CHANGED = [
  ["changed:visit", "since my last visit"],
  ["changed:1", "in the last hour"],
  ["changed:24", "in the last day"],
  ["changed:168", "in the last week"],
];
const OPTIONS = [
  ["matchCase", "Aa", "match case"],
  ["wholeWords", "W", "whole words"],
  ["isExpression", ".*", "regular expression"],
];
const TYPING_PAUSE = 150;
// While the checks are still being made, what they have found is asked for again this often.
const UNTIL_CHECKED = 700;

export class Finder {
  /**
   * @param filter shows the rows of `{kind, text ...}`; resolves to `{count, left}`, null for all
   * @param goTo   goes to a row by its number
   */
  constructor(filter, goTo) {
    this.filter = filter;
    this.kind = make("select", "", { "aria-label": "Show" });
    this.checks = make("optgroup", "", { label: "fail a check" });
    this.changed = make("optgroup", "", { label: "changed" }, ...CHANGED.map(optionOf));
    this.kind.append(...KINDS.map(optionOf), this.checks, this.changed);
    this.visits = null;
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
    this.all = make("button", "show-all", { type: "button", hidden: "" }, "Show all rows");
    this.row = make("input", "go-to", {
      type: "number",
      min: "1",
      placeholder: "Go to row",
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
      this.all,
      this.row,
    );
    this.kind.addEventListener("change", () => this.apply());
    this.version.addEventListener("change", () => this.apply());
    this.text.addEventListener("input", () => this.#applySoon());
    this.row.addEventListener("change", () => this.row.value && goTo(Number(this.row.value) - 1));
    this.all.addEventListener("click", () => this.#showAll());
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

  /** Where, and how, is searched: "in all versions, match case". */
  get manner() {
    const pressed = this.options.filter((option) => option.ariaPressed === "true");
    return [this.version.selectedOptions[0].text, ...pressed.map(({ title }) => title)].join(", ");
  }

  /** Offer the versions to search in, and the checks that can fail. */
  offer(versions, checks) {
    const named = checks.map((name) => [`failing:${name}`, name.replaceAll("_", " ")]);
    this.checks.replaceChildren(...[["failing:", "any check"], ...named].map(optionOf));
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

  /**
   * What the server is to look for, for beads of a kind: with the check, or the time, that the
   * filter names; null for changes since the last visit on the first one.
   */
  wantedOf(kind) {
    const [shown, detail] = this.kind.value.split(":");
    if (kind === "failing") return { kind, check: shown === kind ? detail : "" };
    if (kind !== "changed") return { kind };
    const when = shown === kind ? detail : "visit";
    if (when.startsWith("since ")) return { kind, since: Number(when.slice(6)) };
    if (when !== "visit") return { kind, hours: Number(when) };
    const since = this.visits?.before;
    return since == null ? null : { kind, since };
  }

  /** Show the rows changed since a revision. */
  showSince(revision) {
    const value = `changed:since ${revision}`;
    if (![...this.changed.children].some((option) => option.value === value)) {
      this.changed.append(optionOf([value, `since no. ${revision}`]));
    }
    this.kind.value = value;
    return this.apply();
  }

  /** Show what is chosen and typed now; `again` where only more was found out about it. */
  async apply(again = false) {
    clearTimeout(this.timer);
    const wanted = this.wantedOf(this.kind.value.split(":")[0]);
    if (!wanted) {
      this.found.textContent = "This is your first visit.";
      return;
    }
    const found = await this.filter({ ...wanted, ...this.search }, again);
    if (found === undefined) return;
    this.all.hidden = !found;
    if (found?.left) {
      const share = Math.max(1, Math.round(100 * found.left));
      this.found.textContent = `${counted(found.count, "row")} so far, ${share} % left to check`;
      this.timer = setTimeout(() => this.apply(true), UNTIL_CHECKED);
    } else this.found.textContent = found ? counted(found.count, "row") : "";
  }

  /** Show all rows again. */
  clear() {
    clearTimeout(this.timer);
    this.kind.value = "";
    this.text.value = "";
    this.found.textContent = "";
    this.all.hidden = true;
  }

  #showAll() {
    this.text.focus(); // the button goes
    this.clear();
    this.apply();
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

function optionOf([value, label]) {
  return make("option", "", { value }, label);
}
