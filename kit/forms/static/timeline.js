// A plan over time, its checks, and plain tables.
import { make } from "./dom.js";

const FEW_TICKS = 6; // labels on a phone
const MANY_TICKS = 12; // labels elsewhere

/** Data: {first, last, ticks: [{label, at}], bars: [...], undated: words or "", table}. */
export function drawTimeline({ label, ticks, bars, undated, table }, strings) {
  if (!bars.length && !undated) return [];
  const lines = bars.map(timelineRow);
  const scale = make("div", { class: "kd-axis", "aria-hidden": "true" }, ticks.map((tick, place) => axisTick(tick, place, ticks.length)));
  const chart = make("div", { class: "kd-timeline", role: "img", "aria-label": label }, scale, ...lines);
  const left = undated && make("p", { class: "kd-note" }, undated);
  return [bars.length ? chart : null, left, bars.length ? inTable(table, strings) : null].filter(Boolean);
}

function axisTick({ label, at }, place, count) {
  const tick = make("span", { class: "kd-tick" }, label);
  tick.classList.toggle("is-minor", place % Math.ceil(count / MANY_TICKS) !== 0);
  tick.classList.toggle("is-narrow", place % Math.ceil(count / FEW_TICKS) !== 0);
  tick.style.insetInlineStart = `${at * 100}%`;
  return tick;
}

function timelineRow({ ref, title, status, status_words: words, after, dates, begins, ends, reversed, milestones }) {
  const bar = make("span", { class: "kd-span", "data-status": status });
  bar.style.insetInlineStart = `${begins * 100}%`;
  bar.style.inlineSize = `${Math.max(ends - begins, 0.005) * 100}%`;
  bar.classList.toggle("is-wrong", reversed);
  const marks = milestones.map(({ at, outside, words: said }) => {
    const mark = make("span", { class: `kd-diamond${outside ? " is-wrong" : ""}`, title: said });
    mark.style.insetInlineStart = `${at * 100}%`;
    return mark;
  });
  const details = [dates, words, after].filter(Boolean).join(" · ");
  const head = make("div", { class: "kd-row-head" }, ref && make("b", {}, ref), " ", make("span", { dir: "auto" }, title), make("small", {}, details));
  return make("div", { class: "kd-row" }, head, make("div", { class: "kd-track" }, bar, ...marks));
}

/** Data: {items: [{words, blocks}], ok}. */
export function drawChecks({ items, ok }) {
  if (!items.length) return [make("p", { class: "kd-ok" }, "✓ ", ok)];
  const lines = items.map(({ words, blocks, label }) =>
    make("li", { class: blocks ? "is-blocking" : "" }, make("b", {}, blocks ? "■ " : "△ ", label), " ", make("span", { dir: "auto" }, words)),
  );
  return [make("ul", { class: "kd-checks" }, lines)];
}

/** Data: {caption, columns: [{label, numeric}], rows: [[cell, ...]]}. */
export function drawTable(data) {
  return data.rows.length ? [tableOf(data)] : [];
}

export function inTable(data, strings) {
  return make("details", { class: "kd-details" }, make("summary", {}, strings.board_as_table), tableOf(data));
}

/** For those who hear a board on the wall, where nothing can be unfolded. */
export function tableUnseen(data) {
  return make("div", { class: "kd-unseen" }, tableOf(data).firstElementChild);
}

/** `groups`: [{label, span}] over the columns, where several of them belong together. */
export function tableOf({ caption, columns, rows, groups }) {
  const numeric = (place) => (columns[place].numeric ? "kd-number" : null);
  const head = columns.map(({ label }, place) => make("th", { scope: "col", class: numeric(place), dir: "auto" }, label));
  const cell = (words, place) => make(place ? "td" : "th", { scope: place ? null : "row", class: numeric(place), dir: "auto" }, String(words ?? ""));
  const body = rows.map((row) => make("tr", {}, row.map(cell)));
  const over = groups && make("tr", {}, groups.map(({ label, span }) => make(label ? "th" : "td", { class: "kd-group", scope: label && "colgroup", colspan: span }, label)));
  const table = make("table", {}, caption && make("caption", {}, caption), make("thead", {}, over, make("tr", {}, head)), make("tbody", {}, body));
  return make("div", { class: "kd-scroll", tabindex: "0", role: "region", "aria-label": caption || columns[0].label }, table);
}
