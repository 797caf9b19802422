// What delegations answered side by side, and where they can help one another.
import { make } from "./dom.js";

const STEPS = 5;

/** Data: {caption, heads: [...], rows: [{finding, text, cells: [{step, words, more} | null], spread, differ, coverage}]}. */
export function drawGrid({ caption, heads, rows, legend }, strings) {
  if (!rows.length) return [];
  const head = heads.map((words) => make("th", { scope: "col", dir: "auto" }, words));
  const body = rows.map((row) => gridLine(row, strings));
  const table = make("table", { class: "kd-grid" }, make("caption", {}, caption), make("thead", {}, make("tr", {}, head)), make("tbody", {}, body));
  const region = make("div", { class: "kd-scroll", tabindex: "0", role: "region", "aria-label": caption }, table);
  return [region, make("p", { class: "kd-note" }, legend)];
}

function gridLine({ finding, text, cells, spread, differ, coverage }, strings) {
  const first = make("th", { scope: "row" }, make("b", {}, finding), " ", make("span", { dir: "auto" }, text));
  const shown = cells.map((cell) => gridCell(cell, strings));
  const apart = make("td", { class: differ ? "kd-differ" : null }, make("span", {}, differ ? "⇔ " : ""), spread, make("small", {}, coverage));
  return make("tr", {}, first, shown, apart);
}

function gridCell(cell, strings) {
  if (!cell) return make("td", { class: "kd-none" }, make("span", { "aria-hidden": "true" }, "·"), make("span", { class: "kd-unseen" }, strings.no_answer));
  const step = Math.min(Math.max(cell.step ?? 0, 0), STEPS);
  return make("td", { "data-step": step || null }, make("b", {}, cell.words), cell.more && make("small", {}, cell.more));
}

/** Data: {items: [{kind, label, sides: [{who, verb, words}], reasons: [...], obstacles: [...]}], left: {caption, lines}}. */
export function drawMatches({ items, left }) {
  const cards = items.map(({ kind, label, sides, reasons, obstacles }) => {
    const two = sides.map(({ who, verb, words }) => make("p", { class: "kd-side" }, make("b", {}, who), " ", make("small", {}, verb), make("span", { dir: "auto" }, words)));
    const why = [...reasons.map((words) => make("li", {}, "✓ ", words)), ...obstacles.map((words) => make("li", { class: "is-obstacle" }, "! ", words))];
    return make("li", { class: "kd-match", "data-match": kind }, make("p", { class: "kd-match-kind" }, label), make("div", { class: "kd-sides" }, two), make("ul", {}, why));
  });
  const rest = left?.lines.length ? make("div", { class: "kd-part" }, make("h3", {}, left.caption), make("ul", {}, left.lines.map((words) => make("li", { dir: "auto" }, words)))) : null;
  return [cards.length ? make("ul", { class: "kd-matches" }, cards) : null, rest].filter(Boolean);
}
