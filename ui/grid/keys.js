// The map of keys: from what is pressed to the name of a command.
//
// Keys act only while the grid has the focus. "edit" keys act while a sentence is being edited.

export const NAVIGATION_KEYS = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  Home: "rowStart",
  End: "rowEnd",
  "Ctrl+Home": "first",
  "Ctrl+End": "last",
  PageUp: "pageUp",
  PageDown: "pageDown",
  g: "goTo",
  Enter: "edit",
  F2: "edit",
  j: "join",
  x: "swap",
  Delete: "deleteSentence",
  "Alt+ArrowUp": "moveUp",
  "Alt+ArrowDown": "moveDown",
  "Ctrl+Backspace": "mergeUp",
  "Ctrl+Delete": "mergeDown",
  s: "splitBead",
  l: "link",
  "Shift+l": "unlink",
  "Ctrl+x": "pickUp",
  "Ctrl+v": "putDown",
  Escape: "letGo",
  i: "shiftDown",
  "Shift+i": "shiftUp",
  "Shift+a": "anchor",
  r: "realign",
  "Shift+r": "realignHere",
  "Ctrl+Enter": "confirm",
  "Ctrl+Shift+Enter": "unconfirm",
  c: "confirmAbove",
  "Shift+c": "confirmSure",
  m: "bookmark",
  k: "comment",
  v: "review",
  "Shift+v": "skip",
  n: "nextUneven",
  "Shift+n": "previousUneven",
  u: "nextUnconfirmed",
  "Shift+u": "previousUnconfirmed",
  z: "nextConfirmed",
  "Shift+z": "previousConfirmed",
  d: "nextDoubtful",
  "Shift+d": "previousDoubtful",
  b: "nextBookmark",
  "Shift+b": "previousBookmark",
  e: "nextEdited",
  "Shift+e": "previousEdited",
  f: "nextFailing",
  "Shift+f": "previousFailing",
  o: "nextOneSided",
  "Shift+o": "previousOneSided",
  q: "nextCommented",
  "Shift+q": "previousCommented",
  y: "nextChanged",
  "Shift+y": "previousChanged",
  "/": "search",
  "Ctrl+h": "replace",
  "Ctrl+z": "undo",
  "Ctrl+y": "redo",
  "Ctrl+Shift+z": "redo",
  a: "inspect",
  F6: "intoInspector",
  "Ctrl+ArrowRight": "nextWord",
  "Ctrl+ArrowLeft": "previousWord",
  1: "take1",
  2: "take2",
  3: "take3",
  4: "take4",
  5: "take5",
  h: "history",
  p: "picture",
  t: "documents",
  w: "arrangeColumns",
  ",": "settings",
  "Ctrl+k": "palette",
  "?": "help",
};

export const EDITING_KEYS = {
  Enter: "save",
  Escape: "cancel",
  Tab: "saveAndNext",
  "Alt+Enter": "splitSentence",
  "Ctrl+k": "paletteHere",
  "Ctrl+Enter": "saveAndConfirm",
};

/** The name of a key press as the maps write it: "Ctrl+Shift+z", "Alt+ArrowUp", "?". */
export function keyName(event) {
  const letter = event.key.length === 1;
  const key = letter ? event.key.toLowerCase() : event.key;
  // A sign such as "?" needs Shift on some keyboards and not on others: the sign alone counts.
  const shifted = event.shiftKey && (!letter || /\p{L}/u.test(key));
  const modifiers = [
    event.ctrlKey || event.metaKey ? "Ctrl" : "",
    event.altKey ? "Alt" : "",
    shifted ? "Shift" : "",
  ];
  return [...modifiers.filter(Boolean), key].join("+");
}

/** How a key is shown to people: "Ctrl+Shift+Z", "Alt+↑". */
export function keyLabel(name) {
  const arrows = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };
  return name
    .split("+")
    .map((part) => arrows[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join("+");
}

