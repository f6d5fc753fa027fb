// The commands of the inspector, of the words that are aligned, and of the history.

import { showHistory } from "./past.js";

// So many alternatives have a key each.
const TAKEN = 5;

const other = (label, hint, run) => ({ group: "Other", label, hint, run });

export const INSPECTION = {
  inspect: other("Inspect", "open or close the inspector: all that is known of the bead", (grid) =>
    grid.panel.toggle(),
  ),
  intoInspector: other("Go into the inspector", "Escape or F6 goes back", (grid) =>
    grid.panel.enter(),
  ),
  ...takes(TAKEN),
  nextWord: other("Next word", "highlight the next word and what it is aligned with", (grid) =>
    grid.highlighter.step(1),
  ),
  previousWord: other("Previous word", "highlight the word before", (grid) =>
    grid.highlighter.step(-1),
  ),
  history: other("History", "who corrected what, and when; go there or take it back", async (grid) =>
    showHistory(await grid.ask({ ask: "history" }), {
      go: (place) => grid.then(() => grid.goToPlace(place)),
      showSince: (since) => grid.finder.showSince(since),
      revert: (of) => grid.then(() => grid.correct({ kind: "revert", of })),
    }),
  ),
};

function takes(count) {
  const command = (_, index) => [
    `take${index + 1}`,
    {
      group: "Text",
      label: `Take alternative ${index + 1}`,
      hint: "of those that the inspector shows",
      keyOnly: true,
      run: (grid) => {
        grid.panel.alternatives.take(index + 1); // not waited for: it comes after this command
      },
    },
  ];
  return Object.fromEntries(Array.from({ length: count }, command));
}
