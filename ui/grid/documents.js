// Versions as running text, two side by side, scrolling together.

import { make } from "./elements.js";

/**
 * @param versions the versions, the source first
 * @param fetch    resolves to `{language, paragraphs}` of a version
 * @param goTo     is called with the version and segment of the sentence that is clicked
 */
export function documentsOf(versions, fetch, goTo) {
  const [source, target] = [versions[0], versions[1] ?? versions[0]];
  const sides = [source, target].map(({ key }) => sideOf(versions, key, fetch, goTo));
  scrollTogether(...sides.map(({ page }) => page));
  return make("div", "documents", {}, ...sides.map(({ element }) => element));
}

function sideOf(versions, chosen, fetch, goTo) {
  const choice = make("select", "", { "aria-label": "Version" });
  for (const { key, name } of versions) choice.append(make("option", "", { value: key }, name));
  choice.value = chosen;
  const page = make("div", "page", { tabindex: "0", role: "region", "aria-label": "Text" });
  const show = async () => {
    const answer = await fetch(choice.value);
    if (!answer?.ok) return;
    page.lang = answer.language;
    let segment = 0;
    page.replaceChildren(
      ...answer.paragraphs.map((sentences) => {
        const paragraph = make("p", "", { dir: "auto" });
        for (const text of sentences) {
          const number = segment;
          const sentence = make("span", "", {}, text);
          sentence.addEventListener("click", () => goTo(choice.value, number));
          paragraph.append(sentence, " ");
          segment += 1;
        }
        return paragraph;
      }),
    );
  };
  choice.addEventListener("change", show);
  show();
  return { page, element: make("div", "side", {}, choice, page) };
}

function scrollTogether(one, other) {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ]) {
    from.addEventListener("scroll", () => {
      if (!from.matches(":hover, :focus")) return;
      const share = from.scrollTop / Math.max(1, from.scrollHeight - from.clientHeight);
      to.scrollTop = share * (to.scrollHeight - to.clientHeight);
    });
  }
}
