// The inspector's section of how an imported version is aligned, and to have it aligned anew.

import { button } from "./dialog.js";
import { make } from "./elements.js";
import { Section } from "./section.js";

export class Alignment extends Section {
  constructor(panel) {
    super(panel, "Alignment");
    const realign = (label, name) => button(label, () => panel.grid.run(name));
    this.body.append(
      make(
        "p",
        "",
        {},
        "Confirmed beads are anchors: realigning never changes them. Undo takes a realignment back.",
      ),
      make(
        "div",
        "choices",
        {},
        realign("Realign from here", "realignHere"),
        realign("Realign between anchors", "realign"),
        realign("Anchor here", "anchor"),
      ),
    );
  }

  fits({ version }) {
    return version.origin === "imported";
  }

  clear() {}
}
