// Long work on the server: how far it is, and a button to cancel it.

import { make } from "./elements.js";

export class JobPanel {
  /** @param cancel asks the server to stop the job of an id */
  constructor(cancel) {
    this.cancel = cancel;
    this.element = make("div", "jobs", { role: "status" });
    this.shown = "";
  }

  /** Show jobs, each `{id, doing, done, total, left, state, message}`. */
  show(jobs) {
    const text = JSON.stringify(jobs);
    if (text === this.shown) return;
    this.shown = text;
    const waiting = jobs.filter((job) => job.state === "waiting");
    const lines = jobs.filter((job) => job.state !== "waiting").map((job) => this.#line(job));
    if (waiting.length) lines.push(this.#queue(waiting));
    this.element.replaceChildren(...lines);
  }

  #line(job) {
    const { doing, done, total, left, state, message } = job;
    if (state !== "running") return make("div", `job ${state}`, {}, message);
    const bar = make("progress", "", { "aria-label": doing });
    if (total) Object.assign(bar, { max: total, value: done });
    const counts = total ? [`${done} of ${total}`, left].filter(Boolean).join(", ") : "";
    return make(
      "div",
      "job running",
      {},
      make("span", "", {}, doing),
      bar,
      make("span", "counts", {}, counts),
      this.#stop(job, "Cancel"),
    );
  }

  #queue(jobs) {
    const line = make("div", "job waiting", {}, make("span", "", {}, "then:"));
    for (const job of jobs) line.append(make("span", "next", {}, job.doing, this.#stop(job, "×")));
    return line;
  }

  #stop(job, label) {
    const button = make(
      "button",
      "",
      { type: "button", "aria-label": `cancel ${job.doing}` },
      label,
    );
    button.addEventListener("click", () => this.cancel(job.id));
    return button;
  }
}
