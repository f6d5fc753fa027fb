// A sentence that is being typed in, in its place.

import { codePoints } from "./text.js";

/** A sentence being typed in: what is to become of it, and the state it was begun on. */
export class Draft {
  /**
   * @param element   the sentence's element
   * @param operation "edit" with a segment or "insert" with a bead; its text follows
   * @param revision  the state that the person saw
   */
  constructor(element, operation, revision, row) {
    this.element = element;
    this.operation = operation;
    this.revision = revision;
    this.row = row;
    this.before = operation.kind === "insert" ? "" : element.textContent;
    element.contentEditable = "plaintext-only";
    element.setAttribute("role", "textbox");
    element.setAttribute("aria-label", "Sentence: Enter saves, Escape cancels");
    element.closest(".cell").classList.add("editing");
    element.focus();
  }

  get text() {
    return this.element.textContent.replace(/\s*\n\s*/g, " ");
  }

  get changed() {
    return this.element.textContent !== this.before;
  }

  /** Where the caret is, in code points from the sentence's start. */
  get caret() {
    const selection = getSelection();
    if (!selection.rangeCount || !this.element.contains(selection.focusNode)) return 0;
    const range = document.createRange();
    range.setStart(this.element, 0);
    range.setEnd(selection.focusNode, selection.focusOffset);
    const before = range.toString();
    return codePoints(before, before.length);
  }

  putCaretAtEnd() {
    getSelection().selectAllChildren(this.element);
    getSelection().collapseToEnd();
  }

  /** Stop typing; the element shows `text`. */
  end(text) {
    this.element.removeAttribute("contenteditable");
    this.element.removeAttribute("role");
    this.element.removeAttribute("aria-label");
    this.element.closest(".cell")?.classList.remove("editing");
    this.element.textContent = text;
  }
}
