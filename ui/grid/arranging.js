// The dialog that arranges the columns: which are shown, in which order, which are pinned.

import { button, buttons, open } from "./dialog.js";
import { make } from "./elements.js";

/** @param arranged is called after every change */
export function showColumns(columns, arranged) {
  const list = make("ul", "choices columns-list");
  const show = () => {
    const focused = document.activeElement?.ariaLabel;
    const [, ...targets] = columns.all;
    list.replaceChildren(
      ...targets.map((version, index) =>
        lineOf(version, { index, last: targets.length - 1 }, columns, change),
      ),
    );
    [...list.querySelectorAll("[aria-label]")].find((one) => one.ariaLabel === focused)?.focus();
  };
  const change = () => {
    show();
    arranged();
  };
  show();
  const dialog = open(
    "Columns",
    make("p", "", {}, "Beside the source. A pinned column stays when the others scroll."),
    list,
    buttons(button("Close", () => dialog.close(), "main")),
  );
}

function lineOf({ key, name }, { index, last }, columns, change) {
  const move = (step, sign, label, possible) =>
    button(
      sign,
      () => {
        if (!possible) return;
        columns.move(key, step);
        change();
      },
      "",
      { "aria-label": `${label}: ${name}`, "aria-disabled": String(!possible) },
    );
  return make(
    "li",
    "",
    {},
    make("strong", "", {}, name),
    check(`Show: ${name}`, "shown", !columns.hidden.has(key), (on) => columns.hide(key, !on), change),
    check(`Pin: ${name}`, "pinned", columns.pinned.has(key), (on) => columns.pin(key, on), change),
    move(-1, "↑", "Up", index > 0),
    move(1, "↓", "Down", index < last),
  );
}

function check(name, label, checked, set, change) {
  const box = make("input", "", { type: "checkbox", "aria-label": name });
  box.checked = checked;
  box.addEventListener("change", () => {
    set(box.checked);
    change();
  });
  return make("label", "", {}, box, ` ${label}`);
}
