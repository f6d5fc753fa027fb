// The bar above the sheet: commands as buttons, and what the state of the work is.

import { COMMANDS } from "./commands.js";
import { make } from "./elements.js";
import { keyLabel } from "./keys.js";
import { keymap } from "./keymap.js";
import { Menu } from "./menus.js";
import { counted } from "./text.js";

const BUTTONS = [
  ["undo", "redo"],
  ["edit", "confirm", "review"],
  ["mergeUp", "splitBead", "moveUp", "moveDown"],
];
const LAST = ["inspect", "palette", "help"];
// A group of commands that are given in the sheet alone has no menu.
const MENUS = ["Text", "Beads", "Confirm", "Find", "Other"];
// These need no sentence to act on.
const ALWAYS = new Set(["review", "inspect", "palette", "help"]);

export class Toolbar {
  constructor(run) {
    this.buttons = new Map();
    this.element = make("div", "toolbar", { role: "toolbar", "aria-label": "Corrections" });
    const groupOf = (names) =>
      make("div", "group", {}, ...names.map((name) => this.#button(run, name)));
    this.element.append(
      ...BUTTONS.map(groupOf),
      make("div", "group", {}, ...commandsByGroup().map(([group, commands]) => new Menu(group, commands, run).element)),
      groupOf(LAST),
    );
    this.showKeys();
    this.state = make("div", "state", { role: "status" });
    this.element.append(this.state);
  }

  #button(run, name) {
    const { label } = COMMANDS[name];
    const button = make("button", "", { type: "button", "data-command": name }, label);
    // The sentence keeps the focus, and its caret, when a button is pressed.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => run(name));
    this.buttons.set(name, button);
    return button;
  }

  /** Say of every button which keys do the same. */
  showKeys() {
    for (const [name, button] of this.buttons) {
      const { label, hint = label } = COMMANDS[name];
      const keys = keymap.keysOf(name).map(keyLabel).join(" or ");
      button.title = keys ? `${hint} (${keys})` : hint;
    }
  }

  /** Show that what a command began goes on. */
  press(name, pressed) {
    this.buttons.get(name).ariaPressed = String(pressed);
  }

  /** Show which commands can be given now. */
  allow({ undo, redo, place, inspecting }) {
    this.buttons.get("inspect").setAttribute("aria-pressed", String(inspecting));
    const needs = { undo, redo };
    for (const [name, button] of this.buttons) {
      const possible = ALWAYS.has(name) || (needs[name] ?? place);
      button.setAttribute("aria-disabled", String(!possible));
    }
  }

  /** Show whether everything is saved. */
  show(saving) {
    const { text, more, name } = savedState(saving);
    this.state.title = more;
    if (this.state.textContent !== text) this.state.textContent = text;
    this.state.className = `state ${name}`;
  }
}

/** Whether everything is saved: in words, by a sign, and as a class. */
export function savedState({ connected, waiting }) {
  const kept = `${counted(waiting, "correction")} kept here`;
  if (!connected) {
    return {
      name: "offline",
      sign: "⚠",
      text: `⚠ No connection: ${waiting ? kept : "trying again"}`,
      more: "What you correct is sent as soon as the server is back.",
    };
  }
  if (!waiting) return { name: "", sign: "✓", text: "✓ All corrections saved", more: "" };
  return { name: "saving", sign: "…", text: `… Saving ${counted(waiting, "correction")}`, more: "" };
}

/** [group, [name, command][]] of the commands that menus offer: others have a key or a button. */
export function commandsByGroup() {
  const isIn = (group, [name, { group: own, keyOnly, typing }]) =>
    own === group && !keyOnly && name !== "paletteHere" && (!typing || name === "splitSentence");
  const commands = Object.entries(COMMANDS);
  return MENUS.map((group) => [group, commands.filter((entry) => isIn(group, entry))]);
}
