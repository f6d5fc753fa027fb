// What became of a bead, as a section of the inspector, and of the whole project, as a dialog.

import { button, buttons, closeThen, open } from "./dialog.js";
import { marked } from "./differences.js";
import { make } from "./elements.js";
import { Section } from "./section.js";

export class Past extends Section {
  constructor(panel) {
    super(panel, "History");
  }

  async load() {
    const answer = await this.panel.ask({ ask: "past" }, (doing) => this.say(doing));
    if (this.refused(answer)) return;
    const items = answer.steps.map((step, index) => this.#item(step, index));
    const more = answer.more ? [make("p", "note", {}, `and ${answer.more} older changes`)] : [];
    this.put(make("ol", "steps", {}, ...items), ...more);
  }

  #item(step, index) {
    const { text, wrote, sourceChanged, pieces } = step;
    const item = make("li", "", {}, make("span", "note", {}, lineOf(step)));
    if (sourceChanged && !this.panel.subject.source) {
      item.append(make("span", "note", {}, " · the source changed"));
    }
    if (!wrote || index === 0 || !text) return item;
    const { language } = this.panel.subject.version;
    item.append(make("p", "difference", { lang: language, dir: "auto" }, ...marked(pieces)));
    if (pieces.some(([sign]) => sign !== "=")) {
      const label = `Restore: ${text}`;
      item.append(button("Restore", () => this.panel.take(text), "", { "aria-label": label }));
    }
    return item;
  }
}

/** "edited a sentence · anna · 26/11/2026, 01:17:39". */
function lineOf({ what, who, at }) {
  return [what, who, at && new Date(at).toLocaleString()].filter(Boolean).join(" · ");
}

/**
 * Show the last corrections of the project, the newest first.
 *
 * @param go        goes to a place
 * @param showSince shows the rows that have changed since the state of a number
 * @param revert    takes back the correction of a number
 */
export function showHistory(answer, { go, showSince, revert }) {
  if (!answer?.ok) return;
  const rows = answer.history.map((entry) => {
    const { revision, what, who, at, version, place, pieces, isUndone, canRevert } = entry;
    const did = make("td", "difference", { dir: "auto" }, `${version ? `${version}: ` : ""}${what}`);
    if (pieces.length) did.append(make("p", "", { dir: "auto" }, ...marked(pieces)));
    const acts = make("td", "acts");
    const act = (label, run) =>
      acts.append(
        button(label, () => closeThen(dialog, run), "", { "aria-label": `${label}: no. ${revision}` }),
      );
    if (place) act("Go there", () => go(place));
    act("Show from here on", () => showSince(revision - 1));
    if (canRevert) act("Take back", () => revert(revision));
    if (isUndone) acts.append(make("span", "note", {}, "taken back"));
    const cells = [revision, new Date(at).toLocaleString(), who];
    return make("tr", "", {}, ...cells.map((one) => make("td", "", {}, String(one))), did, acts);
  });
  const names = ["No.", "When", "Who", "What"].map((one) => make("th", "", { scope: "col" }, one));
  const head = make("tr", "", {}, ...names, make("td"));
  const table = make("table", "", {}, make("thead", "", {}, head), make("tbody", "", {}, ...rows));
  const none = make("p", "", {}, "Nothing has been corrected yet.");
  const dialog = open(
    "History",
    make("div", "preview history", { tabindex: "0" }, rows.length ? table : none),
    buttons(button("Close", () => dialog.close(), "main")),
  );
}
