// The line below the sheet: what is known about the bead that has the focus.

import { make } from "./elements.js";
import { statusOf, surety } from "./surety.js";

const HINT =
  "Click a sentence and use the arrows; Enter types in it, Ctrl+Enter confirms, ? shows all keys.";

const TOUCH_HINT = "Tap a sentence, then correct or confirm it; ☰ has all else.";

export class Inspector {
  /**
   * @param dismiss  lets a check be silent about the bead
   * @param isNarrow whether the screen is that of a phone
   */
  constructor(dismiss, isNarrow) {
    this.dismiss = dismiss;
    this.isNarrow = isNarrow;
    this.element = make("div", "inspector", { role: "region", "aria-label": "This bead" });
  }

  /** Show a place, as `Grid.here` gives it. */
  show(here, version) {
    if (!here) return this.element.replaceChildren(this.isNarrow() ? TOUCH_HINT : HINT);
    const { cell, source, row } = here;
    const parts = [make("strong", "", {}, version.name), `row ${row + 1}`];
    if (!source) parts.push(`${cell.sources}-${cell.texts.length}`, statusOf(version.origin, cell.status));
    if (!source && cell.score !== null) parts.push(surety(version.origin, cell));
    const line = make("span", "facts");
    parts.forEach((part, index) => line.append(index ? " · " : "", part));
    const findings = (cell.findings ?? []).map((finding) => this.#finding(finding));
    const comment = cell.comment
      ? [make("span", "comment", { dir: "auto" }, `❝ ${cell.comment}`)]
      : [];
    return this.element.replaceChildren(line, ...comment, ...findings);
  }

  #finding({ check, message }) {
    const button = make("button", "", { type: "button" }, "Dismiss");
    button.addEventListener("click", () => this.dismiss(check));
    return make("span", "finding", {}, `! ${message} `, button);
  }
}
