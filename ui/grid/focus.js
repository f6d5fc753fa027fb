// Where the person is in the sheet, kept through whatever is painted anew.

import { placeOf, placesIn } from "./navigation.js";
import { holds } from "./painter.js";

export class Focus {
  /** @param changed is called when another place has the focus */
  constructor(scroller, sheet, painter, changed) {
    this.scroller = scroller;
    this.sheet = sheet;
    this.painter = painter;
    this.changed = changed;
    this.place = null;
    this.stop = null; // the one element of the sheet that Tab stops at
  }

  /** Where the focus is: the place, its cell and row, and the sentence's number; or null. */
  here() {
    const place = this.place?.isConnected ? this.place : null;
    if (!place) return null;
    const cell = this.painter.cellOf.get(place.closest(".cell"));
    const index = Number(place.dataset.index ?? 0);
    const source = this.painter.versions[0].key === cell.version;
    const segment = cell.texts.length ? cell.segment + index : null;
    const bead = source ? segment : cell.bead;
    return { place, cell, index, segment, bead, source, row: this.sheet.numberOf(place) };
  }

  /** Go to a place. */
  take(place, focus = true) {
    if (!place) return;
    this.#stopAt(place);
    this.place = place;
    if (focus) {
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    this.changed();
  }

  /** Take note of the element that the browser has given the focus. */
  follow(element) {
    const place = placeOf(element);
    if (place && place !== this.place) this.take(place, false);
  }

  /** Tab must find a way into the sheet, whatever was painted or taken away. */
  keepStop() {
    if (this.stop?.isConnected && !this.stop.closest("[hidden]")) return;
    this.#stopAt(this.scroller.querySelector(".row:not([hidden]) .sentence"));
  }

  #stopAt(place) {
    if (this.stop === place) return;
    if (this.stop) this.stop.tabIndex = -1;
    if (place) place.tabIndex = 0;
    this.stop = place;
  }

  /** What has the focus, if rows from `start` up to `end` are to be replaced and it is there. */
  remember(start, end) {
    const here = this.here();
    if (!here || here.row < start || here.row >= end) return null;
    const { version, bead, segment } = here.cell;
    const hadFocus = here.place === document.activeElement;
    return { version, bead, segment: segment + here.index, hadFocus };
  }

  /** Go to what was remembered, or what is nearest to it, in the rows from `start` on. */
  restore({ version, bead, segment, hadFocus }, start, count) {
    const here = this.here();
    if (here?.cell.version === version && here.cell.segment + here.index === segment) {
      this.changed();
      return;
    }
    const found = (matches) => {
      for (let number = start; number < start + count; number += 1) {
        const element = this.sheet.elementOf(number);
        for (const child of element?.querySelectorAll(".cell") ?? []) {
          const cell = this.painter.cellOf.get(child);
          if (cell.version === version && matches(cell)) return [child, cell];
        }
      }
      return null;
    };
    const match =
      found((cell) => holds(cell, { kind: "edit", version, segment })) ??
      found((cell) => cell.bead === bead) ??
      found(() => true);
    if (!match) return;
    const places = placesIn(match[0]);
    this.take(places[segment - match[1].segment] ?? places[0], hadFocus);
  }
}
