// Sorting what was written: answers are ticked or dragged into groups; each press is a step that can be taken back.
import { ask, element, fill, follow, forgetOnLeaving, post } from "./follow.js";
import { drawGroups } from "./sorting-groups.js";
import { drawAnswers, drawSuggested } from "./sorting-answers.js";

const SOON = 150; // milliseconds in which several changes are one
const place = (id) => document.getElementById(id);
const said = place("said");
const chosen = place("sheet");
let waiting = null;

const desk = {
  words: JSON.parse(place("strings").textContent),
  data: null,
  /** Ids of the answers that are ticked. */
  ticked: new Set(),
  suggested: null,
  /** An id for a new group. */
  newGroup: () => `g${[...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`,
  answer: (id) => desk.data.answers.find((answer) => answer.id === id),
  /** One step; `entries` are ids, sent with the versions that stand on this page. */
  async step(action, { entries = [], ...values } = {}) {
    const versions = Object.fromEntries(entries.map((id) => [id, desk.answer(id)?.version ?? 0]));
    const done = await send(action, { ...values, entries: JSON.stringify(versions) });
    if (done) entries.forEach((id) => desk.ticked.delete(id));
    if (done && action === "group") desk.suggested = null;
    await load();
    return done;
  },
  draw,
};

forgetOnLeaving();
if (chosen) begin();

function begin() {
  chosen.addEventListener("change", changeSheet);
  place("undo").addEventListener("click", async () => (await send("undo", {})) && load());
  place("suggest").addEventListener("click", suggest);
  place("new-group").addEventListener("submit", makeGroup);
  follow(() => (waiting ??= setTimeout(load, SOON)));
  load();
}

function changeSheet() {
  desk.ticked.clear();
  desk.suggested = null;
  load();
}

function address(part = "") {
  return `/api/sorting/${chosen.dataset.session}${part}?sheet=${encodeURIComponent(chosen.value)}`;
}

async function load() {
  waiting = null;
  const answer = await ask(address());
  if (!answer) return;
  desk.data = answer;
  const there = new Set(desk.data.answers.map(({ id }) => id));
  for (const id of desk.ticked) if (!there.has(id)) desk.ticked.delete(id);
  draw();
}

async function suggest() {
  const sheet = chosen.value;
  const answer = await ask(`${address()}&suggest`);
  // Another question may have been chosen until the network was back.
  if (!answer || chosen.value !== sheet) return;
  desk.suggested = answer.suggested;
  draw();
}

async function makeGroup(event) {
  event.preventDefault();
  const field = place("group-words");
  const entries = [...desk.ticked];
  if (!entries.length) return field.focus();
  if (await desk.step("group", { entries, group: desk.newGroup(), words: field.value })) field.value = "";
}

async function send(action, values) {
  const { ok, message } = (await post(address(`/${action}`), values)) ?? { ok: false, message: place("connection").textContent };
  tell(message, ok);
  return ok;
}

function tell(message, fine) {
  said.textContent = message;
  said.hidden = !message;
  said.classList.toggle("is-error", !fine);
  said.classList.toggle("is-ok", fine);
}

function draw() {
  drawAnswers(desk);
  drawSuggested(desk);
  drawGroups(desk);
  place("ticked").textContent = fill(desk.words.selected, { count: desk.ticked.size });
  place("log").replaceChildren(...desk.data.log.map(logLine));
}

function logLine({ at, who, did, undone }) {
  const words = `${at} ${who}: ${did}`;
  return undone ? element("li", {}, element("s", {}, words), ` (${desk.words.log_undone})`) : element("li", {}, words);
}
