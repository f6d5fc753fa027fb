// What a small screen has in place of the bars: a line on top, what is done most at the bottom, and
// a menu of all else.

import { COMMANDS } from "./commands.js";
import { button, buttons, closeThen, open } from "./dialog.js";
import { make } from "./elements.js";
import { progress } from "./header.js";
import { commandsByGroup, savedState } from "./toolbar.js";

const GOING = [
  ["undo", "↶ Undo"],
  ["edit", "✎ Edit"],
  ["confirm", "✓ Confirm"],
];
const TYPING = [
  ["cancel", "✕ Cancel"],
  ["save", "Save"],
  ["saveAndConfirm", "✓ Save, confirm"],
];

export class Phone {
  /**
   * @param run    gives a command by its name
   * @param choose shows the version of a key below the source
   * @param find   shows or hides what finds; gives whether it is shown now
   */
  constructor(run, choose, find) {
    this.version = make("select", "", { "aria-label": "Version" });
    this.version.addEventListener("change", () => choose(this.version.value));
    this.progress = make("div", "progress");
    this.state = make("span", "saved", { role: "status" });
    this.finding = button("⌕", () => this.#find(find), "", {
      "aria-label": "Filter and search",
      "aria-pressed": "false",
    });
    const menu = button("☰", () => showMenu(run), "", {
      "aria-label": "Menu",
      "aria-haspopup": "dialog",
    });
    this.bar = make(
      "div",
      "phone-bar",
      { role: "toolbar", "aria-label": "Version and menu" },
      this.version,
      this.progress,
      this.state,
      this.finding,
      menu,
    );
    this.going = actions(GOING, run);
    this.typing = actions(TYPING, run);
    this.actions = make(
      "div",
      "phone-actions",
      { role: "toolbar", "aria-label": "This sentence" },
      this.going,
      this.typing,
    );
  }

  /** Offer the targets, of which the one that is shown is chosen. */
  offer([, ...targets], shown) {
    const key = shown[1]?.key ?? "";
    const text = targets.map((one) => one.key + one.name).join();
    if (text !== this.offered) {
      this.offered = text;
      this.version.replaceChildren(
        ...targets.map((one) => make("option", "", { value: one.key }, one.name)),
      );
    }
    this.version.value = key;
    this.version.hidden = !targets.length;
    this.progress.replaceChildren(...(shown[1] ? progress(shown[1]) : []));
  }

  /** Show whether everything is saved, and what can be done now. */
  show(saving, { undo, place, isTyping }) {
    const { sign, text, name } = savedState(saving);
    if (this.state.title !== text) {
      this.state.title = text;
      this.state.replaceChildren(make("span", "", { role: "img", "aria-label": text }, sign));
    }
    this.state.className = `saved ${name}`;
    this.going.hidden = isTyping;
    this.typing.hidden = !isTyping;
    for (const one of this.going.children) {
      const possible = one.dataset.command === "undo" ? undo : place;
      one.setAttribute("aria-disabled", String(!possible));
    }
  }

  #find(find) {
    this.finding.ariaPressed = String(find());
  }
}

function actions(entries, run) {
  const made = entries.map(([name, label]) => {
    const one = button(label, () => run(name), "", { "data-command": name });
    // The sentence keeps the focus, and the keyboard stays.
    one.addEventListener("pointerdown", (event) => event.preventDefault());
    return one;
  });
  return make("div", "actions", {}, ...made);
}

/** Every command by its name, each as large as a finger. */
function showMenu(run) {
  const sections = commandsByGroup().map(([group, commands]) =>
    make(
      "section",
      "",
      {},
      make("h3", "", {}, group),
      ...commands.map(([name, { label, hint = "" }]) =>
        button(
          make("span", "", {}, make("strong", "", {}, label), make("span", "hint", {}, hint)),
          () => closeThen(dialog, () => run(name)),
          "entry",
        ),
      ),
    ),
  );
  const dialog = open(
    "Menu",
    make("div", "entries", {}, ...sections),
    buttons(button("Close", () => dialog.close(), "main")),
  );
}
