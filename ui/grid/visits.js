// When a person was last at a project: what was changed since then can be shown.

// Who has been away for so long comes anew, in milliseconds.
const AWAY = 30 * 60 * 1000;

export class Visits {
  /** @param storage where to keep them (the browser's localStorage), under `key` */
  constructor(storage, key, now = Date.now) {
    this.storage = storage;
    this.key = key;
    this.now = now;
    const kept = read(storage, key);
    const isNew = now() - (kept.at ?? 0) > AWAY;
    /** The revision that the person saw last on the visit before; null on the first visit. */
    this.before = (isNew ? kept.revision : kept.before) ?? null;
  }

  /** Take note that the person is here and sees a revision. */
  note(revision) {
    const { before } = this;
    this.storage?.setItem(this.key, JSON.stringify({ before, revision, at: this.now() }));
  }
}

function read(storage, key) {
  try {
    return JSON.parse(storage?.getItem(key) ?? "{}") ?? {};
  } catch {
    return {}; // whatever stands there, it is no visit
  }
}
