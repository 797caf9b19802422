// Says that the time of an open session is nearly over, and who is not ready; more time is one press away.
import { put } from "./console-put.js";
import { asWritten, element, fill } from "./follow.js";

const PROMPT_MINUTES = 2;
const MORE_MINUTES = 5;

export function setUpPrompts(room) {
  setInterval(() => drawPrompts(room), 1000);
}

export function drawPrompts(room) {
  if (!room.data) return;
  const place = document.getElementById("prompts");
  for (const [id, { state, timer_ends_at }] of Object.entries(room.data.sessions)) {
    const left = state === "open" && timer_ends_at ? Math.ceil((Date.parse(timer_ends_at) - room.now()) / 60_000) : Infinity;
    const shown = place.querySelector(`[data-prompt="${id}"]`);
    if (left > PROMPT_MINUTES) leavePrompt(shown, id);
    else writePrompt(shown ?? addPrompt(place, room, id), room, id, left);
  }
}

function addPrompt(place, room, id) {
  const more = element("button", { class: "kit-button" }, fill(room.words.add_minutes, { minutes: asWritten(MORE_MINUTES) }));
  more.addEventListener("click", () => room.act("timer", { minutes: MORE_MINUTES }, id));
  const prompt = element("div", { class: "kit-note is-warn console-row", "data-prompt": id }, element("p", { role: "status" }), more);
  place.append(prompt);
  return prompt;
}

function writePrompt(prompt, { words, data }, id, left) {
  const { title, state } = data.safe[id] ?? { title: "", state: "" };
  const sentence = left > 0 ? words.time_nearly_over : words.time_is_over;
  const said = fill(sentence, { title, state, minutes: asWritten(left) });
  put(prompt.querySelector("p"), said);
}

/** Whoever pressed its button stands on the session that it spoke of. */
function leavePrompt(prompt, id) {
  if (!prompt) return;
  const stood = prompt.contains(document.activeElement);
  prompt.remove();
  if (stood) document.querySelector(`[data-session="${id}"] [data-pick]`).focus();
}
