// Corrections on their way to the server, one at a time and in order.
//
// A correction leaves the outbox only when the server has answered it. While the server cannot be
// reached it is sent again and again, with the same token, so that the server does it once. What
// was typed is also kept in the browser's storage until then: a closed tab loses nothing.

const FIRST_WAIT = 250;
const LONGEST_WAIT = 2000;

/**
 * @typedef {{kind: string, version?: string, segment?: number, bead?: number, text?: string}}
 *   Operation
 * @typedef {{operation: Operation, revision: number, row: number, token: string}} Correction
 */

export class Outbox {
  /**
   * @param send    sends a correction; resolves to the answer, or to undefined if none came
   * @param settle  is given each correction with its answer before the next one is sent
   * @param changed is called when a correction came in or left, or the connection came or went
   * @param storage where to keep what was typed (the browser's localStorage), under `storageKey`
   */
  constructor({ send, settle, changed = () => {}, storage, storageKey = "", wait = pause }) {
    this.send = send;
    this.settle = settle;
    this.changed = changed;
    this.storage = storage;
    this.storageKey = storageKey;
    this.wait = wait;
    this.waiting = [];
    // Of all that was ever put in: by these one's own steps are known.
    this.tokens = new Set();
    this.connected = true;
    this.running = null;
  }

  get size() {
    return this.waiting.length;
  }

  /** Send a correction as soon as those before it are answered. */
  add(operation, revision, row, token = crypto.randomUUID()) {
    this.tokens.add(token);
    const unsent = this.#unsentEdit(operation);
    if (unsent) unsent.operation.text = operation.text;
    else this.waiting.push({ operation, revision, row, token, sending: false });
    this.#store();
    this.changed();
    this.running ??= this.#run();
    return this.running;
  }

  /** Resolves when nothing is waiting any more. */
  async drained() {
    await this.running;
  }

  /** What was typed and not answered when the page was closed; each is handed out once. */
  takeStored() {
    const stored = this.storage?.getItem(this.storageKey);
    this.storage?.removeItem(this.storageKey);
    return stored ? JSON.parse(stored) : [];
  }

  /** The text on its way to a sentence, or to an empty cell; null if there is none. */
  textFor(version, segment, bead) {
    const item = this.waiting.findLast(
      ({ operation }) =>
        operation.version === version &&
        ((operation.kind === "edit" && operation.segment === segment) ||
          (operation.kind === "insert" && segment === null && operation.bead === bead)),
    );
    return item ? item.operation.text : null;
  }

  /**
   * Make what waits fit the state that a delta leads to, step by step; `total` rows were there.
   *
   * What stands on replaced ground keeps its revision, and the server says whether it still fits;
   * only one's own edit of a text is known not to be in the way. `drafts` are followed likewise:
   * corrections that are still being typed.
   */
  follow({ steps }, total, drafts = []) {
    for (const step of steps) {
      for (const item of [...this.waiting, ...drafts]) {
        if (!item.sending && item.revision === step.revision - 1) this.#follow(item, step, total);
      }
      total = step.total;
    }
    this.#store();
  }

  #follow(item, step, total) {
    const harmless = this.tokens.has(step.token) && !Object.keys(step.shifts).length;
    if (item.row >= total - step.tail) {
      const shift = step.shifts[item.operation.version];
      if ("segment" in item.operation) item.operation.segment += shift?.segments ?? 0;
      if ("bead" in item.operation) item.operation.bead += shift?.beads ?? 0;
      item.row += step.total - total;
    } else if (item.row >= step.start && !harmless) return;
    item.revision = step.revision;
  }

  #unsentEdit({ kind, version, segment }) {
    if (kind !== "edit") return undefined;
    return this.waiting.find(
      ({ operation, sending }) =>
        !sending &&
        operation.kind === kind &&
        operation.version === version &&
        operation.segment === segment,
    );
  }

  async #run() {
    while (this.waiting.length) {
      const item = this.waiting[0];
      item.sending = true;
      const answer = await this.#answer(item);
      this.waiting.shift();
      this.#store();
      this.settle(item, answer);
      this.changed();
    }
    this.running = null;
  }

  async #answer(item) {
    for (let delay = FIRST_WAIT; ; delay = Math.min(2 * delay, LONGEST_WAIT)) {
      const answer = await this.send(item);
      this.heard(answer !== undefined);
      if (answer !== undefined) return answer;
      await this.wait(delay);
    }
  }

  /** Take note of whether the server answered. */
  heard(connected) {
    if (this.connected === connected) return;
    this.connected = connected;
    this.changed();
  }

  #store() {
    const kept = this.waiting
      .filter(({ operation }) => "text" in operation)
      .map(({ operation, revision, row, token }) => ({ operation, revision, row, token }));
    if (kept.length) this.storage?.setItem(this.storageKey, JSON.stringify(kept));
    else this.storage?.removeItem(this.storageKey);
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
