// The run sheet on the console: the clock, how late the day is, what to shorten, and each session's times.
import { put } from "./console-put.js";
import { element, fill } from "./follow.js";
import { timeOfDay } from "./room-clock.js";

export function setUpRun(room) {
  document.querySelector("#run-proposal button").addEventListener("click", () => {
    const { minutes, left_out } = room.data.run.proposal;
    room.act("shorten", { minutes, left_out });
  });
  document.getElementById("leave-out").addEventListener("click", () => room.act("leaveout"));
  document.getElementById("take-in").addEventListener("click", () => room.act("takein"));
  setInterval(() => drawTimeHere(room), 1000);
}

export function drawRun(room) {
  const { run } = room.data;
  put(document.getElementById("day-words"), run.summary);
  put(document.getElementById("day-note"), run.note);
  document.getElementById("day").classList.toggle("is-late", run.late);
  drawTimeHere(room);
  drawPassedOver(room);
  drawProposal(run.proposal);
  for (const line of document.querySelectorAll("[data-session]")) drawTimes(line, run.sessions[line.dataset.session]);
  drawNow(room);
  const picked = run.sessions[room.picked];
  const ahead = picked?.ahead ?? false;
  swap(document.getElementById("leave-out"), ahead && !picked.left_out, document.getElementById("take-in"));
  swap(document.getElementById("take-in"), ahead && picked.left_out, document.getElementById("leave-out"));
}

/** Shows a button or hides it; whoever stands on it stands on the one in its place. */
function swap(button, shown, other) {
  const stood = document.activeElement === button;
  button.hidden = !shown;
  if (stood && !shown) {
    other.hidden = false;
    other.focus();
  }
}

function drawTimeHere({ data, words, now }) {
  if (data) put(document.getElementById("time-here"), timeOfDay(now(), data.run.zone));
}

function drawPassedOver(room) {
  const place = document.getElementById("run-passed");
  const wanted = JSON.stringify(room.data.run.passed_over);
  if (place.dataset.drawn === wanted) return;
  place.dataset.drawn = wanted;
  place.replaceChildren(
    ...room.data.run.passed_over.map(({ id, words }) => {
      const button = element("button", { class: "kit-button kit-button-quiet" }, room.words.leave_out);
      button.addEventListener("click", () => room.act("leaveout", {}, id));
      return element("p", { class: "console-row" }, words, " ", button);
    }),
  );
}

function drawProposal(proposal) {
  const box = document.getElementById("run-proposal");
  box.hidden = !proposal;
  if (!proposal) return;
  put(box.querySelector("p"), proposal.title);
  const wanted = JSON.stringify(proposal.changes);
  if (box.dataset.drawn !== wanted) box.querySelector("ul").replaceChildren(...proposal.changes.map((words) => element("li", {}, words)));
  box.dataset.drawn = wanted;
  box.querySelector("ul").hidden = box.querySelector("button").hidden = !proposal.changes.length;
}

/** What happens afterwards has no times. */
function drawTimes(line, times) {
  if (!times) return;
  const pause = line.querySelector("[data-pause]");
  put(pause, times.pause);
  pause.hidden = !times.pause;
  const place = line.querySelector("[data-times]");
  const words = [times.times, times.late && element("span", { class: "console-late" }, times.late)].filter(Boolean);
  const wanted = JSON.stringify([times.times, times.late]);
  if (place.dataset.drawn !== wanted) place.replaceChildren(...words.flatMap((each, at) => (at ? [" ", each] : [each])));
  place.dataset.drawn = wanted;
  place.hidden = !words.length;
  put(line.querySelector("[data-length]"), times.minutes_words);
}

/** The line between what has begun and what is to come, with what to do about the rest of the day. */
function drawNow({ data, words, now }) {
  const { now_before: before, last, zone } = data.run;
  const box = document.getElementById("run");
  const drawn = document.getElementById("run-now");
  box.hidden = before === null;
  if (drawn) drawn.hidden = before === null;
  if (before === null) return;
  const line = drawn ?? element("li", { id: "run-now", class: "console-now" }, element("span"), box);
  put(line.firstElementChild, fill(words.now, { time: timeOfDay(now(), zone) }));
  const session = document.querySelector(`[data-session="${before || last}"]`);
  const next = before ? session : session.nextElementSibling;
  if (line.isConnected && (next === line || line.nextElementSibling === next)) return;
  const stood = line.contains(document.activeElement) && document.activeElement;
  session.parentElement.insertBefore(line, next);
  if (stood) stood.focus();
}
