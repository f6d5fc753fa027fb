// Moving among sentences and empty cells, the places that can have the focus.

const PLACES = ".sentence, .cell.empty";

/** The place an element stands in, or null. */
export function placeOf(element) {
  return element?.closest?.(PLACES) ?? null;
}

/** The places of one cell, in order. */
export function placesIn(cell) {
  return cell.matches(".empty") ? [cell] : [...cell.querySelectorAll(".sentence")];
}

/** The cells of a row in one column, from top to bottom. */
function cellsIn(row, column) {
  return [...row.querySelectorAll(`.cell[aria-colindex="${column}"]`)];
}

export class Navigator {
  constructor(sheet, painter) {
    this.sheet = sheet;
    this.painter = painter;
  }

  /** The next place down (step 1) or up (step -1) in the column; null at the end of the sheet. */
  async along(place, step) {
    const column = columnOf(place);
    const row = place.closest(".row");
    const here = cellsIn(row, column).flatMap(placesIn);
    const next = here[here.indexOf(place) + step];
    if (next) return next;
    return this.inRow(this.sheet.numberOf(row) + step, column, step);
  }

  /** The first (step 1) or last (step -1) place of a column in that row or, if none, one beyond. */
  async inRow(number, column, step) {
    for (let row = number; row >= 0 && row < this.sheet.rows.total; row += step) {
      if (!this.sheet.isShown(row)) continue;
      const element = await this.sheet.reveal(row);
      if (!element) return null;
      const places = cellsIn(element, column).flatMap(placesIn);
      if (places.length) return places.at(step > 0 ? 0 : -1);
    }
    return null;
  }

  /** The place beside this one, at the same height, in the next column that has one in the row. */
  across(place, step) {
    const row = place.closest(".row");
    const { slot } = this.painter.cellOf.get(place.closest(".cell"));
    const last = this.painter.shown.length + 1;
    for (let column = columnOf(place) + step; column >= 2 && column <= last; column += step) {
      const cells = cellsIn(row, column);
      if (cells.length) return placesIn(this.#level(cells, slot))[0];
    }
    return null;
  }

  #level(cells, slot) {
    const above = cells.filter((cell) => this.painter.cellOf.get(cell).slot <= slot);
    return above.at(-1) ?? cells[0];
  }
}

export function columnOf(place) {
  return Number(place.closest(".cell").getAttribute("aria-colindex"));
}
