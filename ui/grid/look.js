// The look of the page, light or dark, as a person chose it.

import { Kept } from "./kept.js";

export const LOOK = "hexapla:look";
export const LOOKS = { "": "as the system", light: "light", dark: "dark" };

/** Give the page the look that the person chose. */
export function applyLook(storage, look = storage.getItem(LOOK)) {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  if (Object.hasOwn(LOOKS, look)) document.body.classList.toggle("dark", (look || system) === "dark");
}

/** Give the page its look before a project is open: that of this browser, then of the account. */
export async function greet() {
  applyLook(new Kept(localStorage));
  const answer = await fetch(new URL("settings", document.baseURI));
  const settings = answer.ok ? await answer.json() : null;
  if (settings) applyLook(localStorage, settings[LOOK] ?? "");
}
