// A vote in steps on the console: a button for each step; the present one is pressed.
import { put } from "./console-put.js";
import { element } from "./follow.js";

const inSteps = (id) => document.getElementById(`steps-${id}`);

export function drawSteps({ data, picked, act }) {
  const found = data.steps[picked];
  document.getElementById("steps").hidden = !found;
  if (!found) return;
  const { now, steps, doing, options, note } = found;
  const list = inSteps("list");
  if (list.dataset.drawn !== picked) list.replaceChildren(...steps.map((step) => element("li", {}, stepButton(step, act))));
  list.dataset.drawn = picked;
  const isOpen = data.sessions[picked].state === "open";
  list.querySelectorAll("button").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.step === now));
    button.disabled = !isOpen;
  });
  put(inSteps("doing"), doing);
  put(inSteps("options"), options);
  put(inSteps("note"), note);
  inSteps("note").hidden = !note;
}

function stepButton({ name, words }, act) {
  const button = element("button", { class: "kit-button", "data-step": name }, words);
  button.addEventListener("click", () => act("step", { step: name }));
  return button;
}
