// The rows of the open project as the browser knows them: only what was looked at is loaded.
//
// Rows are kept in chunks. A chunk that was never near the screen has a count and no rows. Every
// correction arrives as a delta: rows [start, total - tail) are replaced, and in the rows after
// them all segment and bead numbers of a version shift by the same amount.

// As many as a screen or two show: what is painted together must not take long to paint.
export const CHUNK = 40;

/** @typedef {{segments: number, beads: number}} Shift */

export class Rows {
  constructor(total) {
    this.chunks = [];
    for (let start = 0; start < total; start += CHUNK) {
      this.chunks.push({ count: Math.min(CHUNK, total - start), rows: null });
    }
  }

  get total() {
    return this.chunks.reduce((sum, chunk) => sum + chunk.count, 0);
  }

  /** The chunk that holds a row, that chunk's first row number, and the row's offset in it. */
  locate(number) {
    let start = 0;
    for (const chunk of this.chunks) {
      if (number < start + chunk.count) return { chunk, start, offset: number - start };
      start += chunk.count;
    }
    return null;
  }

  /** The row of that number, or null if it is not loaded. */
  row(number) {
    const place = number >= 0 ? this.locate(number) : null;
    return place?.chunk.rows?.[place.offset] ?? null;
  }

  /** The first row number of a chunk. */
  startOf(chunk) {
    let start = 0;
    for (const other of this.chunks) {
      if (other === chunk) return start;
      start += other.count;
    }
    throw new RangeError("no such chunk");
  }

  /**
   * Replace rows [start, total - tail) and shift the numbers after them.
   *
   * Returns the chunks whose rows changed. New rows go where the first replaced row was; what a
   * chunk that is not loaded loses or gains is only counted.
   */
  splice(start, tail, rows, shifts) {
    const end = this.total - tail;
    this.#shift(end, shifts);
    const touched = [];
    let position = 0;
    let home = null;
    for (const chunk of this.chunks) {
      const from = Math.max(start, position) - position;
      const to = Math.min(end, position + chunk.count) - position;
      const holdsStart = home === null && start <= position + chunk.count;
      position += chunk.count;
      if (holdsStart && (start < position || chunk === this.chunks.at(-1))) {
        home = chunk;
        touched.push(chunk);
        this.#replace(chunk, from, Math.max(from, to), rows);
      } else if (from < to) {
        touched.push(chunk);
        this.#replace(chunk, from, to, []);
      }
    }
    if (home === null && rows.length) {
      home = { count: rows.length, rows: [...rows] };
      this.chunks.push(home);
      touched.push(home);
    }
    this.chunks = this.chunks.filter((chunk) => chunk.count > 0);
    return touched;
  }

  #replace(chunk, from, to, rows) {
    chunk.count += rows.length - (to - from);
    chunk.rows?.splice(from, to - from, ...rows);
  }

  #shift(end, shifts) {
    if (!Object.keys(shifts).length) return;
    let position = 0;
    for (const chunk of this.chunks) {
      const first = Math.max(0, end - position);
      position += chunk.count;
      for (const row of chunk.rows?.slice(first) ?? []) shiftRow(row, shifts);
    }
  }
}

function shiftRow(row, shifts) {
  for (const cell of cellsOf(row)) {
    const shift = shifts[cell.version];
    if (!shift || cell.segment === null) continue;
    cell.segment += shift.segments;
    cell.bead += shift.beads;
  }
}

/** Every cell of a row, those of the source first. */
export function* cellsOf(row) {
  yield* row.source;
  for (const cells of Object.values(row.targets)) yield* cells;
}
