// What is known of a bead, in words: its status, and how sure an aligner or a translator was.

const SURE = 0.9;
const FAIR = 0.5;

/** 0.423 as "42 %". */
export function percent(score) {
  return `${Math.round(score * 100)} %`;
}

/** The status of a bead in words, for a version of that origin: no machine wrote an imported one. */
export function statusOf(origin, status) {
  if (status !== "machine") return status;
  return origin === "imported" ? "not looked at yet" : "machine, not looked at yet";
}

/** One line on a bead's score, for a version of that origin. */
export function surety(origin, { score, status }) {
  const who = origin === "machine" ? "the translator" : "the aligner";
  if (score === null) {
    return status === "edited" ? "no probability: corrected since" : "no probability";
  }
  const how = score >= SURE ? "is sure of it" : score >= FAIR ? "is fairly sure" : "doubts it";
  return `${percent(score)}: ${who} ${how}`;
}
