// The picture of the alignment: source position across, target position down, doubts marked.

import { make } from "./elements.js";
import { counted } from "./text.js";

const SIZE = 240;

/** A figure of one target; `goTo(key, bead)` is called for the bead that is clicked. */
export function pictureOf({ key, name, sources, segments, beads }, goTo) {
  const doubtful = beads.filter(([, , isDoubtful]) => isDoubtful).length;
  const label = `${name}: ${counted(beads.length, "bead")}, ${doubtful} doubtful`;
  const canvas = make("canvas", "", {
    width: SIZE,
    height: SIZE,
    role: "img",
    "aria-label": label,
  });
  // A bead with nothing on one side stands between two others there, or at the very end.
  const along = (position, count) => (Math.min(position + 0.5, count) / Math.max(1, count)) * SIZE;
  const point = ([source, target]) => [along(source, sources), along(target, segments)];
  canvas.addEventListener("click", ({ offsetX, offsetY }) => {
    const distances = beads.map((bead) => {
      const [x, y] = point(bead);
      return Math.hypot(x - offsetX, y - offsetY);
    });
    goTo(key, distances.indexOf(Math.min(...distances)));
  });
  // Colours are known once the figure stands in the page.
  queueMicrotask(() => draw(canvas, beads, point));
  return make("figure", "", {}, canvas, make("figcaption", "", {}, label));
}

function draw(canvas, beads, point) {
  const style = getComputedStyle(canvas);
  const context = canvas.getContext("2d");
  context.strokeStyle = style.getPropertyValue("--accent");
  context.lineWidth = 1.5;
  context.beginPath();
  for (const bead of beads) context.lineTo(...point(bead));
  context.stroke();
  context.fillStyle = style.getPropertyValue("--doubt");
  for (const bead of beads.filter(([, , isDoubtful]) => isDoubtful)) {
    const [x, y] = point(bead);
    context.fillRect(x - 3, y - 3, 6, 6);
  }
}
