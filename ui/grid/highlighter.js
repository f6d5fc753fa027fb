// Highlights the word under the pointer, at the caret or chosen by keys, and the words of every
// version that are aligned with it. Nothing in the page is changed for that: the browser paints
// ranges of text (CSS Custom Highlight API).

import { make } from "./elements.js";
import { placeOf } from "./navigation.js";
import { codePoints, units } from "./text.js";
import { alignedWith, linkedWords } from "./words.js";

// Milliseconds at a place before the server is asked: who only passes by asks for nothing.
const STAY = 150;
const LETTERS = /[\p{L}\p{N}]/u; // keys do not stop at punctuation
const CAN_HIGHLIGHT = typeof Highlight === "function" && "highlights" in CSS;

export class Highlighter {
  /** @param grid the grid, whose painted rows are looked at and whose server is asked */
  constructor(grid) {
    this.grid = grid;
    this.links = new WeakMap(); // row -> its links; a row that changes is another one
    // {element, offset, point, caret}: the place whose word is highlighted, and how it was chosen.
    this.at = null;
    this.said = make("div", "said", { role: "status" });
    if (!CAN_HIGHLIGHT) return;
    const { scroller } = grid;
    let frame = 0;
    scroller.addEventListener("pointermove", (event) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => this.#point(event));
    });
    scroller.addEventListener("pointerleave", () => this.#clear());
    document.addEventListener("selectionchange", () => this.#followCaret());
    scroller.addEventListener("focusin", () => this.#clear());
  }

  /** Show the same words where something has been painted anew. */
  refresh() {
    if (this.at?.caret && !this.grid.typing.draft) this.#clear();
    else if (this.at) this.#show(this.at);
  }

  /** Go to the next linked word (step 1) or the one before (-1) of the sentence with the focus. */
  async step(step) {
    const here = this.grid.here();
    if (here?.segment == null) return;
    const row = this.#rowOf(here.place);
    const links = await this.#linksOf(row, here.place);
    const sentence = row.sentences(here.cell.version).indexOf(here.place);
    const linked = links ? linkedWords(links, this.#source, here.cell.version, sentence) : [];
    const words = linked.filter((word) => LETTERS.test(row.range(word)?.toString() ?? ""));
    if (!words.length) {
      this.said.textContent = "No word of this sentence is known to be aligned with another.";
      return;
    }
    const now = this.at?.element === here.place ? this.at.offset : null;
    const ahead = step > 0 ? words : words.toReversed();
    const beyond = ({ start }) => now === null || (step > 0 ? start > now : start < now);
    const word = ahead.find(beyond) ?? ahead[0];
    await this.#show({ element: here.place, offset: word.start });
    this.#say();
  }

  get #source() {
    return this.grid.painter.versions[0].key;
  }

  #point({ clientX, clientY, target }) {
    if (this.grid.typing.draft) return undefined;
    if (target !== placeOf(target)) return this.#leavePoint();
    const caret = document.caretPositionFromPoint?.(clientX, clientY);
    const element = caret && placeOf(caret.offsetNode.parentElement);
    if (!element || element !== target) return this.#leavePoint();
    const offset = offsetIn(element, caret.offsetNode, caret.offset);
    return this.#show({ element, offset, point: { x: clientX, y: clientY } });
  }

  #leavePoint() {
    if (this.at?.point) this.#clear();
  }

  #followCaret() {
    const element = this.grid.typing.draft?.element;
    const selection = getSelection();
    if (!element?.contains(selection.focusNode)) return;
    const offset = offsetIn(element, selection.focusNode, selection.focusOffset);
    this.#show({ element, offset, caret: true });
  }

  async #show(at) {
    this.at = at;
    this.found = null;
    const row = this.#rowOf(at.element);
    if (row && !this.links.has(row.model)) {
      paint([], []);
      await new Promise((resolve) => setTimeout(resolve, STAY));
      await this.fetching; // one row at a time: an aligner may have to look at it
      if (this.at !== at) return;
    }
    const links = row && (await this.#linksOf(row, at.element));
    if (this.at !== at) return;
    const { version } = this.grid.painter.cellOf.get(at.element.closest(".cell")) ?? {};
    const sentence = row?.sentences(version).indexOf(at.element);
    const place = { version, sentence, offset: at.offset };
    const found = links ? alignedWith(links, this.#source, place) : null;
    const ranges = (words) => words.map((word) => row.range(word)).filter(Boolean);
    const own = found ? ranges(found.words) : [];
    if (!own.length || (at.point && !own.some((range) => covers(range, at.point)))) {
      paint([], []);
      return;
    }
    this.found = { ...found, row };
    paint(own, ranges(found.linked));
  }

  /** Say in words what is highlighted, for those who do not see it. */
  #say() {
    if (!this.found) return;
    const { words, linked, row } = this.found;
    const texts = (list) => list.map((word) => row.range(word)?.toString() ?? "").join(" ");
    const others = this.grid.painter.shown
      .map(({ key, name }) => [name, texts(linked.filter(({ version }) => version === key))])
      .filter(([, text]) => text)
      .map(([name, text]) => `${name}: ${text}`);
    this.said.textContent = [texts(words), ...others].join("; ");
  }

  #clear() {
    if (!this.at) return;
    this.at = null;
    this.said.textContent = "";
    paint([], []);
  }

  #rowOf(element) {
    const row = element.closest(".row");
    const model = row && this.grid.painter.rowOf.get(row);
    return model ? new PaintedRow(row, model, this.grid.painter) : null;
  }

  /** The links of a row, asked for once; null where they are not known (yet). */
  async #linksOf({ model }, element) {
    if (!this.links.has(model)) {
      this.fetching = this.#fetch(element);
      this.links.set(model, this.fetching);
    }
    const links = await this.links.get(model);
    if (!links) this.links.delete(model);
    return links;
  }

  async #fetch(element) {
    const { grid } = this;
    const { revision } = grid;
    const answer = await grid.ask({ ask: "words", row: grid.sheet.numberOf(element) });
    if (!answer?.ok || answer.revision !== revision || grid.revision !== revision) return null;
    return answer.links;
  }
}

/** A row as it is painted: its sentences by version, and ranges of words in them. */
class PaintedRow {
  constructor(element, model, painter) {
    this.element = element;
    this.model = model;
    this.painter = painter;
  }

  sentences(version) {
    const cells = [...this.element.querySelectorAll(".cell")];
    const own = cells.filter((cell) => this.painter.cellOf.get(cell)?.version === version);
    return own.flatMap((cell) => [...cell.querySelectorAll(".sentence")]);
  }

  /** The range of a word; null where it is not shown, or its sentence is being changed. */
  range({ version, sentence, start, end }) {
    const element = this.sentences(version)[sentence];
    const text = element?.firstChild;
    if (text?.nodeType !== Node.TEXT_NODE || text.data !== this.#textOf(element)) return null;
    const range = document.createRange();
    range.setStart(text, units(text.data, start));
    range.setEnd(text, units(text.data, end));
    return range;
  }

  #textOf(element) {
    const cell = this.painter.cellOf.get(element.closest(".cell"));
    return cell.texts[Number(element.dataset.index)];
  }
}

function offsetIn(element, node, offset) {
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  const before = range.toString();
  return codePoints(before, before.length);
}

function covers(range, { x, y }) {
  return [...range.getClientRects()].some(
    (box) => x >= box.left - 1 && x <= box.right + 1 && y >= box.top && y <= box.bottom,
  );
}

function paint(words, linked) {
  CSS.highlights.set("hexapla-word", new Highlight(...words));
  CSS.highlights.set("hexapla-linked", new Highlight(...linked));
}
