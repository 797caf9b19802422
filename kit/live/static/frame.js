// In a session's page: the timer that everyone sees, a way to the next session without taking anybody away, languages.
import { ask, clockWords, element, follow, forgetOnLeaving, post } from "./follow.js";
import { drawHere, setUpHere } from "./frame-here.js";
import { tellTime } from "./frame-prompt.js";

const here = location.pathname.split("/").pop();
const strings = JSON.parse(document.getElementById("kit-page")?.textContent ?? "{}").words ?? {};
const next = element("div", { id: "kit-next", class: "live-next", role: "status" });
let ends = null;
let offset = 0; // the server's clock less this device's, in milliseconds: phones' clocks are often wrong
let offered = "";
let token = "";
let looking = 0;

document.querySelector("main").before(next);
setUpHere(send);
const made = JSON.parse(document.getElementById("kit-now").textContent);
follow(({ kinds }) => (kinds.includes("session") ? look() : kinds.some((kind) => kind === "ready" || kind === "group") && lookSoon()), made.sequence);
draw(made, performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseEnd || performance.now()));
setInterval(drawTimer, 1000);

async function look() {
  const answer = await ask("/api/now");
  if (answer) draw(answer, Date.now());
}

/** Shows the room as the server saw it; `come`: when that was here, by this device's clock. */
function draw({ open, now, timers, languages, leave, here: sessions }, come) {
  offset = Date.parse(now) - come;
  ends = timers[here] ? Date.parse(timers[here]) : null;
  token = leave.xsrf;
  offer(open.filter((session) => session.id !== here));
  drawHere(sessions[here]);
  if (languages.offered && !document.querySelector(".live-languages")) addLanguages(languages);
  if (!document.querySelector("form[data-leave]")) addLeave(leave);
  drawTimer();
}

/** Forty who choose their groups at once make forty changes; every page looks once for several of them. */
function lookSoon() {
  clearTimeout(looking);
  looking = setTimeout(look, 200 + 600 * Math.random());
}

/** Posts something for this session; the words of what went wrong, or none. */
async function send(what, values) {
  const { message } = (await post(`/api/${what}/${here}`, values, token)) ?? { message: strings.not_sent };
  if (!message) await look();
  return message;
}

/** A shared phone is passed on from here, not from the agenda. */
function addLeave({ label, unsent, xsrf }) {
  const hidden = element("input", { type: "hidden", name: "_xsrf", value: xsrf });
  const button = element("button", { class: "kit-button kit-button-quiet" }, label);
  document.querySelector("header").append(element("form", { class: "live-leave", method: "post", action: "/leave", "data-leave": unsent }, hidden, button));
  forgetOnLeaving();
}

/** Links to what else is open; left alone where nothing has changed, so that nobody's focus is lost. */
function offer(sessions) {
  const wanted = JSON.stringify(sessions);
  if (wanted === offered) return;
  offered = wanted;
  next.replaceChildren(...sessions.map(({ id, words }) => element("a", { class: "kit-button", href: `/s/${id}` }, words)));
}

/** The same menu as on the server's own pages. What is typed is sent, or kept on the device, as on any way out. */
function addLanguages({ label, draft, offered: tongues, xsrf }) {
  const chosen = tongues.find((tongue) => tongue.chosen);
  const summary = element("summary", {}, element("span", { class: "kit-hidden-visually" }, `${label}: `), chosen.name);
  const hidden = Object.entries({ _xsrf: xsrf, back: location.pathname }).map(([name, value]) => element("input", { type: "hidden", name, value }));
  const form = element("form", { method: "post", action: "/language" }, ...hidden, ...tongues.map(languageButton));
  if (chosen.is_draft) form.append(element("p", {}, draft));
  document.querySelector("header").append(element("details", { class: "live-languages" }, summary, form));
}

function languageButton({ tag, name, dir, chosen }) {
  return element("button", { name: "language", value: tag, lang: tag, dir, ...(chosen && { "aria-current": "true" }) }, name);
}

function drawTimer() {
  const timer = document.getElementById("live-timer") ?? addTimer();
  const left = ends === null ? null : ends - Date.now() - offset;
  timer.hidden = left === null;
  timer.textContent = left === null ? "" : left > 0 ? clockWords(left) : (strings.time_over ?? "0:00");
  timer.classList.toggle("is-over", left !== null && left <= 0);
  tellTime(left, strings);
}

function addTimer() {
  const timer = element("span", { id: "live-timer", class: "live-timer", role: "timer", hidden: "" });
  document.querySelector("header").append(timer);
  return timer;
}
