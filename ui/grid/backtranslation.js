// The inspector's section of the target translated back into the source's language, when asked for.

import { button } from "./dialog.js";
import { marked } from "./differences.js";
import { make } from "./elements.js";
import { Section } from "./section.js";

export class BackTranslation extends Section {
  constructor(panel) {
    super(panel, "Back-translation");
    this.asked = null; // of which subject of the panel somebody has asked for it
  }

  fits({ source, text }) {
    return !source && text !== "";
  }

  async load() {
    const models = await this.panel.models();
    // Whoever asked meanwhile, by the button that was there, keeps the answer.
    if (this.asked === this.panel.subject || this.refused(models)) return;
    const { possible, need, into } = models.back;
    const line = need ? [make("p", "", {}, need)] : [];
    const label = need ? "Fetch and translate back" : `Translate back into ${into}`;
    const go = possible ? [button(label, () => this.#ask())] : [];
    this.put(...line, ...go);
  }

  async #ask() {
    this.asked = this.panel.subject;
    this.say("Asking a model …");
    const said = (doing) => this.say(doing);
    const answer = await this.panel.ask({ ask: "back" }, said);
    if (this.refused(answer)) return;
    const text = make("p", "difference", { dir: "auto", role: "status" }, ...marked(answer.pieces));
    this.put(text, make("p", "note", {}, "Marked against the source."));
  }
}
