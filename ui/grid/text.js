// Text as the server counts it: Python offsets are code points, JavaScript's are UTF-16 units.

/** How many code points stand before a UTF-16 offset. */
export function codePoints(text, offset) {
  let count = 0;
  for (let unit = 0; unit < offset; count += 1) {
    unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
  }
  return count;
}

// Scripts that run from right to left, by the languages written in them and by their own tags.
const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ks|pnb|ps|sd|ug|ur|yi)\b|-(Arab|Hebr|Syrc|Thaa)\b/;

/** Whether a language is written from right to left. */
export function isRightToLeft(language) {
  return RIGHT_TO_LEFT.test(language) && !/-(Latn|Cyrl)\b/.test(language);
}

/** "1 correction", "2 corrections". */
export function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The UTF-16 offset before which so many code points stand. */
export function units(text, count) {
  let unit = 0;
  for (let left = count; left > 0 && unit < text.length; left -= 1) {
    unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
  }
  return unit;
}
