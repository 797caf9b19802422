import { draw } from "../forms/board.js";
import { asWritten, clockWords, element, fill, follow } from "./follow.js";
import { drawTimeOfDay, drawWallRoom } from "./wall-room.js";

const words = JSON.parse(document.getElementById("strings").textContent);
const place = (id) => document.getElementById(id);
let data = null;
let drawn = "";

follow(load);
load();
setInterval(drawClock, 1000);

async function load() {
  const answer = await fetch(`/api/wall${location.search}`);
  if (!answer.ok) return;
  data = await answer.json();
  show();
}

function show() {
  const { session, next, counts, results } = data;
  place("title").textContent = session ? session.title : "";
  place("title").lang = session ? session.lang : document.documentElement.lang;
  place("next").textContent = next ? fill(words.wall_next, { title: next.title }) : "";
  place("counts").replaceChildren(...(session ? counts.map(countTile) : []));
  const open = session?.state === "open";
  place("counts").hidden = !open;
  drawWallRoom(open ? data.room : null);
  const fresh = JSON.stringify(results ?? []);
  if (fresh !== drawn) showResults(results ?? []);
  drawn = fresh;
  drawClock();
}

function countTile({ name, count }) {
  return element("div", { class: `wall-count${count ? " has-answered" : ""}` }, element("b", {}, asWritten(count)), element("span", {}, name));
}

function showResults(results) {
  place("results").replaceChildren();
  for (const { title, kind, data: board, strings } of results) {
    const part = element("section", {}, element("h2", {}, title));
    const body = element("div", {});
    part.append(body);
    place("results").append(part);
    draw(body, kind, board, strings);
  }
}

function drawClock() {
  const end = data?.session?.timer_ends_at;
  const left = end ? Date.parse(end) - Date.now() : null;
  place("clock").hidden = left === null || data.session.state !== "open";
  place("clock").textContent = left === null ? "" : left > 0 ? clockWords(left) : words.timer_over;
  if (data) drawTimeOfDay(data.zone);
}
