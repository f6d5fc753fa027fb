// Going to a place, wherever it is in the project; and showing the rows of a kind alone.

import { Filter } from "./filter.js";
import { placesIn } from "./navigation.js";
import { holds } from "./painter.js";

export class Going {
  constructor(grid) {
    this.grid = grid;
    this.filtering = {};
  }

  /** Go to a row or, if a version and a bead or a segment are named, to that. */
  async to({ row, version = null, bead = null, segment = null }) {
    const { sheet, painter, finder } = this.grid;
    if (sheet.filter && !sheet.filter.has(row)) {
      finder.clear();
      await this.filter({});
    }
    const element = await sheet.reveal(row);
    const cells = [...(element?.querySelectorAll(".cell") ?? [])];
    const cell = cells.find((one) => {
      const model = painter.cellOf.get(one);
      if (version === null) return true;
      if (segment !== null) return holds(model, { kind: "edit", version, segment });
      return model.version === version && model.bead === bead;
    });
    if (!cell) return;
    const index = segment === null ? 0 : segment - painter.cellOf.get(cell).segment;
    this.grid.take(placesIn(cell)[index]);
  }

  /** Go to a bead or a segment of a version, in whichever row it is. */
  async toPlace({ version, bead, segment }) {
    const answer = await this.grid.ask({ ask: "row", version, bead, segment });
    if (!answer?.ok) return;
    await this.to({ row: answer.row, version, bead: bead ?? null, segment: segment ?? null });
  }

  /**
   * Show the rows of a kind or with a text alone; resolves to `{count, left}`, null for all, and
   * undefined where something else was wanted before the server answered.
   */
  async filter(wanted, again = false) {
    const { grid } = this;
    this.filtering = wanted;
    if (!wanted.kind && !wanted.text) {
      grid.sheet.only(null);
      return null;
    }
    const answer = await grid.ask({ ask: "filter", ...wanted });
    if (this.filtering !== wanted) return undefined;
    if (!answer?.ok) {
      grid.say(answer?.error ?? "");
      return null;
    }
    if (answer.revision !== grid.revision) {
      await grid.following.sync();
      return this.filtering === wanted ? this.filter(wanted, again) : undefined;
    }
    grid.say("");
    grid.sheet.only(new Filter(answer.rows), again);
    return { count: answer.rows.length, left: answer.left };
  }
}
