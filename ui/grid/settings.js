// The settings: the look of the page, and the key of every command.

import { button, buttons, open } from "./dialog.js";
import { make } from "./elements.js";
import { keyLabel, keyName } from "./keys.js";
import { isModifier, keymap } from "./keymap.js";
import { LOOK, LOOKS, applyLook } from "./look.js";

export function showSettings(commands, storage) {
  const said = make("p", "said", { role: "status" });
  const list = make("div", "keys");
  const show = () => list.replaceChildren(...groupsOf(commands, said, show));
  const reset = () => {
    keymap.reset();
    said.textContent = "All keys are the default ones again.";
    show();
  };
  show();
  const dialog = open(
    "Settings",
    make("label", "field", {}, "Look of the page: ", lookChoice(storage)),
    make("h3", "", {}, "Keys"),
    make("div", "preview", { tabindex: "0", role: "region", "aria-label": "Keys" }, list),
    said,
    buttons(
      button("Default keys", reset),
      button("Close", () => dialog.close(), "main"),
    ),
  );
}

function lookChoice(storage) {
  const choice = make("select", "", { "aria-label": "Look" });
  for (const [value, label] of Object.entries(LOOKS)) {
    choice.append(make("option", "", { value }, label));
  }
  const kept = storage.getItem(LOOK);
  choice.value = Object.hasOwn(LOOKS, kept) ? kept : "";
  choice.addEventListener("change", () => {
    storage.setItem(LOOK, choice.value);
    applyLook(storage, choice.value);
  });
  return choice;
}

function groupsOf(commands, said, show) {
  const names = Object.groupBy(Object.keys(commands), (name) => commands[name].group);
  return Object.entries(names).map(([group, members]) =>
    make(
      "section",
      "",
      {},
      make("h3", "", {}, group),
      ...members.map((name) => lineOf(name, commands, said, show)),
    ),
  );
}

function lineOf(name, commands, said, show) {
  const { label, typing } = commands[name];
  const mode = typing ? "editing" : "navigation";
  const keys = keymap.keysIn(mode, name);
  const shown = keys.map((key) => make("kbd", "", {}, keyLabel(key)));
  const change = button("Change", () => listen(change), "", { "aria-label": `Change: ${label}` });
  const remove = button("×", () => set([], `${label} has no key now.`), "", {
    "aria-label": `No key: ${label}`,
  });
  const set = (chosen, text) => {
    keymap.change(mode, name, chosen);
    said.textContent = text;
    show();
  };
  const listen = (element) => {
    element.textContent = "Press the new key";
    said.textContent = `Press the new key of “${label}”; Escape leaves it as it is.`;
    const hear = (event) => {
      if (isModifier(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      stop();
      const key = keyName(event);
      if (key === "Escape") {
        said.textContent = "";
        return;
      }
      const refusal = keymap.refusal(mode, name, key, commands);
      if (refusal) said.textContent = refusal;
      else set([key], `${label}: ${keyLabel(key)}.`);
    };
    const stop = () => {
      element.removeEventListener("keydown", hear);
      element.removeEventListener("blur", stop);
      element.textContent = "Change";
    };
    element.addEventListener("keydown", hear);
    element.addEventListener("blur", stop);
  };
  return make("div", "key-line", {}, make("span", "", {}, label), ...shown, change, remove);
}
