// A sentence on its way to another cell of its version: picked up, carried, put down.
//
// Order is kept: the sentences in between go along. However far it is carried, it is one correction.

const REFUSALS = {
  elsewhere: "Not here: a sentence stays in its version.",
  same: "It stands here already.",
  none: "Not here: there is no sentence of the source.",
  anchored: "Not here: a confirmed bead stands between. Take its confirmation back first.",
  stale: "Not here: somebody changed this place meanwhile.",
};

/**
 * What putting a sentence down on a cell would do.
 *
 * @param {{version: string, segment: number, row: number}} carried the sentence and its row
 * @param cell   the cell, of row number `row`
 * @param rows   the rows that are loaded
 * @param source the key of the source version
 * @returns {{bead?: number, along?: number, refusal?: string}} the bead and how many other
 *   sentences go along with it, or why it cannot be put down there
 */
export function landing({ version, segment, row: from }, cell, row, rows, source) {
  const goal = goalOf(version, cell, rows.row(row), source);
  if (!goal || goal.segment === null) return { refusal: REFUSALS.none };
  if (goal.version !== version) return { refusal: REFUSALS.elsewhere };
  const end = goal.segment + goal.texts.length;
  if (segment >= goal.segment && segment < end) return { refusal: REFUSALS.same };
  const isDown = goal.segment > segment;
  const [first, last] = isDown ? [segment + 1, goal.segment] : [end, segment];
  const isPassed = (one) => one.texts.length && one.segment >= first && one.segment < last;
  for (let number = Math.min(from, row); number <= Math.max(from, row); number += 1) {
    const cells = rows.row(number)?.targets[version] ?? [];
    const anchors = cells.filter((one) => one.status === "confirmed" && isPassed(one));
    if (anchors.some((one) => !holdsSegment(one, segment))) return { refusal: REFUSALS.anchored };
  }
  return { bead: goal.bead, along: last - first };
}

/** The cell of the version that a sentence put down on `cell` goes to; beside the source, its own. */
function goalOf(version, cell, row, source) {
  if (cell.version !== source || version === source) return cell;
  if (cell.segment === null) return null;
  return row.targets[version]?.find(
    (one) => one.sources && cell.slot >= one.slot && cell.slot < one.slot + one.span,
  );
}

function holdsSegment({ segment, texts }, number) {
  return number >= segment && number < segment + texts.length;
}

export class Carrying {
  constructor(grid) {
    this.grid = grid;
    this.carried = null;
    this.element = null;
  }

  /** Pick up the sentence that has the focus; false where there is none. */
  pickUp() {
    const here = this.grid.here();
    this.letGo();
    if (here?.segment == null) return false;
    const operation = { kind: "moveTo", version: here.cell.version, segment: here.segment };
    const text = here.cell.texts[here.index];
    this.carried = { operation, revision: this.grid.revision, row: here.row, text };
    this.show();
    return true;
  }

  letGo() {
    this.carried = null;
    this.show();
  }

  /** What putting it down on the cell of an element would do: see `landing`. */
  landing(element) {
    const { grid, carried } = this;
    const { operation, revision, row } = carried;
    if (revision !== grid.revision) return { refusal: REFUSALS.stale };
    const cell = grid.painter.cellOf.get(element);
    const number = grid.sheet.numberOf(element);
    const source = grid.painter.versions[0].key;
    return landing({ ...operation, row }, cell, number, grid.rows, source);
  }

  /** Put it down on the cell of an element, after the corrections given before. */
  async putDown(element) {
    const { grid } = this;
    await grid.outbox.drained();
    const { carried } = this;
    if (!carried || !element.isConnected) return;
    const { bead, refusal } = this.landing(element);
    if (refusal) {
      grid.say(refusal);
      return;
    }
    this.letGo();
    await grid.outbox.add({ ...carried.operation, bead }, grid.revision, carried.row);
  }

  /** Mark the sentence that is carried, whose element may be another by now. */
  show() {
    this.element?.classList.remove("carried");
    this.element = this.carried && this.#find(this.carried);
    this.element?.classList.add("carried");
  }

  #find({ operation: { version, segment }, row }) {
    const { painter, sheet } = this.grid;
    for (const element of sheet.elementOf(row)?.querySelectorAll(".cell") ?? []) {
      const cell = painter.cellOf.get(element);
      if (cell.version === version && cell.segment !== null && holdsSegment(cell, segment)) {
        return element.querySelectorAll(".sentence")[segment - cell.segment];
      }
    }
    return null;
  }
}
