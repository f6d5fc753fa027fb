// The inspector's section of what the translation memory has that is like the source.

import { button } from "./dialog.js";
import { marked } from "./differences.js";
import { make } from "./elements.js";
import { Section } from "./section.js";
import { percent } from "./surety.js";

export class Matches extends Section {
  constructor(panel) {
    super(panel, "From the memory");
  }

  fits({ source }) {
    return !source;
  }

  async load() {
    const answer = await this.panel.ask({ ask: "matches" });
    if (this.refused(answer)) return;
    const { language } = this.panel.subject.version;
    const items = answer.matches.map(({ score, text, madeBy, pieces }) =>
      make(
        "li",
        "",
        {},
        ...(score < 1 ? [make("p", "difference", { dir: "auto" }, ...marked(pieces))] : []),
        button(text, () => this.panel.take(text), "text", { lang: language, dir: "auto" }),
        make("span", "note", {}, `${percent(score)} alike, ${madeBy || "by a person"}`),
      ),
    );
    if (items.length) this.put(make("ul", "texts", {}, ...items));
    else this.say("The memory has nothing else like it.");
  }
}
