// Numbers: tiles, bars, and the result of a vote. Bars stand in the cells of a table, which is what is read aloud.
import { asWritten, make } from "./dom.js";
import { tableOf, inTable } from "./timeline.js";

/** Data: {items: [{label, value, of}]}; `of` is the whole, or null. */
export function drawCounts({ items }) {
  const tiles = items.map(({ label, value, of }) => {
    const number = make("b", {}, asWritten(value), of ? make("small", {}, ` / ${asWritten(of)}`) : null);
    return make("li", { class: value ? "has-some" : "" }, number, make("span", { dir: "auto" }, label));
  });
  return tiles.length ? [make("ul", { class: "kd-counts" }, tiles)] : [];
}

/** Data: {caption, bars: [{label, value, words, place, tied}], highest}. */
export function drawBars({ caption, bars, highest }, strings) {
  return bars.length ? [barTable(caption, bars, highest, strings)] : [];
}

function barTable(caption, bars, highest, strings) {
  const most = highest || Math.max(...bars.map((bar) => bar.value), 1);
  const rows = bars.map(({ label, value, words, place, tied }) => {
    const fill = make("span", { class: "kd-bar" });
    fill.style.inlineSize = `${Math.min(value / most, 1) * 100}%`;
    const placed = place && make("span", { class: "kd-place" }, `${place}${tied ? "=" : ""}`, tied && make("span", { class: "kd-unseen" }, ` ${strings.board_tie}`));
    const head = make("th", { scope: "row" }, placed, make("span", { dir: "auto" }, label));
    const track = make("td", { class: "kd-bar-cell" }, make("span", { class: "kd-bar-track", "aria-hidden": "true" }, fill), make("span", { class: "kd-value" }, words ?? asWritten(value)));
    return make("tr", { class: place && place <= 3 && value > 0 ? "is-top" : "" }, head, track);
  });
  return make("table", { class: "kd-bars" }, caption && make("caption", { dir: "auto" }, caption), make("tbody", {}, rows));
}

/** Data: {question, facts: [{words, kind}], main: bars, comparison and turnout: tables}. */
export function drawTally({ question, facts, main, comparison, turnout }, strings, wall) {
  const said = facts.map(({ words, kind }) => make("li", { class: `is-${kind}` }, words));
  return [
    make("p", { class: "kd-question", dir: "auto" }, question),
    main && barTable(main.caption, main.bars, main.highest, strings),
    said.length ? make("ul", { class: "kd-facts" }, said) : null,
    ...(comparison ? (wall ? byGroups(comparison) : [comparison]) : []).map((table) => make("div", { class: "kd-part" }, tableOf(table))),
    turnout && wall ? tableOf(turnout) : turnout && make("details", { class: "kd-details" }, ...inTable(turnout, { board_as_table: turnout.caption }).childNodes),
  ].filter(Boolean);
}

/** A table for each group of columns: side by side they would be too wide for letters that are read from afar. */
function byGroups({ columns, rows, groups, caption }) {
  if (!groups) return [{ columns, rows, caption }];
  let first = groups[0].span;
  return groups.slice(1).map(({ label, span }) => {
    const of = (cells) => [cells[0], ...cells.slice(first, first + span)];
    const table = { caption: label, columns: of(columns), rows: rows.map(of) };
    first += span;
    return table;
  });
}
