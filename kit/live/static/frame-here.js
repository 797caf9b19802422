// In a session's page beside the forms: one's own group, and "We are ready" for the delegation.
import { element } from "./follow.js";

const groupHere = element("section", { class: "live-group", hidden: "" }, element("p", { role: "status" }), element("div"));
const readyHere = element("section", { class: "live-ready", hidden: "" }, element("p", { role: "status" }), element("button", { class: "kit-button" }));
let choicesDrawn = "";

/** `send(address, values)` posts for this page's visitor and gives the words of a refusal. */
export function setUpHere(send) {
  document.querySelector("main").before(groupHere);
  document.querySelector("main").after(readyHere);
  const button = readyHere.querySelector("button");
  button.addEventListener("click", async () => tell(readyHere, await send("ready", { ready: button.value })));
  groupHere.addEventListener("click", async ({ target }) => {
    const chosen = target.closest("button")?.value;
    if (chosen) tell(groupHere, await send("group", { group: chosen }));
  });
}

/** Draws what the server says of this session; nothing where it is not open, or for staff. */
export function drawHere(here) {
  readyHere.hidden = !here;
  groupHere.hidden = !here?.group;
  if (here) drawReady(here.ready);
  if (here?.group) drawGroup(here.group);
}

function drawReady({ said, words, button }) {
  tell(readyHere, words);
  readyHere.classList.toggle("is-ready", said);
  const pressed = readyHere.querySelector("button");
  pressed.textContent = button;
  pressed.value = said ? "no" : "yes";
}

function drawGroup({ title, name, place, choices }) {
  tell(groupHere, [title, name, place].filter(Boolean).join("\n"));
  const drawn = JSON.stringify(choices);
  if (drawn === choicesDrawn) return;
  choicesDrawn = drawn;
  const stood = document.activeElement.value;
  const list = groupHere.querySelector("div");
  const inside = list.contains(document.activeElement);
  list.replaceChildren(...choices.map(choiceButton));
  if (inside) [...list.children].find((each) => each.value === stood)?.focus();
}

function choiceButton({ key, name, note, chosen, full }) {
  const state = { "aria-pressed": String(chosen), ...(full && { "aria-disabled": "true" }) };
  return element("button", { class: "kit-button", value: key, ...state }, name, " ", element("small", {}, note));
}

/** A status is read out where its words change. */
function tell(part, words) {
  const line = part.querySelector("p");
  if (words && line.textContent !== words) line.textContent = words;
}
