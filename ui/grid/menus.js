// Menus in the bar: every command of a group as a button.

import { make } from "./elements.js";
import { keyLabel } from "./keys.js";
import { keymap } from "./keymap.js";

export class Menu {
  /**
   * @param label    what the menu is called
   * @param commands [name, command] of what it offers
   * @param run      gives a command by its name
   */
  constructor(label, commands, run) {
    this.commands = commands;
    this.run = run;
    this.button = make(
      "button",
      "menu-button",
      { type: "button", "aria-haspopup": "menu", "aria-expanded": "false" },
      `${label} ▾`,
    );
    this.list = make("div", "menu", { role: "menu", "aria-label": label });
    this.list.hidden = true;
    this.element = make("div", "menu-holder", {}, this.button, this.list);
    // The sentence keeps the focus when the mouse is used.
    this.element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.button.addEventListener("click", ({ detail }) => this.#toggle(detail === 0));
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !this.element.contains(relatedTarget)) this.close();
    });
    this.onKey = (event) => this.#key(event);
    this.onPress = ({ target }) => this.element.contains(target) || this.close();
  }

  get isOpen() {
    return !this.list.hidden;
  }

  #toggle(byKey) {
    if (this.isOpen) return this.close();
    this.list.replaceChildren(...this.commands.map((entry) => this.#item(entry)));
    this.list.hidden = false;
    this.button.ariaExpanded = "true";
    document.addEventListener("pointerdown", this.onPress, true);
    document.addEventListener("keydown", this.onKey, true);
    if (byKey) this.list.firstChild.focus();
    return undefined;
  }

  close() {
    this.list.hidden = true;
    this.button.ariaExpanded = "false";
    document.removeEventListener("pointerdown", this.onPress, true);
    document.removeEventListener("keydown", this.onKey, true);
  }

  #item([name, { label, hint = "" }]) {
    const keys = keymap.keysOf(name).map((key) => make("kbd", "", {}, keyLabel(key)));
    const attributes = { type: "button", role: "menuitem", tabindex: "-1", title: hint };
    const item = make("button", "", attributes, make("span", "", {}, label), ...keys);
    item.addEventListener("click", () => {
      this.close();
      this.run(name);
    });
    return item;
  }

  #key(event) {
    const items = [...this.list.children];
    const here = items.indexOf(document.activeElement);
    const goals = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 };
    if (event.key in goals) {
      items.at(goals[event.key] % items.length).focus();
    } else if (event.key === "Escape") {
      this.close();
      if (here >= 0) this.button.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
