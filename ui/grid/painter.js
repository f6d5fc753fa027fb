// Rows, cells and sentences as elements. Text from a document is only ever set as text.

import { make } from "./elements.js";
import { cellsOf } from "./rows.js";
import { percent, statusOf, surety } from "./surety.js";
import { isRightToLeft } from "./text.js";

const MARKS = {
  machine: "○",
  edited: "✎",
  confirmed: "✓",
};

export class Painter {
  /**
   * @param columns    how the columns are arranged
   * @param textOnWay  the text being sent to a sentence, or null
   */
  constructor(columns, textOnWay) {
    this.columns = columns;
    this.textOnWay = textOnWay;
    this.cellOf = new WeakMap();
    this.rowOf = new WeakMap();
    this.arrange();
  }

  /** Take note of the columns as they are now. */
  arrange() {
    this.versions = this.columns.versions;
    this.shown = this.columns.shown;
    this.column = new Map(this.shown.map(({ key }, index) => [key, index + 2]));
  }

  /** The version of a key. */
  version(key) {
    return this.versions.find((version) => version.key === key);
  }

  row(row, number) {
    const element = make("div", "row", { role: "row" });
    if (row.paragraph) element.classList.add("paragraph");
    element.append(make("div", "number", { role: "rowheader", "aria-colindex": "1" }));
    for (const cell of this.#cells(row)) element.append(this.cell(cell));
    this.rowOf.set(element, row);
    this.number(element, number);
    return element;
  }

  /** The cells of a row that are shown, in the order of the columns. */
  *#cells(row) {
    yield* row.source;
    for (const { key } of this.shown.slice(1)) yield* row.targets[key] ?? [];
  }

