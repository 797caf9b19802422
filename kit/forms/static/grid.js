// What delegations answered side by side, and where they can help one another.
import { asWritten, make } from "./dom.js";

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

/** Data: {caption, heads, short, rows: [{finding, text, cells: [{count, named}], differ, coverage}], legend, scale}. */
export function drawSpread({ caption, heads, short, rows, legend, scale }, strings, wall) {
  if (!rows.length) return [];
  const head = heads.map((words, place) => spreadHead(words, wall && short[place - 1]));
  const body = rows.map(({ finding, text, cells, differ, coverage }) => {
    const first = make("th", { scope: "row" }, make("b", {}, finding), " ", make("span", { dir: "auto" }, text));
    const last = make("td", { class: differ ? "kd-differ" : null }, differ ? "◆ " : "", coverage);
    return make("tr", {}, first, cells.map((cell) => spreadCell(cell, strings)), last);
  });
  const table = make("table", { class: "kd-grid kd-spread" }, make("caption", {}, caption), make("thead", {}, make("tr", {}, head)), make("tbody", {}, body));
  const region = make("div", { class: "kd-scroll", tabindex: "0", role: "region", "aria-label": caption }, table);
  return [region, make("p", { class: "kd-note" }, scale), make("p", { class: "kd-note", "data-row": true }, legend)];
}

/** On the wall a narrow column has a figure over it, and what it means stands below the table. */
function spreadHead(words, short) {
  if (!short) return make("th", { scope: "col", dir: "auto" }, words);
  return make("th", { scope: "col" }, make("span", { "aria-hidden": "true" }, short), make("span", { class: "kd-unseen" }, words));
}

function spreadCell({ count, named }, strings) {
  if (!count) return make("td", { class: "kd-none" }, make("span", { "aria-hidden": "true" }, "·"), make("span", { class: "kd-unseen" }, strings.no_answer));
  const codes = named.map((code) => make("span", { class: "kd-chip" }, code));
  const dots = "●".repeat(Math.max(count - named.length, 0));
  const unnamed = dots && make("span", { class: "kd-dots", "aria-hidden": "true" }, dots);
  return make("td", { "data-step": Math.min(count, STEPS) }, codes, unnamed, make("span", { class: "kd-unseen" }, asWritten(count)));
}

/** Data: {items: [{kind, label, sides: [{who, verb, words}], reasons: [...], obstacles: [...]}], left: {caption, lines}}. */
export function drawMatches({ items, left }, _, wall) {
  const cards = items.map(({ kind, label, sides, reasons, obstacles }) => {
    const two = sides.map(({ who, verb, words }) => make("p", { class: "kd-side" }, make("b", {}, who), " ", make("small", {}, verb), make("span", { dir: "auto" }, words)));
    const why = [...reasons.map((words) => make("li", {}, "✓ ", words)), ...obstacles.map((words) => make("li", { class: "is-obstacle" }, "! ", words))];
    const head = make("p", { class: wall ? "kd-unseen" : "kd-match-kind" }, label);
    // On the wall it is said who and what; why it fits stands on everybody's phone.
    return make("li", { class: "kd-match", "data-match": kind }, head, make("div", { class: "kd-sides" }, two), wall ? null : make("ul", {}, why));
  });
  const rest = left?.lines.length ? make("div", { class: "kd-part" }, make("h3", {}, left.caption), make("ul", {}, left.lines.map((words) => make("li", { dir: "auto" }, words)))) : null;
  return [cards.length ? make("ul", { class: "kd-matches" }, cards) : null, rest].filter(Boolean);
}
