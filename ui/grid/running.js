// Commands by their names or keys: one after another, each on the state that those before it leave.

import { COMMANDS } from "./commands.js";
import { keyName } from "./keys.js";
import { keymap } from "./keymap.js";
import { placeOf } from "./navigation.js";

export class Running {
  constructor(grid) {
    this.grid = grid;
    this.commands = Promise.resolve();
    this.underWay = 0;
    grid.element.addEventListener("keydown", (event) => this.#keyDown(event));
    grid.scroller.addEventListener("dblclick", (event) => this.#doubleClick(event));
  }

  /** Carry out a command by its name, after those given before it. */
  run(name) {
    const { grid } = this;
    const { run, typing, after } = COMMANDS[name];
    if (typing) return grid.typing.draft || after ? run(grid) : undefined;
    if (grid.typing.draft) grid.typing.end(true);
    if (name === "edit" && this.underWay) grid.typing.begunSoon();
    return this.then(() => run(grid));
  }

  /** Do something after the commands given before; it sees the state that they leave. */
  then(action) {
    this.underWay += 1;
    this.showBusy();
    this.commands = this.commands
      .then(action)
      .catch(reportError) // one that fails must not stop those after it
      .finally(() => {
        this.underWay -= 1;
        this.showBusy();
      });
    return this.commands;
  }

  /** Say whether a command is under way, or a correction on its way to the server. */
  showBusy() {
    const busy = this.underWay > 0 || this.grid.outbox.size > 0;
    this.grid.element.setAttribute("aria-busy", String(busy));
  }

  #keyDown(event) {
    const { typing } = this.grid;
    if (event.isComposing || !placeOf(event.target)) return;
    if (typing.takesAhead(event)) return;
    const mode = typing.draft ? "editing" : "navigation";
    const name = keymap.commandOf(mode, keyName(event));
    if (!name) return;
    event.preventDefault();
    event.stopPropagation();
    this.run(name);
  }

  #doubleClick(event) {
    if (placeOf(event.target) && !this.grid.typing.draft) this.run("edit");
  }
}
