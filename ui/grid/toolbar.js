// The bar above the sheet: commands as buttons, and what the state of the work is.

import { COMMANDS } from "./commands.js";
import { make } from "./elements.js";
import { keyLabel, keysOf } from "./keys.js";
import { counted } from "./text.js";

const BUTTONS = [
  ["undo", "redo"],
  ["edit", "confirm", "review"],
  ["mergeUp", "splitBead", "moveUp", "moveDown"],
  ["splitSentence", "join"],
  ["palette", "help"],
];
// These need no sentence to act on.
const ALWAYS = new Set(["review", "palette", "help"]);

export class Toolbar {
  constructor(run) {
    this.buttons = new Map();
    this.element = make("div", "toolbar", { role: "toolbar", "aria-label": "Corrections" });
    for (const group of BUTTONS) {
      const box = make("div", "group");
      for (const name of group) box.append(this.#button(run, name));
      this.element.append(box);
    }
    this.state = make("div", "state", { role: "status" });
    this.element.append(this.state);
  }

  #button(run, name) {
    const { label, hint = label } = COMMANDS[name];
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
    const needs = { undo, redo, splitSentence: editing };
    for (const [name, button] of this.buttons) {
      const possible = ALWAYS.has(name) || (needs[name] ?? place);
      button.setAttribute("aria-disabled", String(!possible));
    }
  }

  /** Show whether everything is saved. */
  show({ connected, waiting }) {
    const kept = `${counted(waiting, "correction")} kept here`;
    let text = "✓ All corrections saved";
    let more = "";
    if (!connected) {
      text = `⚠ No connection: ${waiting ? kept : "trying again"}`;
      more = "What you correct is sent as soon as the server is back.";
    } else if (waiting) {
      text = `… Saving ${counted(waiting, "correction")}`;
    }
    this.state.title = more;
    if (this.state.textContent !== text) this.state.textContent = text;
    this.state.classList.toggle("offline", !connected);
    this.state.classList.toggle("saving", connected && waiting > 0);
  }
}
