// The sheet: the rows that are near the screen as elements, the others as room kept for them.

import { make } from "./elements.js";

// What is about to be scrolled to is fetched and painted this far ahead.
const AHEAD = "2000px";
const ESTIMATED_ROW_HEIGHT = 72;

export class Sheet {
  /**
   * @param scroller the element that scrolls
   * @param painter  makes the elements
   * @param header   the head of the columns
   * @param fetchRows loads the rows of a chunk; resolves to false if it could not
   * @param painted   is called when rows have been painted
   */
  constructor(scroller, painter, header, fetchRows, painted = () => {}) {
    this.painted = painted;
    this.scroller = scroller;
    this.painter = painter;
    this.fetchRows = fetchRows;
    this.element = make("div", "sheet", { role: "grid", "aria-label": "Parallel versions" });
    this.header = header;
    this.element.append(header.element);
    scroller.replaceChildren(this.element);
    this.elements = new Map();
    this.chunkOf = new WeakMap();
    this.near = new Set();
    this.filter = null;
    this.observer = new IntersectionObserver((entries) => this.#look(entries), {
      root: scroller,
      rootMargin: AHEAD,
    });
  }

  /** Show rows, all anew. */
  show(rows) {
    for (const element of this.elements.values()) element.remove();
    this.observer.disconnect();
    this.elements.clear();
    this.near.clear();
    this.rows = rows;
    this.header.show();
    this.header.arrange();
    this.element.setAttribute("aria-colcount", this.painter.shown.length + 1);
    this.refresh();
  }

  /**
   * Bring the elements in line with the rows; the sentence of `draft` stays as it is.
   *
   * Where only some chunks can have changed, only these are looked at.
   */
  refresh(draft = null, changed = this.rows.chunks) {
    this.header.update(this.painter.versions);
    const chunks = new Set(this.rows.chunks);
    for (const [chunk, element] of this.elements) {
      if (chunks.has(chunk)) continue;
      this.observer.unobserve(element);
      this.near.delete(chunk);
      element.remove();
      this.elements.delete(chunk);
    }
    let start = 0;
    const isChanged = new Set(changed);
    for (const chunk of this.rows.chunks) {
      if (isChanged.has(chunk)) {
        this.#place(chunk, start);
        if (this.near.has(chunk)) this.#paint(chunk, start, draft);
      }
      start += chunk.count;
    }
    this.element.setAttribute("aria-rowcount", start + 1);
  }

  /** Show the rows of a filter alone, or all for null; from the first one on, unless `stay`. */
  only(filter, stay = false) {
    this.filter = filter;
    this.refresh();
    if (!stay) this.scroller.scrollTop = 0;
  }

  isShown(number) {
    return this.filter === null || this.filter.has(number);
  }

  /** Paint the marks of a row again. */
  remark(number) {
    for (const element of this.elementOf(number)?.querySelectorAll(".cell:not(.source)") ?? []) {
      this.painter.remark(element);
    }
  }

  /** The element of a row, or null if it is not painted. */
  elementOf(number) {
    const place = this.rows.locate(number);
    const element = place && this.elements.get(place.chunk);
    return (place?.chunk.rows && element?.children[place.offset]) || null;
  }

  /** The number of the row that an element stands in. */
  numberOf(element) {
    return Number(element.closest(".row").getAttribute("aria-rowindex")) - 2;
  }

  /** Scroll to a row, fetched first if need be; resolves to its element, or null. */
  async reveal(number) {
    const place = this.rows.locate(number);
    if (!place) return null;
    this.near.add(place.chunk);
    if (!(await this.#load(place.chunk))) return null;
    const element = this.elementOf(number);
    element?.scrollIntoView({ block: "nearest", inline: "nearest" });
    return element;
  }

  #place(chunk, start) {
    let element = this.elements.get(chunk);
    if (!element) {
      element = make("div", "chunk", { role: "rowgroup" });
      this.elements.set(chunk, element);
      this.chunkOf.set(element, chunk);
      this.element.append(element);
      this.observer.observe(element);
    }
    let shown = 0;
    for (let offset = 0; offset < chunk.count; offset += 1) shown += this.isShown(start + offset);
    element.hidden = shown === 0;
    if (!element.children.length) element.style.blockSize = `${shown * ESTIMATED_ROW_HEIGHT}px`;
  }

  #look(entries) {
    for (const { target, isIntersecting } of entries) {
      const chunk = this.chunkOf.get(target);
      if (isIntersecting) {
        this.near.add(chunk);
        this.#load(chunk);
      } else if (this.near.has(chunk) && !target.contains(document.activeElement)) {
        this.near.delete(chunk);
        this.#empty(chunk, target);
      }
    }
  }

  async #load(chunk) {
    if (!chunk.rows && !(await this.fetchRows(chunk))) return false;
    if (this.elements.has(chunk)) this.#paint(chunk, this.rows.startOf(chunk), null);
    return true;
  }

  #empty(chunk, element) {
    if (!element.children.length) return;
    element.style.blockSize = `${element.getBoundingClientRect().height}px`;
    element.replaceChildren();
    this.painted();
  }

  /** Whether an element shows a row that is not there any more, and nobody is typing in it. */
  #canPatch(element, chunk, typedIn) {
    return element && element !== typedIn && !chunk.rows.includes(this.painter.rowOf.get(element));
  }

  #paint(chunk, start, draft) {
    if (!chunk.rows) return;
    const parent = this.elements.get(chunk);
    parent.style.blockSize = "";
    const old = new Map(
      [...parent.children].map((child) => [this.painter.rowOf.get(child), child]),
    );
    const typedIn = draft?.element.closest(".row");
    chunk.rows.forEach((row, offset) => {
      const number = start + offset;
      let element = old.get(row);
      const present = parent.children[offset];
      if (element) {
        this.painter.number(element, number);
      } else if (typedIn?.parentElement === parent && this.painter.adopt(draft, row, number)) {
        element = typedIn;
      } else if (this.#canPatch(present, chunk, typedIn) && this.painter.patch(present, row, number)) {
        element = present;
      } else {
        element = this.painter.row(row, number);
      }
      old.delete(row);
      element.hidden = !this.isShown(number);
      if (present !== element) insert(parent, element, offset);
    });
    while (parent.children.length > chunk.rows.length) parent.lastChild.remove();
    this.painted();
  }
}

/** Put an element at a place; one that stands further on is reached by clearing the way to it. */
function insert(parent, element, offset) {
  if (element.parentElement !== parent) {
    parent.insertBefore(element, parent.children[offset] ?? null);
    return;
  }
  // Moving an element takes the caret out of it, so what stands before it goes instead.
  while (parent.children[offset] !== element) parent.children[offset].remove();
}
