// The inspector's section of what a model makes of the source as it stands: n-best, to be taken.
//
// A machine version's sentences come with them at once, an imported one's when they are asked for.

import { button } from "./dialog.js";
import { added } from "./differences.js";
import { make } from "./elements.js";
import { keyLabel } from "./keys.js";
import { keymap } from "./keymap.js";
import { Section } from "./section.js";
import { percent } from "./surety.js";

export class Alternatives extends Section {
  constructor(panel) {
    super(panel, "Other translations");
    this.shown = [];
    this.ids = make("datalist", "", { id: "hexapla-models" });
    this.model = make("input", "", {
      type: "text",
      list: "hexapla-models",
      "aria-label": "Model to translate with",
      spellcheck: "false",
    });
    this.go = make("button", "", {}, "Translate again");
    const form = make("form", "", {}, this.model, this.ids, this.go);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask();
    });
    this.element.append(form);
  }

  fits({ version }) {
    return version.origin === "machine" || version.origin === "imported";
  }

  clear() {
    super.clear();
    this.shown = [];
  }

  async load() {
    const models = await this.panel.models();
    if (this.refused(models)) return;
    const { writtenBy, missing, installed } = models;
    this.model.placeholder = writtenBy ? `as before: ${writtenBy}` : "the best there is";
    this.ids.replaceChildren(...installed.map((id) => make("option", "", { value: id })));
    const named = this.model.value.trim();
    const isImported = this.panel.subject.version.origin === "imported";
    this.go.textContent = isImported ? "Translate by machine" : "Translate again";
    if (isImported) this.#offer(models.forth);
    else if (named ? installed.includes(named) : !missing.length) await this.#ask();
    else {
      this.say(
        `${named || missing.join(" and ")} is not on this machine. “Translate again” fetches it; ` +
          "or name another model.",
      );
    }
  }

  /** Say what a machine's proposal for somebody's translation would come from. */
  #offer({ possible, need, by }) {
    if (!need) this.say(`A machine can translate the source, to compare: ${by}.`);
    else this.say(possible ? `${need} “Translate by machine” fetches them.` : need);
  }

  async #ask() {
    const named = this.model.value.trim();
    const { panel } = this;
    this.shown = [];
    this.say("Asking the model …");
    const said = (doing) => this.say(doing);
    const answer = await panel.ask({ ask: "alternatives", model: named }, said);
    if (named) panel.known.delete(panel.subject?.version.key); // it may be on this machine now
    if (this.refused(answer)) return;
    this.shown = answer.alternatives;
    if (!this.shown.length) {
      this.say("The model has nothing to translate here.");
      return;
    }
    const { language } = panel.subject.version;
    const items = this.shown.map((one, index) => this.#item(one, index, language));
    const by = answer.model ? [make("p", "note", {}, `by ${answer.model}`)] : [];
    this.put(make("ol", "texts", {}, ...items), ...by);
  }

  #item({ text, confidence, doubts, pieces }, index, language) {
    const stands = text === this.panel.subject.text;
    const attributes = { lang: language, dir: "auto", "aria-disabled": String(stands) };
    const choice = button("", () => this.take(index + 1), "text", attributes);
    choice.append(...added(pieces));
    const [key] = keymap.keysOf(`take${index + 1}`);
    const notes = [percent(confidence), ...(stands ? ["as it stands"] : []), ...doubts];
    return make(
      "li",
      "",
      {},
      ...(key ? [make("kbd", "", { "aria-hidden": "true" }, keyLabel(key))] : []),
      choice,
      make("span", "note", {}, notes.join(", ")),
    );
  }

  /** Take the alternative of that number, counted from 1, if there is one. */
  take(number) {
    const { isOpen, subject } = this.panel;
    const chosen = this.shown[number - 1];
    if (!isOpen || !subject || !chosen || chosen.text === subject.text) return undefined;
    return this.panel.take(chosen.text);
  }
}
