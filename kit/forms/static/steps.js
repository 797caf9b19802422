// The steps of a vote: all of them in a line, the present one marked, and what to do in it.
import { make } from "./dom.js";

/** Data: {label, steps: [{words, state: "done", "now" or ""}], doing}. */
export function drawSteps({ label, steps, doing }) {
  const line = steps.map(({ words, state }) => make("li", { class: state && `is-${state}`, "aria-current": state === "now" && "step" }, words));
  return [make("ol", { class: "kd-vote-steps", "aria-label": label }, line), make("p", { class: "kd-doing", role: "status" }, doing)];
}
