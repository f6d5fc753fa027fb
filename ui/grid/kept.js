// What a person has set for themselves, kept: with their account where there is a login, so that
// they find it in any browser; else in this browser, because the server knows nobody from another.
//
// Used like the browser's own storage. Of what an account keeps, a copy stays here: for the look of
// the page before the server has answered, and for what could not be sent yet.

const COPY = "hexapla:account";
// Columns that are made wider change with every pixel: only what becomes of them is sent.
const PAUSE = 400;
const RETRY = 5_000;

export class Kept {
  /**
   * @param storage of the browser
   * @param send    sends `{name: value}`, null for what is taken away; resolves to whether the
   *                server has it, or will never have it
   */
  constructor(storage, send) {
    this.storage = storage;
    this.send = send;
    this.account = null;
    this.changed = new Set();
    this.timer = null;
  }

  /** Take up what the server keeps for the account of `who`; null where there is no login. */
  use(settings, who) {
    const copy = read(this.storage);
    if (!settings) {
      this.account = null;
      this.storage.removeItem(COPY);
      return;
    }
    const unsent = copy.who === who ? copy.changed : [];
    this.who = who;
    this.account = new Map(Object.entries(settings));
    for (const name of new Set([...unsent, ...this.changed])) {
      this.#put(name, copy.settings[name] ?? null);
      this.changed.add(name);
    }
    this.#copy();
    if (this.changed.size) this.#sendSoon(PAUSE);
  }

  getItem(name) {
    if (this.account) return this.account.get(name) ?? null;
    return read(this.storage).settings[name] ?? this.storage.getItem(name);
  }

  setItem(name, value) {
    this.#change(name, value);
  }

  removeItem(name) {
    this.#change(name, null);
  }

  #change(name, value) {
    if (!this.account) {
      if (value === null) this.storage.removeItem(name);
      else this.storage.setItem(name, value);
      return;
    }
    if (this.getItem(name) === value) return;
    this.#put(name, value);
    this.changed.add(name);
    this.#copy();
    this.#sendSoon(PAUSE);
  }

  #put(name, value) {
    if (value === null) this.account.delete(name);
    else this.account.set(name, value);
  }

  #copy() {
    const { who, account, changed } = this;
    const copy = { who, settings: Object.fromEntries(account), changed: [...changed] };
    this.storage.setItem(COPY, JSON.stringify(copy));
  }

  #sendSoon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#send(), pause);
  }

  async #send() {
    const names = [...this.changed];
    const values = names.map((name) => [name, this.getItem(name)]);
    if (!(await this.send(Object.fromEntries(values)))) {
      this.#sendSoon(RETRY);
      return;
    }
    // What was changed again meanwhile is on its way.
    for (const [name, value] of values) if (this.getItem(name) === value) this.changed.delete(name);
    this.#copy();
  }
}

function read(storage) {
  const nothing = { settings: {}, changed: [] };
  try {
    const kept = JSON.parse(storage.getItem(COPY) ?? "{}");
    const isCopy = isObject(kept?.settings) && Array.isArray(kept.changed);
    return isCopy ? kept : nothing;
  } catch {
    return nothing; // whatever stands there, it is no copy
  }
}

/** Whether a value is one with names in it. */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A setting that was kept as JSON, if it is an object; `{}` for anything else. */
export function readSetting(storage, name) {
  try {
    const kept = JSON.parse(storage?.getItem(name) ?? "{}");
    return isObject(kept) ? kept : {};
  } catch {
    return {};
  }
}
