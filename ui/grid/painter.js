// Rows, cells and sentences as elements. Text from a document is only ever set as text.

import { make } from "./elements.js";
import { percent } from "./inspector.js";
import { cellsOf } from "./rows.js";

const MARKS = {
  machine: { icon: "○", label: "machine, not looked at yet" },
  edited: { icon: "✎", label: "edited" },
  confirmed: { icon: "✓", label: "confirmed" },
};

export class Painter {
  /**
   * @param versions   the versions, the source first
   * @param textOnWay  the text being sent to a sentence, or null
   */
  constructor(versions, textOnWay) {
    this.textOnWay = textOnWay;
    this.cellOf = new WeakMap();
    this.rowOf = new WeakMap();
    this.use(versions);
  }

  use(versions) {
    this.versions = versions;
    this.columns = new Map(versions.map((version, index) => [version.key, index + 2]));
  }

  /** The version of a key. */
  version(key) {
    return this.versions[this.columns.get(key) - 2];
  }

  header() {
    const row = make("div", "row header", { role: "row", "aria-rowindex": "1" });
    row.append(make("div", "corner", { role: "columnheader", "aria-colindex": "1" }, "Row"));
    for (const version of this.versions) row.append(this.#columnHeader(version));
    return row;
  }

  #columnHeader(version) {
    const cell = make("div", "column-header", {
      role: "columnheader",
      "aria-colindex": this.columns.get(version.key),
    });
    if (version.origin === "source") cell.classList.add("source");
    const origin = make("span", "origin", { title: version.made_with }, version.origin);
    cell.append(make("strong", "", {}, version.name), " ", origin);
    if (version.origin !== "source") cell.append(progress(version));
    return cell;
  }

  row(row, number) {
    const element = make("div", "row", { role: "row" });
    if (row.paragraph) element.classList.add("paragraph");
    element.append(make("div", "number", { role: "rowheader", "aria-colindex": "1" }));
    for (const cell of row.source) element.append(this.cell(cell));
    for (const cells of Object.values(row.targets)) {
      for (const cell of cells) element.append(this.cell(cell));
    }
    this.rowOf.set(element, row);
    this.number(element, number);
    return element;
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
    element.setAttribute("aria-rowindex", number + 2);
    element.firstChild.textContent = number + 1;
  }

  cell(cell) {
    const version = this.version(cell.version);
    const column = this.columns.get(cell.version);
    const element = make("div", "cell", {
      role: "gridcell",
      "aria-colindex": column,
      lang: version.language,
    });
    element.style.gridArea = `${cell.slot + 1} / ${column} / span ${cell.span} / auto`;
    if (version.origin === "source") element.classList.add("source");
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
    this.#mark(element, this.cellOf.get(element));
  }

  #mark(element, cell) {
    element.classList.add(cell.status);
    const { icon, label } = MARKS[cell.status];
    const marks = make("span", "marks");
    if (cell.doubtful) {
      element.classList.add("doubtful");
      const title = `doubtful: the aligner gives this bead ${percent(cell.score)}`;
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
    marks.append(mark("status", icon, label));
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
    const segment = cell.texts.length ? cell.segment + index : null;
    const onWay = this.textOnWay(cell.version, segment, cell.bead);
    const shown = onWay ?? text;
    const element = make("span", "sentence", { dir: "auto", tabindex: "-1" }, shown);
    if (onWay !== null) {
      element.classList.add("unsaved");
      element.title = "not saved yet";
    }
    element.dataset.index = index;
    return element;
  }
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

function progress(version) {
  const { confirmed, edited, doubtful, beads } = version;
  const parts = [`${confirmed} of ${beads} confirmed`];
  if (edited) parts.push(`${edited} edited`);
  if (doubtful) parts.push(`${doubtful} doubtful`);
  const text = parts.join(", ");
  const bar = make("span", "bar", { role: "img", "aria-label": text, title: text });
  for (const [name, count] of [
    ["confirmed", confirmed],
    ["edited", edited],
  ]) {
    const part = make("span", name);
    part.style.inlineSize = `${beads ? (100 * count) / beads : 0}%`;
    bar.append(part);
  }
  const line = make("span", "progress", {}, bar);
  line.append(
    make(
      "span",
      "counts",
      {},
      doubtful ? `${confirmed}/${beads} ✓  ${doubtful} ?` : `${confirmed}/${beads} ✓`,
    ),
  );
  return line;
}
