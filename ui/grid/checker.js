// Asks for what the quality checks find in the rows that are painted, and marks it.

const PAUSE = 200;

export class Checker {
  /**
   * @param ask     asks the server
   * @param current gives the revision, the rows and the sheet as they are now
   * @param marked  is called when marks have changed
   */
  constructor(ask, current, marked) {
    this.ask = ask;
    this.current = current;
    this.marked = marked;
    this.timer = null;
  }

  /** Check what is painted and was not checked yet, when there is a moment. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#check(), PAUSE);
  }

  async #check() {
    const { sheet } = this.current();
    for (const chunk of [...sheet.near]) await this.#checkChunk(chunk);
  }

  async #checkChunk(chunk) {
    const { revision, rows, sheet } = this.current();
    if (!chunk.rows || !rows.chunks.includes(chunk)) return;
    const first = chunk.rows.findIndex((row) => !row.checked);
    if (first < 0) return;
    const count = chunk.rows.findLastIndex((row) => !row.checked) - first + 1;
    const start = rows.startOf(chunk) + first;
    const answer = await this.ask({ ask: "check", start, count });
    if (!answer?.ok) return;
    if (answer.revision !== this.current().revision || answer.revision !== revision) {
      this.soon();
      return;
    }
    answer.findings.forEach((found, offset) => {
      const row = chunk.rows[first + offset];
      row.checked = true;
      if (mark(row, found)) sheet.remark(start + offset);
    });
    this.marked();
  }
}

/** Note what was found in a row; whether that changes anything. */
function mark(row, found) {
  let changed = false;
  for (const [key, cells] of Object.entries(row.targets)) {
    cells.forEach((cell, index) => {
      const findings = found[key]?.[index] ?? [];
      changed ||= findings.length > 0 || (cell.findings?.length ?? 0) > 0;
      cell.findings = findings;
    });
  }
  return changed;
}
