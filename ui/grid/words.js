// Which words of a row are aligned with which: pure look-ups in what the server tells of a row.
//
// The links of a row are, by the key of a target, lists of six numbers: sentence, start and end in
// the source, then in the target. Sentences are counted within the row, places in code points.

/** @typedef {{version: string, sentence: number, start: number, end: number}} Word */

/**
 * The word at a place and, in every version, those that are aligned with it.
 *
 * `offset` may stand just behind the word, as a caret does. Null where no linked word is.
 *
 * @returns {{words: Word[], linked: Word[]} | null}
 */
export function alignedWith(links, source, { version, sentence, offset }) {
  const pairs = pairsOf(links, source);
  const own = (pair) => (version === source ? pair.ours : pair.theirs);
  const here = pairs.filter((pair) => own(pair).version === version);
  const inside = ({ start, end }) => start <= offset && offset < end;
  const touched = ({ start, end }) => start <= offset && offset <= end;
  const at = (fits) =>
    here.filter((pair) => own(pair).sentence === sentence && fits(own(pair)));
  const hit = at(inside).length ? at(inside) : at(touched);
  if (!hit.length) return null;
  const sources = hit.map((pair) => pair.ours);
  const translations = pairs
    .filter((pair) => sources.some((word) => overlap(word, pair.ours)))
    .map((pair) => pair.theirs);
  const words = unique(hit.map(own));
  const isOther = (word) => !words.some((one) => overlap(one, word));
  return { words, linked: unique([...sources, ...translations]).filter(isOther) };
}

/** The linked words of a sentence, in order: where the keys that go from word to word stop. */
export function linkedWords(links, source, version, sentence) {
  const words = pairsOf(links, source)
    .flatMap(({ ours, theirs }) => [ours, theirs])
    .filter((word) => word.version === version && word.sentence === sentence);
  return unique(words).sort((one, other) => one.start - other.start || one.end - other.end);
}

function pairsOf(links, source) {
  return Object.entries(links).flatMap(([key, all]) =>
    all.map(([ours, from, to, theirs, start, end]) => ({
      ours: { version: source, sentence: ours, start: from, end: to },
      theirs: { version: key, sentence: theirs, start, end },
    })),
  );
}

function overlap(one, other) {
  return (
    one.version === other.version &&
    one.sentence === other.sentence &&
    one.start < other.end &&
    other.start < one.end
  );
}

function unique(words) {
  const id = ({ version, sentence, start, end }) => `${version} ${sentence} ${start} ${end}`;
  return [...new Map(words.map((word) => [id(word), word])).values()];
}
