// Dragging a sentence onto a cell with a mouse, a pen, or a finger that rests on it first.

import { make } from "./elements.js";
import { placeOf } from "./navigation.js";
import { counted } from "./text.js";

// A mouse that moves by fewer pixels has clicked; a finger that moves sooner has scrolled.
const THRESHOLD = 6;
const HOLD = 350;
// So near the edge of the sheet it scrolls, by so many pixels a frame.
const EDGE = 48;
const STEP = 12;
const SHOWN = 60;

export class Dragging {
  constructor(grid) {
    this.grid = grid;
    this.scroller = grid.scroller;
    this.start = null;
    this.active = false;
    this.label = make("div", "carry-label", { role: "status" });
    this.onKey = (event) => this.#key(event);
    const on = (name, action) => this.scroller.addEventListener(name, action);
    on("pointerdown", (event) => this.#down(event));
    on("pointermove", (event) => this.#move(event));
    on("pointerup", () => this.#drop());
    on("pointercancel", () => this.cancel());
    on("contextmenu", (event) => this.active && event.preventDefault());
    // A finger that carries a sentence does not scroll.
    const keepStill = (event) => this.active && event.preventDefault();
    this.scroller.addEventListener("touchmove", keepStill, { passive: false });
  }

  #down(event) {
    const place = placeOf(event.target);
    if (event.button || event.shiftKey || !place?.matches(".sentence")) return;
    if (place.isContentEditable) return;
    const { pointerId, clientX: x, clientY: y } = event;
    this.start = { place, pointerId, x, y };
    this.point = { x, y };
    if (event.pointerType === "touch") this.timer = setTimeout(() => this.#begin(), HOLD);
    else this.timer = null;
  }

  #move({ clientX: x, clientY: y }) {
    if (!this.start) return;
    this.point = { x, y };
    if (this.active) {
      this.#show();
      return;
    }
    if (Math.hypot(x - this.start.x, y - this.start.y) < THRESHOLD) return;
    if (this.timer === null) this.#begin();
    else this.cancel();
  }

  #begin() {
    const { place, pointerId } = this.start;
    this.grid.take(place);
    if (!place.isConnected || !this.grid.carrying.pickUp()) return this.cancel();
    this.active = true;
    this.scroller.setPointerCapture(pointerId);
    this.scroller.classList.add("dragging");
    getSelection().removeAllRanges();
    document.addEventListener("keydown", this.onKey, true);
    document.body.append(this.label);
    this.#show();
    this.#scroll();
    return undefined;
  }

  /** Show what letting go here would do. */
  #show() {
    const { carrying } = this.grid;
    if (!carrying.carried) return;
    const cell = this.#cell();
    const found = cell && carrying.landing(cell);
    if (this.cell !== cell) this.cell?.classList.remove("landing", "refusing");
    this.cell = cell;
    cell?.classList.toggle("landing", !found.refusal);
    cell?.classList.toggle("refusing", Boolean(found.refusal));
    const { text } = carrying.carried;
    const along = found?.along ? ` with ${counted(found.along, "sentence")} in between` : "";
    const verdict = found ? (found.refusal ?? `Move it here${along}.`) : "Drop it on a cell.";
    const short = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
    this.label.replaceChildren(make("div", "carried-text", { dir: "auto" }, short), verdict);
    this.label.classList.toggle("refusing", Boolean(found?.refusal));
    this.label.style.translate = `${this.point.x + 14}px ${this.point.y + 14}px`;
  }

  #cell() {
    const element = document.elementFromPoint(this.point.x, this.point.y);
    return element?.closest(".hexapla-grid .chunk .cell") ?? null;
  }

  #scroll() {
    if (!this.active) return;
    const { top, bottom } = this.scroller.getBoundingClientRect();
    const { y } = this.point;
    const step = y < top + EDGE ? -STEP : y > bottom - EDGE ? STEP : 0;
    if (step) this.scroller.scrollTop += step;
    // Rows move under a hand that rests, too: a correction of somebody else's comes, or a finding.
    if (this.#cell() !== this.cell) this.#show();
    requestAnimationFrame(() => this.#scroll());
  }

  #drop() {
    const cell = this.active ? this.#cell() : null;
    const { carrying } = this.grid;
    if (!cell) return this.cancel();
    this.#end();
    return this.grid.then(async () => {
      await carrying.putDown(cell);
      carrying.letGo();
    });
  }

  #key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.cancel();
  }

  /** Leave the sentence where it was. */
  cancel() {
    if (this.active) this.grid.carrying.letGo();
    this.#end();
  }

  #end() {
    clearTimeout(this.timer);
    if (this.active) this.scroller.releasePointerCapture?.(this.start.pointerId);
    this.start = null;
    this.active = false;
    this.cell?.classList.remove("landing", "refusing");
    this.cell = null;
    this.scroller.classList.remove("dragging");
    this.label.remove();
    document.removeEventListener("keydown", this.onKey, true);
  }
}
