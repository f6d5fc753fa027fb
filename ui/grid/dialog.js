// What every dialog is made of.

import { make } from "./elements.js";

// The place of the sheet that Tab stops at.
const STOP = '.hexapla-grid .sheet [tabindex="0"]';

// What is done when a dialog is closed.
const endings = new WeakMap();

/** Open a dialog; when it is closed, the focus goes back to where it was. */
export function open(title, ...content) {
  const dialog = make("dialog", "hexapla-dialog", { "aria-label": title });
  const before = document.activeElement;
  dialog.append(make("h2", "", {}, title), ...content);
  const end = () => {
    if (!dialog.isConnected) return;
    dialog.remove();
    // Where the sheet was painted anew meanwhile, its place with the focus is another element.
    const place = before?.isConnected ? before : document.querySelector(STOP);
    place?.focus();
  };
  endings.set(dialog, end);
  dialog.addEventListener("close", end);
  // Enter does what the dialog is for; where a text may have lines, with Ctrl.
  dialog.addEventListener("keydown", (event) => {
    const { key, target, isComposing } = event;
    const done = event.ctrlKey || event.metaKey || target.matches("input:not([role])");
    if (key !== "Enter" || isComposing || !done || event.defaultPrevented) return;
    event.preventDefault();
    dialog.querySelector("button.main")?.click();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.scrollTop = 0;
  return dialog;
}

/** Close a dialog and, with the focus back where it was, do something; all of it at once. */
export function closeThen(dialog, action) {
  dialog.close();
  endings.get(dialog)(); // its event comes later, and whatever is pressed meanwhile before that
  action();
}

export function button(label, action, className = "", attributes = {}) {
  const element = make("button", className, { type: "button", ...attributes }, label);
  element.addEventListener("click", action);
  return element;
}

export function buttons(...all) {
  return make("div", "buttons", {}, ...all);
}
