import { asWritten, clockWords, element, fill, follow, forgetOnLeaving } from "./follow.js";

const words = JSON.parse(document.getElementById("strings").textContent);
const said = document.getElementById("said");
let data = null;
let picked = null;
let clockOffset = 0;

forgetOnLeaving();
follow(load);
load();
setInterval(drawClock, 1000);

for (const line of document.querySelectorAll("[data-session]")) {
  line.querySelector("[data-pick]").addEventListener("click", () => pick(line.dataset.session));
  for (const button of line.querySelectorAll("[data-action]")) {
    button.addEventListener("click", () => act(line, button.dataset.action));
  }
}
for (const button of document.querySelectorAll("[data-minutes]")) {
  button.addEventListener("click", () => post(picked, "timer", { minutes: button.dataset.minutes }));
}

async function load() {
  const answer = await fetch("/api/console", { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  data = await answer.json();
  clockOffset = Date.parse(data.now) - Date.now();
  const first = !picked;
  if (first) picked = firstOf("open") ?? firstOf("planned") ?? Object.keys(data.sessions)[0];
  draw();
  // In the afternoon the session that is on must not have to be looked for.
  if (first) document.querySelector(`[data-session="${picked}"]`).scrollIntoView({ block: "center" });
}

function firstOf(state) {
  return Object.keys(data.sessions).find((id) => data.sessions[id].state === state);
}

function pick(id) {
  picked = id;
  draw();
}

async function act(line, action) {
  const id = line.dataset.session;
  if (action === "close" && !confirm(closingQuestion(id, line.dataset.title))) return;
  pick(id);
  await post(id, action, {});
}

function closingQuestion(id, title) {
  const missing = data.progress[id].missing;
  const state = missing.length ? fill(words.still_missing, { names: missing.join(", ") }) : words.nobody_missing;
  return fill(words.confirm_close, { title, missing: state });
}

document.getElementById("undo").addEventListener("click", () => send("/api/undo", {}));

function post(id, action, values) {
  return send(`/api/agenda/${id}/${action}`, values);
}

async function send(address, values) {
  const body = new URLSearchParams({ ...values, _xsrf: document.body.dataset.xsrf });
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    tell((await answer.json()).message, answer.ok);
  } catch {
    tell(words.offline, false);
  }
  await load();
}

function tell(message, fine) {
  said.textContent = message;
  said.hidden = !message;
  said.classList.toggle("is-error", !fine);
  said.classList.toggle("is-ok", fine);
}

function draw() {
  for (const line of document.querySelectorAll("[data-session]")) drawLine(line);
  const line = document.querySelector(`[data-session="${picked}"]`);
  document.getElementById("detail-title").textContent = line.dataset.title;
  document.getElementById("see").href = `/s/${picked}`;
  document.getElementById("timer").hidden = data.sessions[picked].state !== "open";
  drawProgress(data.progress[picked]);
  drawClock();
}

function drawLine(line) {
  const { state, note } = data.sessions[line.dataset.session];
  line.className = `is-${state}`;
  line.querySelector("[data-state]").textContent = note || words[`state_${state}`];
  line.querySelector("[data-pick]").setAttribute("aria-pressed", String(line.dataset.session === picked));
  const pressed = line.contains(document.activeElement) ? document.activeElement : null;
  const shown = { open: ["planned"], close: ["open"], reopen: ["closed"] };
  for (const button of line.querySelectorAll("[data-action]")) {
    button.hidden = !shown[button.dataset.action].includes(state);
  }
  // Whoever pressed a button stands on the one in its place.
  if (pressed?.hidden) line.querySelector("[data-action]:not([hidden])")?.focus();
}

function drawProgress(progress) {
  const columns = progress.vote ? [...progress.forms, "ballot"] : progress.forms;
  const titles = columns.map((form) => progress.form_titles[form] ?? words.ballots);
  const head = element("tr", {}, ...[words.delegation, words.people, ...titles].map((title) => element("th", { scope: "col" }, title)));
  document.querySelector(".console-progress thead").replaceChildren(head);
  const rows = Object.entries(progress.delegations).map(([code, given]) => progressRow(code, given, columns));
  document.querySelector(".console-progress tbody").replaceChildren(...rows);
  const missing = progress.missing.length ? fill(words.still_missing, { names: progress.missing.join(", ") }) : words.nobody_missing;
  document.getElementById("missing").textContent = columns.length ? missing : "";
}

function progressRow(code, given, columns) {
  const counts = columns.map((form) => (form === "ballot" ? given.ballots : given.forms[form] ?? 0));
  const answered = counts.some((count) => count > 0);
  const mark = columns.length ? (answered ? words.answered : words.not_answered) : "";
  const row = element("tr", { class: answered ? "has-answered" : "" }, element("th", { scope: "row" }, code, " ", element("small", {}, mark)));
  row.append(...[data.people[code], ...counts].map((count) => element("td", {}, asWritten(count))));
  return row;
}

function drawClock() {
  const clock = document.getElementById("clock");
  const end = data?.sessions[picked]?.timer_ends_at;
  const left = end ? Date.parse(end) - Date.now() - clockOffset : null;
  clock.hidden = left === null;
  clock.textContent = left === null ? "" : left > 0 ? clockWords(left) : words.timer_over;
  clock.classList.toggle("is-over", left !== null && left <= 0);
}
