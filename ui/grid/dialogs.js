// Dialogs over the grid.

import { button, buttons, closeThen, open } from "./dialog.js";
import { marked } from "./differences.js";
import { documentsOf } from "./documents.js";
import { make } from "./elements.js";
import { keyLabel } from "./keys.js";
import { keymap } from "./keymap.js";
import { pictureOf } from "./picture.js";
import { counted } from "./text.js";

const SURE = 90;

/** Show the map of keys. */
export function showHelp(commands) {
  const groups = new Map();
  for (const entry of Object.entries(commands)) {
    const { group } = entry[1];
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  const sections = [...groups].map(([group, entries]) => {
    const list = make("dl");
    for (const [name, { label, hint, typing }] of entries) {
      const keys = keymap.keysOf(name).map((key) => make("kbd", "", {}, keyLabel(key)));
      if (!keys.length) continue;
      const note = [hint, typing && "(while typing)"].filter(Boolean).join(" ");
      list.append(
        make("dt", "", {}, ...keys),
        make("dd", "", {}, make("strong", "", {}, label), " ", make("span", "note", {}, note)),
      );
    }
    return make("section", "", {}, make("h3", "", {}, group), list);
  });
  const dialog = open(
    "Keys",
    make("p", "", {}, "They act while a sentence of the grid has the focus; Settings changes them."),
    make(
      "p",
      "",
      {},
      "A sentence is also dragged to another cell of its version, with the mouse or a finger that " +
        "rests on it first. With Shift, the mouse marks text to be copied.",
    ),
    make("div", "columns", {}, ...sections),
    buttons(button("Close", () => dialog.close(), "main")),
  );
}

/** Find a command by its name and give it; of those for typing, the one that needs no more of it. */
export function showPalette(commands, run) {
  const input = make("input", "", {
    type: "text",
    role: "combobox",
    "aria-label": "Command",
    "aria-controls": "hexapla-choices",
    "aria-expanded": "true",
    placeholder: "Command",
  });
  const list = make("ul", "choices", {
    role: "listbox",
    "aria-label": "Commands",
    id: "hexapla-choices",
    tabindex: "0",
  });
  const dialog = open("All commands", input, list);
  let chosen = 0;
  let shown = [];
  const give = (name) => closeThen(dialog, () => run(name));
  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/);
    shown = inOrder(commands).filter(
      ([name, { label, hint = "", typing }]) =>
        (!typing || name === "splitSentence") &&
        name !== "palette" &&
        words.every((word) => `${label} ${hint}`.toLowerCase().includes(word)),
    );
    chosen = Math.min(chosen, Math.max(0, shown.length - 1));
    list.replaceChildren(
      ...shown.map(([name, { label, hint }], index) => {
        const keys = keymap.keysOf(name).map((key) => make("kbd", "", {}, keyLabel(key)));
        const selected = String(index === chosen);
        const id = `hexapla-choice-${name}`;
        const item = make(
          "li",
          "",
          { role: "option", id, "aria-selected": selected },
          make("strong", "", {}, label),
          make("span", "hint", {}, hint ?? ""),
          ...keys,
        );
        item.addEventListener("click", () => give(name));
        return item;
      }),
    );
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[chosen]?.id ?? "");
  };
  input.addEventListener("input", () => {
    chosen = 0;
    show();
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) chosen = Math.min(Math.max(chosen + step, 0), shown.length - 1);
    else if (event.key !== "Enter" || !shown[chosen]) return;
    event.preventDefault(); // Enter must not act on what has the focus next, either
    if (step) show();
    else give(shown[chosen][0]);
  });
  show();
}

/** [name, command][], those last that only go somewhere: nobody looks for the arrows here. */
function inOrder(commands) {
  const goes = ([, { group }]) => group === "Go";
  const all = Object.entries(commands);
  return [...all.filter((one) => !goes(one)), ...all.filter(goes)];
}

/** Ask for a comment; an empty one takes away what was there. */
export function askComment(before, done) {
  const input = make("textarea", "", { rows: "4", "aria-label": "Comment" });
  input.value = before;
  const keep = () => closeThen(dialog, () => done(input.value));
  const dialog = open(
    "Comment",
    input,
    buttons(
      button("Cancel", () => dialog.close()),
      button("Keep", keep, "main"),
    ),
  );
}

