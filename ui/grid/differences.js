// Texts with what differs from another text marked: pieces as the server finds them, each a sign
// ("=" in both, "-" only before, "+" only after) and a text.

import { make } from "./elements.js";

const MARKS = { "-": "del", "+": "ins" };

/** Nodes of both texts: what went is struck out, what came is underlined. */
export function marked(pieces) {
  return pieces.map(([sign, text]) => (sign === "=" ? text : make(MARKS[sign], "", {}, text)));
}

/** Nodes of the text after alone, with what the text before has not. */
export function added(pieces) {
  return marked(pieces.filter(([sign]) => sign !== "-"));
}
