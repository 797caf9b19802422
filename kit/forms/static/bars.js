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

/** Data: {question, facts: [{words, kind}], main: bars or null, comparison: table, turnout: table}. */
export function drawTally({ question, facts, main, comparison, turnout }, strings) {
  const said = facts.map(({ words, kind }) => make("li", { class: `is-${kind}` }, words));
  return [
    make("p", { class: "kd-question", dir: "auto" }, question),
    main && barTable(main.caption, main.bars, main.highest, strings),
    said.length ? make("ul", { class: "kd-facts" }, said) : null,
    comparison && make("div", { class: "kd-part" }, tableOf(comparison)),
    turnout && make("details", { class: "kd-details" }, ...inTable(turnout, { board_as_table: turnout.caption }).childNodes),
  ].filter(Boolean);
}
