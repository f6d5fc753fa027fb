// Long work on the server: how far it is, what came of it, and buttons to cancel it or try again.

import { make } from "./elements.js";

// A panel of its own asks for news this often, in milliseconds.
const LOOK_EVERY = 1000;

export class JobPanel {
  /** @param ask asks the server to "cancel", "retry" or "dismiss" the job of an id */
  constructor(ask) {
    this.ask = ask;
    this.element = make("div", "jobs", { role: "status" });
    this.shown = "";
  }

  /** Show jobs, each `{id, doing, done, total, pace, state, message, files}`. */
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
    const { doing, done, total, pace, state } = job;
    if (state !== "running") return this.#over(job);
    const bar = make("progress", "", { "aria-label": doing });
    if (total) Object.assign(bar, { max: total, value: done });
    const number = (value) => value.toLocaleString("en");
    const counts = total ? [`${number(done)} of ${number(total)}`, pace] : [];
    return make(
      "div",
      "job running",
      {},
      make("span", "", {}, doing),
      bar,
      make("span", "counts", {}, counts.filter(Boolean).join(", ")),
      this.#button(job, "cancel", "Cancel"),
    );
  }

  #over(job) {
    const { id, state, message, files } = job;
    const line = make("div", `job ${state}`, {}, make("span", "", {}, message));
    const links = files.map((name) => {
      const href = `download/${id}/${encodeURIComponent(name)}`;
      return make("a", "", { href, download: name }, name);
    });
    if (links.length) line.append(make("span", "files", {}, ...links));
    const stopped = state === "failed" || state === "cancelled";
    const ways = make("span", "ways");
    if (stopped) ways.append(this.#button(job, "retry", "Try again"));
    if (stopped || files.length) ways.append(this.#button(job, "dismiss", "×"));
    line.append(ways);
    return line;
  }

  #queue(jobs) {
    const line = make("div", "job waiting", {}, make("span", "", {}, "Next:"));
    for (const job of jobs) {
      line.append(make("span", "next", {}, job.doing, this.#button(job, "cancel", "×")));
    }
    return line;
  }

  #button(job, request, label) {
    const name = label === "×" ? request : label.toLowerCase();
    const about = job.message || job.doing;
    const button = make(
      "button",
      "",
      { type: "button", "aria-label": `${name}: ${about}`, ...(label === "×" && { title: name }) },
      label,
    );
    button.addEventListener("click", () => this.ask(request, job.id));
    return button;
  }
}

/**
 * Put a panel of its own into an element, with the jobs of the project `props.value`.
 *
 * `changed` is called when one of them is over: there may be a new version to show.
 */
export function mount({ element, server, props, changed }) {
  const ask = async (ask, job) => {
    const answer = await server.grid_request({ ask, job, project: props.value });
    if (answer?.error) panel.element.replaceChildren(make("div", "job failed", {}, answer.error));
    else await look();
  };
  const panel = new JobPanel(ask);
  let over = "";
  const look = async () => {
    if (!props.value || !element.checkVisibility() || document.hidden) return;
    const answer = await server.grid_request({ ask: "jobs", project: props.value });
    if (!answer?.ok) return;
    panel.show(answer.jobs);
    const now = answer.jobs.map(({ id, state }) => `${id} ${state}`).join();
    if (over !== now) changed();
    over = now;
  };
  element.classList.add("hexapla-grid", "panel");
  element.append(panel.element);
  setInterval(look, LOOK_EVERY);
  look();
}