/** Ask how sure the aligner must be of what is to be confirmed. */
export function askSurety(done) {
  const input = make("input", "", {
    type: "number",
    min: "0",
    max: "100",
    "aria-label": "Percent",
  });
  input.value = String(SURE);
  const confirm = () => closeThen(dialog, () => done(Number(input.value) / 100));
  const dialog = open(
    "Confirm the sure ones",
    make("p", "", {}, "Confirms this bead and those above it that the aligner gives at least"),
    make("p", "", {}, input, " %"),
    buttons(
      button("Cancel", () => dialog.close()),
      button("Confirm them", confirm, "main"),
    ),
  );
}

/** Ask for a replacement, show what it would do, and do it as one correction; `manner` says how. */
export function askReplacement(search, manner, preview, done) {
  const sought = make("input", "", { type: "text", "aria-label": "Search for" });
  const replacement = make("input", "", { type: "text", "aria-label": "Replace with" });
  sought.value = search.text;
  const shown = make("div", "preview", { role: "status" });
  const wanted = () => ({ ...search, text: sought.value, replacement: replacement.value });
  const look = async () => {
    if (!sought.value) return;
    const answer = await preview(wanted());
    if (answer) shown.replaceChildren(...changesShown(answer));
  };
  const replaceAll = () => closeThen(dialog, () => done(wanted()));
  for (const input of [sought, replacement]) input.addEventListener("input", look);
  const dialog = open(
    "Search and replace",
    make("label", "field", {}, "Search for ", sought),
    make("label", "field", {}, "Replace with ", replacement),
    make("p", "note", {}, `As the search bar is set: ${manner}.`),
    shown,
    buttons(
      button("Cancel", () => dialog.close()),
      button("Replace all", replaceAll, "main"),
    ),
  );
  look();
}

function changesShown({ ok, error, count, first }) {
  if (!ok) return [make("p", "", {}, error)];
  const lines = first.map(({ language, pieces }) =>
    make("li", "difference", { lang: language, dir: "auto" }, ...marked(pieces)),
  );
  const rest = count > first.length ? ` The first ${first.length}:` : "";
  return [
    make("p", "", {}, `${counted(count, "sentence")} would change; one undo takes it back.${rest}`),
    make("ul", "", {}, ...lines),
  ];
}

/** Show the alignment of every target; a click goes to the bead. */
export function showPicture(answer, goTo) {
  if (!answer?.ok) return;
  const go = (key, bead) => closeThen(dialog, () => goTo(key, bead));
  const figures = answer.targets.map((target) => pictureOf(target, go));
  const dialog = open(
    "Alignment",
    make(
      "p",
      "",
      {},
      "The source goes across, the target down: a good alignment keeps near one line. " +
        "Squares are doubtful beads. Click to go there.",
    ),
    make("div", "figures preview", {}, ...figures),
    buttons(button("Close", () => dialog.close(), "main")),
  );
}

/** Show two versions as running text; a click goes to the sentence. */
export function showDocuments(versions, fetch, goTo) {
  const go = (key, segment) => closeThen(dialog, () => goTo(key, segment));
  const dialog = open(
    "Documents",
    documentsOf(versions, fetch, go),
    buttons(button("Close", () => dialog.close(), "main")),
  );
}

/** Ask which of two texts a sentence shall have. */
export function showConflict({ operation }, { error, theirs }, overwrite) {
  const meanwhile = "Somebody corrected this sentence while you typed: choose what it is to be.";
  const mine = operation.text;
  const useMine = () => closeThen(dialog, () => overwrite(theirs, mine));
  const choices = [button("Leave it as it stands", () => dialog.close())];
  if (theirs) choices.push(button("Use mine", useMine, "main"));
  const dialog = open(
    "Two texts for one sentence",
    make("p", "", {}, theirs ? meanwhile : error),
    make("h3", "", {}, "Yours, not saved"),
    make("p", "version", { dir: "auto" }, mine),
    make("h3", "", {}, "As it stands now"),
    make("p", "version", { dir: "auto" }, theirs?.text ?? "The sentence is not there any more."),
    buttons(...choices),
  );
}
