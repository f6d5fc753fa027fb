// How a person has arranged the columns of a project: order, width, what is hidden and what is
// pinned beside the source. The project knows nothing of it.

import { isObject, readSetting } from "./kept.js";

// Pixels: a column that was given no width is at least so wide, and shares what is left. Six fit on
// the screen of a laptop, of 1366.
export const WIDTH = 200;
const NARROWEST = 96;
const GUTTER = 52;
const GAP = 6;

export class Columns {
  /** @param storage where to keep the arrangement: see `Kept` */
  constructor(storage) {
    this.storage = storage;
    this.key = null;
    this.versions = [];
    this.single = false;
  }

  /** Take the versions, the source first, of a project whose arrangement is kept under `key`. */
  use(versions, key) {
    this.versions = versions;
    if (key === this.key) return;
    this.key = key;
    const kept = readSetting(this.storage, key);
    this.order = texts(kept.order);
    this.hidden = new Set(texts(kept.hidden));
    this.pinned = new Set(texts(kept.pinned));
    this.widths = widthsIn(kept.widths);
    this.chosen = kept.chosen ?? "";
  }

  /** Every version as arranged: the source, what is pinned beside it, then the others. */
  get all() {
    const [source, ...targets] = this.versions;
    const place = ({ key }) => {
      const index = this.order.indexOf(key);
      return index < 0 ? this.order.length : index;
    };
    const placed = targets.toSorted((one, other) => place(one) - place(other));
    const isPinned = ({ key }) => this.pinned.has(key);
    return [
      source,
      ...placed.filter(isPinned),
      ...placed.filter((version) => !isPinned(version)),
    ];
  }

  /** The versions that are shown; on a narrow screen, the source and one target. */
  get shown() {
    const [source, ...targets] = this.all;
    if (!this.single) return [source, ...targets.filter(({ key }) => !this.hidden.has(key))];
    const chosen = targets.find(({ key }) => key === this.chosen) ?? targets[0];
    return chosen ? [source, chosen] : [source];
  }

  /** The widths as CSS: `template` of the grid's tracks, and `size`, the least that all need. */
  get tracks() {
    const shown = this.shown;
    const isFixed = shown.some(({ key }) => this.pinned.has(key));
    const tracks = shown.map(({ key, origin }) => {
      const width = this.widths.get(key);
      const fixed = width || (isFixed && (origin === "source" || this.pinned.has(key)));
      return fixed ? `${width ?? WIDTH}px` : `minmax(${WIDTH}px, 1fr)`;
    });
    const widths = shown.reduce((sum, { key }) => sum + this.widthOf(key) + GAP, GUTTER);
    return { template: [`${GUTTER}px`, ...tracks].join(" "), size: `${widths}px` };
  }

  /** Where a pinned column sticks, in pixels from the start; null for one that scrolls away. */
  offset(key) {
    if (this.single || !this.pinned.has(key)) return null;
    let offset = GUTTER;
    for (const version of this.shown) {
      if (version.key === key) return offset;
      offset += this.widthOf(version.key) + GAP;
    }
    return null;
  }

  widthOf(key) {
    return this.widths.get(key) ?? WIDTH;
  }

  hide(key, hidden) {
    if (hidden) this.hidden.add(key);
    else this.hidden.delete(key);
    this.#keep();
  }

  pin(key, pinned) {
    if (pinned) this.pinned.add(key);
    else this.pinned.delete(key);
    this.#keep();
  }

  /** Give a column a width in pixels; null to share the room again. */
  resize(key, width) {
    if (width === null) this.widths.delete(key);
    else this.widths.set(key, Math.max(NARROWEST, Math.round(width)));
    this.#keep();
  }

  /** Put a target in the place of another. */
  put(key, place) {
    const keys = this.all.slice(1).map((version) => version.key);
    const [from, to] = [keys.indexOf(key), keys.indexOf(place)];
    if (from < 0 || to < 0) return;
    keys.splice(to, 0, ...keys.splice(from, 1));
    this.order = keys;
    this.#keep();
  }

  /** Move a target by one place among the others. */
  move(key, step) {
    const keys = this.all.slice(1).map((version) => version.key);
    const place = keys[keys.indexOf(key) + step];
    if (place) this.put(key, place);
  }

  /** Show one target alone beside the source where there is room for no more. */
  choose(key) {
    this.chosen = key;
    this.#keep();
  }

  #keep() {
    const { order, hidden, pinned, widths, chosen } = this;
    const kept = { order, hidden: [...hidden], pinned: [...pinned], chosen };
    this.storage?.setItem(
      this.key,
      JSON.stringify({ ...kept, widths: Object.fromEntries(widths) }),
    );
  }
}

// Whatever else an older page has kept, it is not an arrangement.

function texts(kept) {
  return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
}

function widthsIn(kept) {
  const isWidth = ([, width]) => Number.isFinite(width) && width >= NARROWEST;
  return new Map(isObject(kept) ? Object.entries(kept).filter(isWidth) : []);
}
