// The bar above the sheet: commands as buttons, and what the state of the work is.

import { EDITING_KEYS, NAVIGATION_KEYS, keyLabel } from "./keys.js";
import { make } from "./elements.js";
import { counted } from "./text.js";

const BUTTONS = [
  [
    ["undo", "Undo", "take back your last correction"],
    ["redo", "Redo", "do again what you took back"],
  ],
  [
    ["edit", "Edit", "type in this sentence"],
    ["confirm", "Confirm", "this bead is right; go on to the next"],
  ],
  [
    ["mergeUp", "Merge up", "merge this bead with the one above"],
    ["splitBead", "Split bead", "the sentences from this one on make a bead of their own"],
    ["moveUp", "Move up", "the first sentence goes to the bead above"],
    ["moveDown", "Move down", "the last sentence goes to the bead below"],
    ["join", "Join", "make one sentence of this one and the next"],
    ["splitSentence", "Split sentence", "cut the sentence at the caret, while editing"],
  ],
];

export class Toolbar {
  constructor(run) {
    this.buttons = new Map();
    this.element = make("div", "toolbar", { role: "toolbar", "aria-label": "Corrections" });
    for (const group of BUTTONS) {
      const box = make("div", "group");
      for (const [name, label, hint] of group) box.append(this.#button(run, name, label, hint));
      this.element.append(box);
    }
    this.state = make("div", "state", { role: "status" });
    this.element.append(this.state, this.#button(run, "help", "Keys", "show the map of keys"));
  }

  #button(run, name, label, hint) {
    const keys = keysOf(name).map(keyLabel).join(" or ");
    const title = keys ? `${hint} (${keys})` : hint;
    const button = make("button", "", { type: "button", title, "data-command": name }, label);
    // The sentence keeps the focus, and its caret, when a button is pressed.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => run(name));
    this.buttons.set(name, button);
    return button;
  }

  /** Show which commands can be given now. */
  allow({ undo, redo, place, editing }) {
    const needs = { undo, redo, help: true, splitSentence: editing };
    for (const [name, button] of this.buttons) {
      const possible = needs[name] ?? place;
      button.setAttribute("aria-disabled", String(!possible));
    }
  }

  /** Show whether everything is saved. */
  show({ connected, waiting, lost }) {
    const waits = `${counted(waiting, "correction")} ${waiting === 1 ? "is" : "are"} kept here`;
    let text = "✓ All corrections saved";
    if (!connected) {
      text = waiting
        ? `⚠ No connection: ${waits} and sent when the server is back`
        : "⚠ No connection to the server: trying again";
    } else if (waiting) {
      text = `… Saving ${counted(waiting, "correction")}`;
    }
    if (this.state.textContent !== text) this.state.textContent = text;
    this.state.classList.toggle("offline", !connected);
    this.state.classList.toggle("saving", connected && waiting > 0);
  }
}

/** The keys of a command in both modes. */
export function keysOf(name) {
  const maps = [NAVIGATION_KEYS, EDITING_KEYS];
  return maps.flatMap((map) => Object.keys(map).filter((key) => map[key] === name));
}