  /**
   * Make an element show another row with as many cells and sentences, in place.
   *
   * Returns false, and does nothing, if the other row is of another shape.
   */
  patch(element, row, number) {
    const cells = [...this.#cells(row)];
    const elements = [...element.children].slice(1);
    const fits = (child, cell) => sameShape(this.cellOf.get(child), cell);
    if (elements.length !== cells.length || !cells.every((cell, i) => fits(elements[i], cell))) {
      return false;
    }
    cells.forEach((cell, index) => this.#patchCell(elements[index], cell));
    element.classList.toggle("paragraph", row.paragraph);
    this.rowOf.set(element, row);
    this.number(element, number);
    return true;
  }

  #patchCell(element, cell) {
    const old = this.cellOf.get(element);
    this.cellOf.set(element, cell);
    if (cell.status && looks(cell) !== looks(old)) this.remark(element);
    element.querySelectorAll(".sentence").forEach((sentence, index) => {
      this.showText(sentence, cell, index);
    });
  }

  /** Show the text of a sentence of a cell: what is on its way to it, or what it is. */
  showText(sentence, cell, index) {
    const segment = cell.texts.length ? cell.segment + index : null;
    const onWay = this.textOnWay(cell.version, segment, cell.bead);
    const text = onWay ?? cell.texts[index] ?? sentence.textContent;
    if (sentence.textContent !== text) sentence.textContent = text;
    const isUnsaved = onWay !== null;
    if (sentence.classList.contains("unsaved") === isUnsaved) return;
    sentence.classList.toggle("unsaved", isUnsaved);
    if (isUnsaved) sentence.title = "not saved yet";
    else sentence.removeAttribute("title");
  }

  /** Show anew the sentences in an element that are marked as not saved: some of them are by now. */
  settle(element) {
    for (const sentence of element.querySelectorAll(".cell:not(.editing) .unsaved")) {
      const cell = this.cellOf.get(sentence.closest(".cell"));
      if (cell.texts.length) this.showText(sentence, cell, Number(sentence.dataset.index));
    }
  }

  /**
   * Make the row in which a sentence is being typed show another row, around that sentence.
   *
   * Returns false if the other row does not have the sentence.
   */
  adopt(draft, row, number) {
    const cell = [...cellsOf(row)].find((one) => holds(one, draft.operation));
    if (!cell) return false;
    const oldCell = draft.element.closest(".cell");
    const oldRow = oldCell.parentElement;
    const newRow = this.row(row, number);
    const newCell = [...newRow.children].find((child) => this.cellOf.get(child) === cell);
    const index = cell.texts.length ? draft.operation.segment - cell.segment : 0;
    const standIn = newCell.querySelectorAll(".sentence, .nothing")[index];
    draft.element.dataset.index = index;
    newCell.classList.add("editing");
    graft(oldCell, draft.element, newCell, standIn);
    graft(oldRow, oldCell, newRow, newCell);
    this.cellOf.set(oldCell, cell);
    this.rowOf.set(oldRow, row);
    this.number(oldRow, number);
    return true;
  }

  number(element, number) {
    const index = String(number + 2);
    if (element.getAttribute("aria-rowindex") === index) return;
    element.setAttribute("aria-rowindex", index);
    element.firstChild.textContent = number + 1;
  }

  cell(cell) {
    const version = this.version(cell.version);
    const column = this.column.get(cell.version);
    const offset = this.columns.offset(cell.version);
    const element = make("div", "cell", {
      role: "gridcell",
      "aria-colindex": column,
      lang: version.language,
    });
    if (isRightToLeft(version.language)) element.classList.add("rtl");
    const isSource = version.origin === "source";
    element.style.gridArea = `${cell.slot + 1} / ${column} / span ${cell.span} / auto`;
    // Where all stand in one column, a bead comes below the last of its source sentences.
    element.style.order = 2 * (cell.slot + cell.span) + (isSource ? 0 : 1);
    if (offset !== null) {
      element.classList.add("pinned");
      element.style.insetInlineStart = `${offset}px`;
    }
    if (isSource) element.classList.add("source");
    else this.#mark(element, cell);
    const onWay = cell.texts.length ? null : this.textOnWay(cell.version, null, cell.bead);
    const texts = onWay === null ? cell.texts : [onWay];
    texts.forEach((text, index) => element.append(this.#sentence(cell, text, index)));
    if (!texts.length) this.#showEmpty(element, cell, version);
    this.cellOf.set(element, cell);
    return element;
  }

  /** Paint the marks of a cell again. */
  remark(element) {
    element.querySelector(".marks").remove();
    element.classList.remove(...Object.keys(MARKS), "doubtful");
    this.#mark(element, this.cellOf.get(element));
  }

  #mark(element, cell) {
    element.classList.add(cell.status);
    const { origin } = this.version(cell.version);
    const marks = make("span", "marks");
    if (cell.doubtful) {
      element.classList.add("doubtful");
      const title = `doubtful: ${surety(origin, cell)}`;
      marks.append(mark("doubt", `? ${percent(cell.score)}`, title));
    }
    if (cell.findings?.length) {
      const title = cell.findings.map(({ message }) => message).join("; ");
      marks.append(mark("findings", `! ${cell.findings.length}`, title));
    }
    if (cell.bookmarked) marks.append(mark("bookmark", "⚑", "bookmarked"));
    if (cell.comment) marks.append(mark("comment", "❝", cell.comment));
    const kind = `${cell.sources}-${cell.texts.length}`;
    if (kind !== "1-1") marks.append(make("span", "kind", { title: kindTitle(cell) }, kind));
    marks.append(mark("status", MARKS[cell.status], statusOf(origin, cell.status)));
    element.prepend(marks);
  }

  #showEmpty(element, cell, version) {
    element.classList.add("empty");
    element.tabIndex = -1;
    let text = "no sentence";
    if (version.origin === "source") text = "no source sentence";
    else if (version.origin === "machine" && cell.status === "machine") text = "not translated yet";
    element.append(make("span", "nothing", {}, text));
  }

  #sentence(cell, text, index) {
    const element = make("span", "sentence", { dir: "auto", tabindex: "-1" }, text);
    element.dataset.index = index;
    this.showText(element, cell, index);
    return element;
  }
}

function sameShape(old, cell) {
  return (
    old.version === cell.version &&
    old.slot === cell.slot &&
    old.span === cell.span &&
    old.texts.length === cell.texts.length &&
    (cell.texts.length > 0 || old.status === cell.status)
  );
}

/** All that the marks of a cell show, as a text. */
function looks({ status, score, doubtful, findings, bookmarked, comment, sources }) {
  return JSON.stringify([status, score, doubtful, findings ?? [], bookmarked, comment, sources]);
}

/** Whether a cell has the sentence, or is the empty cell, that an operation is about. */
export function holds(cell, { kind, version, segment, bead }) {
  if (cell.version !== version) return false;
  if (kind === "insert") return cell.bead === bead && !cell.texts.length;
  return segment >= cell.segment && segment < cell.segment + cell.texts.length;
}

/** Give `parent` the look and children of `model`, with `child` in the place of `standIn`. */
function graft(parent, child, model, standIn) {
  parent.className = model.className;
  parent.style.cssText = model.style.cssText;
  for (const other of [...parent.childNodes]) if (other !== child) other.remove();
  let after = false;
  for (const other of [...model.childNodes]) {
    if (other === standIn) after = true;
    else if (after) parent.append(other);
    else parent.insertBefore(other, child);
  }
}

function mark(className, sign, title) {
  return make("span", className, { role: "img", "aria-label": title, title }, sign);
}

function kindTitle({ sources, texts }) {
  if (!texts.length) return "left out: no sentence of this version";
  if (!sources) return "added: no sentence of the source";
  return `${sources} of the source with ${texts.length} of this version`;
}
