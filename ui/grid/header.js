// The head of the sheet: a cell for each column, with how far the work on it is.

import { make } from "./elements.js";
import { isRightToLeft } from "./text.js";

export class Header {
  /**
   * @param columns  the arrangement
   * @param arranged is called when the person has arranged the columns anew
   */
  constructor(columns, arranged) {
    this.columns = columns;
    this.arranged = arranged;
    this.element = make("div", "head", { role: "rowgroup" });
    this.progress = new Map();
  }

  /** Show the columns as they are arranged. */
  show() {
    this.progress.clear();
    this.states = new Map();
    const row = make("div", "row header", { role: "row", "aria-rowindex": "1" });
    row.append(make("div", "corner", { role: "columnheader", "aria-colindex": "1" }, "Row"));
    this.columns.shown.forEach((version, index) => row.append(this.#cell(version, index + 2)));
    this.element.replaceChildren(row);
    this.update(this.columns.versions);
  }

  /** Show how far the work is; only what has changed is painted. */
  update(versions) {
    for (const version of versions) {
      const place = this.progress.get(version.key);
      const { confirmed, edited, doubtful, beads } = version;
      const state = [confirmed, edited, doubtful, beads].join();
      if (!place || this.states.get(version.key) === state) continue;
      this.states.set(version.key, state);
      place.replaceChildren(...progress(version));
    }
  }

  #cell(version, index) {
    const { key, name, language, origin, made_with } = version;
    const cell = make("div", "column-header", { role: "columnheader", "aria-colindex": index });
    if (isRightToLeft(language)) cell.classList.add("rtl");
    const offset = this.columns.offset(key);
    if (origin === "source") cell.classList.add("source");
    if (offset !== null) {
      cell.classList.add("pinned");
      cell.style.insetInlineStart = `${offset}px`;
    }
    cell.append(make("strong", "", {}, name), " ", make("span", "origin", { title: made_with }, origin));
    if (origin !== "source") {
      const line = make("span", "progress");
      this.progress.set(key, line);
      cell.append(line);
      this.#makeMovable(cell, key);
    }
    cell.append(this.#edge(cell, key));
    return cell;
  }

  #makeMovable(cell, key) {
    cell.draggable = true;
    cell.title = "Drag to put it elsewhere; w arranges the columns by keyboard";
    cell.addEventListener("dragstart", ({ dataTransfer }) => {
      dataTransfer.setData("application/x-hexapla-column", key);
      dataTransfer.effectAllowed = "move";
    });
    cell.addEventListener("dragover", (event) => {
      if (event.dataTransfer.types.includes("application/x-hexapla-column")) event.preventDefault();
    });
    cell.addEventListener("drop", (event) => {
      event.preventDefault();
      this.columns.put(event.dataTransfer.getData("application/x-hexapla-column"), key);
      this.arranged();
    });
  }

  /** The border that makes a column wider or narrower; a double click lets it share the room. */
  #edge(cell, key) {
    const edge = make("span", "edge", { "aria-hidden": "true" });
    edge.addEventListener("dblclick", () => {
      this.columns.resize(key, null);
      this.arranged();
    });
    edge.addEventListener("pointerdown", (down) => {
      down.preventDefault(); // no text is to be marked, and no column dragged
      const before = cell.getBoundingClientRect().width;
      edge.setPointerCapture(down.pointerId);
      edge.onpointermove = ({ clientX }) => {
        this.columns.resize(key, before + clientX - down.clientX);
        this.arrange();
      };
      edge.onpointerup = () => {
        edge.onpointermove = null;
        edge.onpointerup = null;
        this.arranged();
      };
    });
    return edge;
  }

  /** Give the sheet the widths of the columns. */
  arrange() {
    const { template, size } = this.columns.tracks;
    const sheet = this.element.parentElement;
    sheet.style.setProperty("--tracks", template);
    sheet.style.setProperty("--size", size);
  }
}

/** How far the work on a version is: a bar, and numbers. */
export function progress({ confirmed, edited, doubtful, beads }) {
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
  const counts = make("span", "counts", {}, `${confirmed}/${beads} ✓`);
  const doubts = make("span", "counts doubts", {}, `${doubtful} doubtful`);
  return doubtful ? [bar, counts, doubts] : [bar, counts];
}
