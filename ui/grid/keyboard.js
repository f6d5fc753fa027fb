// The keyboard on the screen of a phone: what it covers is no room for the grid.

/**
 * Keep the height that the keyboard covers in `--keyboard` of an element, and `with-keyboard` on
 * the page while it is there.
 *
 * @param element  what makes do with the rest
 * @param appeared is called when there is more or less room
 * @param viewport the part of the page that is seen; browsers shrink it alone, not the page
 */
export function followKeyboard(element, appeared, viewport = globalThis.visualViewport) {
  if (!viewport) return;
  let before = 0;
  const follow = () => {
    const height = coveredBy(viewport, innerHeight);
    if (height === before) return;
    before = height;
    element.style.setProperty("--keyboard", `${height}px`);
    document.documentElement.classList.toggle("with-keyboard", height > 0);
    appeared();
  };
  viewport.addEventListener("resize", follow);
  viewport.addEventListener("scroll", follow);
}

// What is less is a bar of the browser, which comes and goes.
const LEAST = 120;

/** The pixels at the bottom of a page of `total` that a keyboard covers; none where it is zoomed. */
export function coveredBy({ height, offsetTop, scale }, total) {
  const covered = Math.round(total - height - offsetTop);
  return scale === 1 && covered >= LEAST ? covered : 0;
}
