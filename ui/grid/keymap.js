// Which key gives which command, as a person has arranged it.

import { isObject, readSetting } from "./kept.js";
import { EDITING_KEYS, NAVIGATION_KEYS, keyLabel } from "./keys.js";

const DEFAULTS = { navigation: NAVIGATION_KEYS, editing: EDITING_KEYS };
const KEPT_UNDER = "hexapla:keys";

// What the browser, the system or a screen reader does not leave to a page.
const TAKEN = /^Alt\+[^+]$|^Alt\+Arrow(Left|Right)$|^Ctrl\+[wtnq]$|^Ctrl\+Shift\+[^z]$/;
const LONE = /^(Ctrl\+)?(Alt\+)?(Shift\+)?(Control|Alt|Shift|Meta|AltGraph|Dead|Process)$/;

export class Keymap {
  #changed = () => {};

  constructor() {
    this.storage = null;
    this.own = { navigation: {}, editing: {} };
  }

  /** Take up what is kept in `storage`; `changed` is called whenever a key is changed. */
  use(storage, changed) {
    this.storage = storage;
    const kept = readSetting(storage, KEPT_UNDER);
    this.own = { navigation: ownKeys(kept.navigation), editing: ownKeys(kept.editing) };
    this.#changed = changed;
  }

  /** The keys of a command in a mode, "navigation" or "editing". */
  keysIn(mode, command) {
    const map = DEFAULTS[mode];
    return this.own[mode][command] ?? Object.keys(map).filter((key) => map[key] === command);
  }

  /** The keys of a command in both modes. */
  keysOf(command) {
    return [...this.keysIn("navigation", command), ...this.keysIn("editing", command)];
  }

  /** The command that a key gives in a mode, or undefined. */
  commandOf(mode, key) {
    const [own] = Object.entries(this.own[mode]).find(([, keys]) => keys.includes(key)) ?? [];
    const command = own ?? DEFAULTS[mode][key];
    return this.own[mode][command] && !own ? undefined : command;
  }

  /** Why a key cannot be the one of a command in a mode, in a plain sentence; "" if it can. */
  refusal(mode, command, key, commands) {
    const label = keyLabel(key);
    if (TAKEN.test(key)) return `${label} belongs to the browser: choose another key.`;
    if (mode === "editing" && [...key].length === 1) {
      return `${label} is text while you type: choose a key with Ctrl or Alt.`;
    }
    const holder = this.commandOf(mode, key);
    if (!holder || holder === command) return "";
    return `${label} is the key of “${commands[holder].label}”: give that another key first.`;
  }

  /** Give a command these keys and no others. */
  change(mode, command, keys) {
    this.own[mode][command] = keys;
    this.#keep();
  }

  /** Give every command its first keys again. */
  reset() {
    this.own = { navigation: {}, editing: {} };
    this.#keep();
  }

  #keep() {
    this.storage?.setItem(KEPT_UNDER, JSON.stringify(this.own));
    this.#changed();
  }
}

/** Of what is kept as the keys of commands, what is that; the others have their first keys. */
function ownKeys(kept) {
  if (!isObject(kept)) return {};
  const isKeys = (keys) => Array.isArray(keys) && keys.every((key) => typeof key === "string");
  return Object.fromEntries(Object.entries(kept).filter(([, keys]) => isKeys(keys)));
}

/** Whether a press is that of Ctrl, Alt, Shift or the like alone. */
export function isModifier(key) {
  return LONE.test(key);
}

/** The one map of keys of the page. */
export const keymap = new Keymap();
