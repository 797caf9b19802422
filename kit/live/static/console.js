// The facilitator's console: what stands on it is drawn by one part each, from the same data.
import { fill, follow, forgetOnLeaving, post } from "./follow.js";
import { drawAgenda, focusAgenda, setUpAgenda } from "./console-agenda.js";
import { drawClock, setUpClock } from "./console-clock.js";
import { drawGroups, setUpGroups } from "./console-groups.js";
import { drawParking, setUpParking } from "./console-parking.js";
import { drawProgress, missingWords } from "./console-progress.js";
import { drawPrompts, setUpPrompts } from "./console-prompts.js";
import { drawRun, setUpRun } from "./console-run.js";
import { drawSteps } from "./console-steps.js";
import { drawWall, setUpWall } from "./console-wall.js";

const LOOK_SECONDS = 30;
/** For how long it is said that something was done; what went wrong stays until the next press. */
const SAID_SECONDS = 15;

const said = document.getElementById("said");
let saidFor = 0;
const room = {
  words: JSON.parse(document.getElementById("strings").textContent),
  data: null,
  /** The session whose details are shown. */
  picked: null,
  pick(id) {
    room.picked = id;
    draw();
  },
  /** What a button does to the session that is picked, or to the one that is named; see kit/live/agenda_actions.py. */
  act: (action, values = {}, id = room.picked) => send(`/api/agenda/${id}/${action}`, values),
  /** What a button asks of any address; whether it was done. */
  send,
  now: () => Date.now() + room.clockOffset,
  clockOffset: 0,
};

forgetOnLeaving();
setUpAgenda(room, { close: closingQuestion, reopen: reopeningQuestion });
setUpClock(room);
setUpRun(room);
setUpPrompts(room);
setUpGroups(room);
setUpWall(room);
setUpParking(room);
document.getElementById("undo").addEventListener("click", () => send("/api/undo", {}));
follow(() => load().catch(() => {})); // the next look is not far
load();
// Who is there, who has gone quiet, and how late the day is, change without anybody doing anything.
setInterval(() => load().catch(() => {}), LOOK_SECONDS * 1000);

async function load() {
  const answer = await fetch("/api/console", { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  room.data = await answer.json();
  room.clockOffset = Date.parse(room.data.now) - Date.now();
  const first = !room.picked;
  if (first) room.picked = firstOf("open") ?? firstOf("planned") ?? Object.keys(room.data.sessions)[0];
  draw();
  // In the afternoon the session that is on must not have to be looked for.
  if (first) focusAgenda(room);
}

function firstOf(state) {
  return Object.keys(room.data.sessions).find((id) => room.data.sessions[id].state === state);
}

/** Somebody may be quicker than the page's first look; without a network it asks without knowing who is missing. */
async function closingQuestion(id, title) {
  if (!room.data) await load().catch(() => {});
  const state = room.data ? missingWords(room.data.progress[id].missing, room.words) : "";
  const closing = room.data?.safe[id]?.closing ?? "";
  return [fill(room.words.confirm_close, { title, missing: state }), closing].filter(Boolean).join("\n\n");
}

/** Only where something is to be known before: phones may have shown a result since this page looked. */
async function reopeningQuestion(id, title) {
  await load().catch(() => {});
  const known = room.data?.reopening[id];
  return known && `${fill(room.words.confirm_reopen, { title })}\n\n${known}`;
}

async function send(address, values) {
  const { ok, message } = (await post(address, values)) ?? { ok: false, message: room.words.offline };
  tell(message, ok);
  await load();
  return ok;
}

function tell(message, fine) {
  clearTimeout(saidFor);
  said.textContent = message;
  said.hidden = !message;
  if (fine) saidFor = setTimeout(() => (said.hidden = true), SAID_SECONDS * 1000);
  said.classList.toggle("is-error", !fine);
  said.classList.toggle("is-ok", fine);
}

function draw() {
  drawAgenda(room);
  document.getElementById("see").href = `/s/${room.picked}`;
  document.getElementById("sort").href = `/sorting/${room.picked}`;
  document.getElementById("sort").hidden = !room.data.sorting.includes(room.picked);
  drawClock(room);
  drawSteps(room);
  drawProgress(room);
  drawRun(room);
  drawPrompts(room);
  drawGroups(room);
  drawWall(room);
  drawParking(room);
}
