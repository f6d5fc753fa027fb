// Dialogs over the grid: the map of keys, and two texts for one sentence.

import { keyLabel } from "./keys.js";
import { make } from "./elements.js";
import { keysOf } from "./toolbar.js";

const HELP = [
  ["Go", [
    ["up", "up and down in the column", ["up", "down"]],
    ["left", "to the version beside", ["left", "right"]],
    ["rowStart", "to the row's source, or its last version", ["rowStart", "rowEnd"]],
    ["first", "to the first or last row", ["first", "last"]],
  ]],
  ["Correct the text", [
    ["edit", "type in the sentence; an empty cell takes a new one"],
    ["save", "save (while typing)"],
    ["cancel", "leave it as it was (while typing)"],
    ["splitSentence", "cut the sentence at the caret (while typing)"],
    ["join", "join the sentence with the next"],
  ]],
  ["Correct the beads", [
    ["moveUp", "first sentence to the bead above"],
    ["moveDown", "last sentence to the bead below"],
    ["mergeUp", "merge with the bead above"],
    ["splitBead", "split the bead before this sentence"],
    ["confirm", "confirm the bead and go on"],
    ["saveAndConfirm", "save and confirm (while typing)"],
  ]],
  ["Take back", [
    ["undo", "undo"],
    ["redo", "redo"],
  ]],
];

function open(title, ...content) {
  const dialog = make("dialog", "hexapla-dialog", { "aria-label": title });
  const before = document.activeElement;
  dialog.append(make("h2", "", {}, title), ...content);
  dialog.addEventListener("close", () => {
    dialog.remove();
    before?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function button(label, action, className = "") {
  const element = make("button", className, { type: "button" }, label);
  element.addEventListener("click", action);
  return element;
}

/** Show the map of keys. */
export function helpDialog() {
  const lists = HELP.map(([heading, lines]) => {
    const list = make("dl");
    for (const [name, text, names = [name]] of lines) {
      const keys = names.flatMap(keysOf).map((key) => make("kbd", "", {}, keyLabel(key)));
      list.append(make("dt", "", {}, ...keys), make("dd", "", {}, text));
    }
    return make("section", "", {}, make("h3", "", {}, heading), list);
  });
  const dialog = open(
    "Keys",
    make("p", "", {}, "They act while a sentence of the grid has the focus."),
    make("div", "columns", {}, ...lists),
    button("Close", () => dialog.close(), "main"),
  );
}

/** Ask which of two texts a sentence shall have. */
export function conflictDialog(grid, { operation }, { error, theirs }) {
  const mine = operation.text;
  const dialog = open(
    "Two texts for one sentence",
    make("p", "", {}, error),
    make("h3", "", {}, "Yours, not saved"),
    make("p", "version", { dir: "auto" }, mine),
    make("h3", "", {}, "As it stands now"),
    make("p", "version", { dir: "auto" }, theirs?.text ?? "The sentence is not there any more."),
    make(
      "div",
      "buttons",
      {},
      button("Leave it as it stands", () => dialog.close()),
      ...(theirs
        ? [
            button(
              "Use mine",
              () => {
                dialog.close();
                grid.overwrite(theirs, mine);
              },
              "main",
            ),
          ]
        : []),
    ),
  );
}
