// The open project in step with the server: its rows are fetched, what others did is asked for.

// The corrections of others are asked for this often, in milliseconds.
const SYNC_EVERY = 1000;

export class Following {
  /**
   * @param grid what shows the project
   * @param call asks the server
   */
  constructor(grid, call) {
    this.grid = grid;
    this.call = call;
    this.project = "";
    this.revision = undefined;
    setInterval(() => this.sync(), SYNC_EVERY);
  }

  /** Ask the server; undefined if it did not answer. */
  async ask(request) {
    const { project } = this;
    try {
      const answer = await this.call({ project, ...request });
      return project === this.project ? answer : undefined;
    } catch {
      return undefined;
    }
  }

  /** Fetch the rows of a chunk; false if the server does not answer. */
  async fetch(chunk) {
    for (;;) {
      const { revision } = this;
      const start = this.grid.rows.startOf(chunk);
      const answer = await this.ask({ ask: "rows", start, count: chunk.count });
      if (!answer?.ok || !this.grid.rows.chunks.includes(chunk)) return false;
      if (chunk.rows) return true;
      if (answer.revision === revision && revision === this.revision) {
        chunk.rows = answer.rows;
        return true;
      }
      // Somebody corrected something meanwhile: the numbers are those of another state.
      if (!(await this.sync())) return false;
    }
  }

  /** Fetch what others did and how long work goes on; false if the server does not answer. */
  async sync() {
    if (!this.project || this.revision === undefined || document.hidden) return false;
    const { grid } = this;
    const answer = await this.ask({ ask: "sync", seen: this.revision });
    grid.outbox.heard(answer !== undefined);
    if (answer?.error) grid.say(answer.error);
    if (!answer?.ok) return false;
    // What was exported is taken where it was asked for.
    grid.jobs.show(answer.jobs.filter(({ files }) => !files.length));
    await this.apply(answer.delta);
    grid.visits.note(this.revision);
    return true;
  }

  /** Take over what leads from the revision that is shown to a later one. */
  async apply(delta) {
    if (!delta) return;
    if (delta.reset) {
      await this.#reload();
      return;
    }
    if (delta.since !== this.revision) return;
    const { grid } = this;
    const { rows, sheet, focus, typing, carrying } = grid;
    const before = rows.total;
    const end = before - delta.tail;
    const drafts = [typing.draft, carrying.carried].filter(Boolean);
    grid.outbox.follow(delta, before, drafts);
    sheet.filter?.follow(delta.start, end, delta.rows.length);
    const focused = typing.draft ? null : focus.remember(delta.start, end);
    const touched = rows.splice(delta.start, delta.tail, delta.rows, delta.shifts);
    this.revision = delta.revision;
    grid.useState(delta);
    sheet.refresh(typing.draft, delta.total === before ? touched : rows.chunks);
    if (focused) focus.restore(focused, delta.start, delta.rows.length);
    carrying.show();
  }

  async #reload() {
    const { grid } = this;
    grid.typing.end(true);
    const { scrollTop, scrollLeft } = grid.scroller;
    await grid.load();
    grid.scroller.scrollTo(scrollLeft, scrollTop);
  }
}
