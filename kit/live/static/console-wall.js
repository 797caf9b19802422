// What the projector's wall shows, and turning it: one press each, and the console's Undo takes it back.
import { element, fill } from "./follow.js";

const MINUTES_OF_A_BREAK = 15;

export function setUpWall(room) {
  const until = document.getElementById("break-until");
  until.value = breakEnd(new Date());
  for (const button of document.querySelectorAll("[data-view]")) {
    const { view } = button.dataset;
    button.addEventListener("click", () => room.act("wall", view === "break" ? { view, until: until.value } : { view }));
  }
  for (const button of document.querySelectorAll("[data-page]")) {
    button.addEventListener("click", () => turnPage(room, { page: Math.max(room.data.wall.page + Number(button.dataset.page), 0) }));
  }
  document.getElementById("wall-alone").addEventListener("click", () => turnPage(room, { alone: room.data.wall.alone ? "no" : "yes" }));
}

function turnPage(room, changed) {
  const { page, alone, session } = room.data.wall;
  room.act("wall_page", { page, alone: alone ? "yes" : "no", ...changed }, session);
}

/** A quarter of an hour from now, at five minutes full. */
function breakEnd(now) {
  const end = new Date(Math.ceil((now.getTime() + MINUTES_OF_A_BREAK * 60_000) / 300_000) * 300_000);
  return `${String(end.getHours()).padStart(2, "0")}:${String(end.getMinutes()).padStart(2, "0")}`;
}

export function drawWall({ data, picked, words, act }) {
  const { view, result, session, words: shown, alone, page, results } = data.wall;
  document.getElementById("wall-now").textContent = shown;
  for (const button of document.querySelectorAll("[data-view]")) {
    const concerned = button.dataset.view !== "question" || session === picked;
    button.setAttribute("aria-pressed", String(button.dataset.view === view && concerned));
  }
  const state = data.sessions[picked].state;
  drawWallResults(results[picked] ?? [], { state, words, act, chosen: view === "result" && session === picked ? result : "" });
  document.getElementById("wall-pages").hidden = view !== "result" && view !== "parking";
  document.querySelector('[data-page="-1"]').disabled = page === 0;
  document.getElementById("wall-alone").setAttribute("aria-pressed", String(alone));
}

/** The buttons stay the same ones where they can, so that whoever stands on one still does. */
function drawWallResults(results, { state, words, act, chosen }) {
  const list = document.getElementById("wall-results");
  const wanted = results.map(({ name }) => name).join(" ");
  if (list.dataset.names !== wanted) {
    list.replaceChildren(...results.map(({ name, title }) => element("li", {}, resultButton(name, title, act))));
    list.dataset.names = wanted;
  }
  document.getElementById("wall-results-part").hidden = !results.length;
  [...list.children].forEach((line, place) => {
    const { name, title, while_open: early } = results[place];
    const may = state === "closed" || (state === "open" && early);
    const button = line.querySelector("button");
    button.textContent = may ? title : fill("{title} – {later}", { title, later: words.wall_later });
    button.disabled = !may;
    button.setAttribute("aria-pressed", String(name === chosen));
  });
}

function resultButton(name, title, act) {
  const button = element("button", { class: "kit-button" }, title);
  button.addEventListener("click", () => act("wall", { view: "result", result: name }));
  return button;
}
