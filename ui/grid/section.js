// What the sections of the inspector have in common: a title, and a body that says how it stands.

import { make } from "./elements.js";

export class Section {
  /** @param panel the inspector, which asks for the section and takes a text for the bead */
  constructor(panel, title) {
    this.panel = panel;
    this.body = make("div", "body", { tabindex: "-1" });
    this.element = make("section", "", {}, make("h3", "", {}, title), this.body);
  }

  /** Whether there is anything to show of a bead. */
  fits() {
    return true;
  }

  /** Show nothing of the bead that had the focus before. */
  clear() {
    this.say("…");
  }

  /** Ask for what there is to show. */
  load() {}

  /** Show these and nothing else; a focus in what goes stays in the section. */
  put(...nodes) {
    const hadFocus = this.body.contains(document.activeElement);
    this.body.replaceChildren(...nodes);
    if (hadFocus) this.body.focus();
  }

  /** Show one plain line. */
  say(line, className = "") {
    // Read out only to whoever is waiting for it here.
    const isAwaited = this.element.contains(document.activeElement);
    this.put(make("p", className, isAwaited ? { role: "status" } : {}, line));
  }

  /** Show an answer's refusal, if it is one; whether there is nothing more to show. */
  refused(answer) {
    if (!answer) return true;
    if (!answer.ok) this.say(answer.error, "wrong");
    return !answer.ok;
  }
}
