// In a session's page: the timer that everyone sees, and a way to the next session, without taking anybody away.
import { clockWords, element, follow } from "./follow.js";

const here = location.pathname.split("/").pop();
const strings = JSON.parse(document.getElementById("kit-page")?.textContent ?? "{}").strings ?? {};
let ends = null;
let offset = 0; // the server's clock less this device's, in milliseconds: phones' clocks are often wrong

follow(({ kinds }) => kinds.includes("session") && look());
look();
setInterval(drawTimer, 1000);

async function look() {
  const answer = await fetch("/api/now");
  if (!answer.ok) return;
  const { open, now, timers } = await answer.json();
  offset = Date.parse(now) - Date.now();
  ends = timers[here] ? Date.parse(timers[here]) : null;
  offer(open.filter((session) => session.id !== here));
  drawTimer();
}

function offer(sessions) {
  document.getElementById("kit-next")?.remove();
  if (!sessions.length) return;
  const links = sessions.map(({ id, words }) => element("a", { class: "kit-button", href: `/s/${id}` }, words));
  const line = element("aside", { id: "kit-next", class: "live-next", role: "status" }, ...links);
  document.querySelector("main").before(line);
}

function drawTimer() {
  const timer = document.getElementById("live-timer") ?? addTimer();
  const left = ends === null ? null : ends - Date.now() - offset;
  timer.hidden = left === null;
  timer.textContent = left === null ? "" : left > 0 ? clockWords(left) : (strings.time_over ?? "0:00");
  timer.classList.toggle("is-over", left !== null && left <= 0);
}

function addTimer() {
  const timer = element("span", { id: "live-timer", class: "live-timer", role: "timer", hidden: "" });
  document.querySelector("header").append(timer);
  return timer;
}
