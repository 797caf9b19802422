// The projector's wall: draws what the room is turned to, on as many pages as it takes to show all of it.
import { draw } from "../forms/board.js";
import { ask, asWritten, clockWords, element, fill, follow } from "./follow.js";
import { drawReady, drawTimeOfDay, groupParts } from "./wall-room.js";
import { askedParts, breakParts, joinParts, signedOutParts } from "./wall-views.js";
import { fitted, showPage } from "./wall-pages.js";

const SOON = 150; // milliseconds in which several changes are one
const PAGE_SECONDS = 20; // a page that turns by itself
const VIEWS = { question: questionParts, break: breakParts, join: joinParts, signed_out: signedOutParts };
const FORWARD = ["PageDown", "ArrowDown", " ", "Enter"]; // what a presenter's clicker sends, among others
const BACK = ["PageUp", "ArrowUp", "Backspace"];
const words = JSON.parse(document.getElementById("strings").textContent);
const place = (id) => document.getElementById(id);
const stage = place("stage");
let data = null;
let drawn = "";
let pages = [];
let here = 0; // pages turned on this screen since the console last did
let turnedAt = Date.now();
let offset = 0; // the server's clock less this machine's, in milliseconds
let waiting = null;

follow(() => (waiting ??= setTimeout(load, SOON)));
load();
setInterval(tick, 1000);
addEventListener("resize", () => data && redraw());
addEventListener("keydown", byKey);
place("next-page").addEventListener("click", () => turn(1));
place("previous-page").addEventListener("click", () => turn(-1));

async function load() {
  waiting = null;
  const answer = await ask(`/api/wall${location.search}`);
  if (!answer) return;
  const before = data;
  data = answer;
  offset = Date.parse(data.now) - Date.now();
  if (before?.view !== data.view || before?.page !== data.page || before?.result?.title !== data.result?.title) startOver();
  show();
}

function startOver() {
  here = 0;
  turnedAt = Date.now();
}

function show() {
  const { view, session, next, counts, result } = data;
  const onSession = view === "question" || view === "signed_out";
  place("wall").dataset.view = view;
  place("title").textContent = titleOf(view);
  place("title").lang = onSession && session ? session.lang : document.documentElement.lang;
  place("over").textContent = view === "result" && session ? session.title : place("over").dataset.workshop;
  place("next").textContent = next && view !== "blank" ? fill(words.wall_next, { title: next.title }) : "";
  place("counts").hidden = !(onSession && session?.state === "open");
  place("counts").replaceChildren(...(counts ?? []).map(countTile));
  drawReady(onSession ? data.room : null);
  const fresh = JSON.stringify([view, data.question, data.room?.groups, result, data.until]);
  if (fresh !== drawn) redraw();
  drawn = fresh;
  toPage();
  tick();
}

function titleOf(view) {
  const { session, result } = data;
  if (view === "question" || view === "signed_out") return session?.title ?? "";
  if (result) return result.data?.question ?? result.title;
  return view === "break" ? words.view_break : view === "join" ? words.join_title : "";
}

function redraw() {
  stage.className = "wall-stage";
  stage.replaceChildren();
  const { view, result } = data;
  if (result) {
    const body = element("div", { "data-size": "wall", dir: document.documentElement.dir });
    stage.append(body);
    draw(body, result.kind, result.data, result.strings);
  } else {
    stage.append(...(VIEWS[view]?.(data, words) ?? []));
  }
  pages = fitted(stage);
  toPage();
  place("turned").textContent = place("title").textContent;
}

/** Once the room has parted, where each group goes; before that, what is asked. */
function questionParts() {
  const groups = groupParts(data);
  return groups.length ? groups : askedParts(data, words);
}

function toPage() {
  const count = pages.length;
  const now = count ? (((data.page + here) % count) + count) % count : 0;
  showPage(pages, now);
  place("pages").hidden = count < 2;
  place("page").textContent = fill(words.wall_page, { page: asWritten(now + 1), pages: asWritten(count) });
}

function turn(by) {
  here += by;
  turnedAt = Date.now();
  toPage();
}

function byKey(event) {
  if (event.target.closest("button, a, summary") || pages.length < 2) return;
  const by = FORWARD.includes(event.key) ? 1 : BACK.includes(event.key) ? -1 : 0;
  if (!by) return;
  event.preventDefault();
  turn(by);
}

function countTile({ name, count }) {
  return element("p", { class: `wall-count${count ? " has-answered" : ""}` }, element("b", {}, asWritten(count)), " ", element("span", {}, name));
}

function tick() {
  const end = data?.session?.timer_ends_at;
  const left = end ? Date.parse(end) - Date.now() - offset : null;
  const runs = left !== null && data.session.state === "open" && data.view !== "blank";
  place("clock").hidden = !runs;
  place("clock").textContent = !runs ? "" : left > 0 ? clockWords(left) : words.timer_over;
  place("clock").classList.toggle("is-over", runs && left <= 0);
  if (data?.alone && pages.length > 1 && Date.now() - turnedAt >= PAGE_SECONDS * 1000) turn(1);
  if (data) drawTimeOfDay(data.zone, offset);
}
