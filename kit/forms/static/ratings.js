// Where delegations stand and where they want to be: a line from today to then, under the words of the scale.
import { asWritten, make } from "./dom.js";

/** Data: {scale, legend: {today, wanted}, items: [{label, rows: [{who, today, wanted, words}], others}], untold}. */
export function drawRatings({ scale, legend, items, untold }, strings) {
  const keys = [["kd-today", legend.today], ["kd-wanted", legend.wanted]].map(([mark, words]) => make("span", { class: "kd-key" }, make("span", { class: mark }), ` ${words} `));
  const head = make("tr", {}, make("td", {}, keys), scale.map((words) => make("th", { scope: "col", dir: "auto" }, words)));
  const areas = items.map((item) => ratedArea(item, scale.length, strings));
  const table = make("table", { class: "kd-ratings" }, make("thead", {}, head), areas);
  const region = make("div", { class: "kd-scroll", tabindex: "0", role: "region", "aria-label": legend.today }, table);
  return [items.length ? region : null, untold && make("p", { class: "kd-note", "data-row": true }, untold)].filter(Boolean);
}

function ratedArea({ label, rows, others }, steps, strings) {
  const head = make("tr", {}, make("th", { scope: "rowgroup", colspan: steps + 1, class: "kd-area", dir: "auto" }, label));
  const last = others && countedLine(others, steps, strings);
  return make("tbody", { "data-group": true }, head, rows.map((row) => ratedLine(row, steps)), last);
}

function ratedLine({ who, today, wanted, words }, steps) {
  const at = (step) => `${((step + 0.5) / steps) * 100}%`;
  const track = make("span", { class: "kd-steps", "aria-hidden": "true" });
  if (today !== null && wanted !== null) {
    const way = make("span", { class: `kd-way${wanted < today ? " is-back" : ""}` });
    way.style.insetInlineStart = at(Math.min(today, wanted));
    way.style.inlineSize = `${(Math.abs(wanted - today) / steps) * 100}%`;
    track.append(way);
  }
  for (const [name, step] of [["kd-today", today], ["kd-wanted", wanted]]) {
    if (step === null) continue;
    const mark = make("span", { class: name });
    mark.style.insetInlineStart = at(step);
    track.append(mark);
  }
  const said = make("span", { class: today === null || wanted === null ? "kd-note" : "kd-unseen" }, words);
  return make("tr", { "data-row": true }, make("th", { scope: "row", dir: "auto" }, who), make("td", { colspan: steps }, track, said));
}

function countedLine({ who, counts, words }, steps, strings) {
  const head = make("th", { scope: "row", dir: "auto" }, who);
  if (!counts.length) return make("tr", { "data-row": true }, head, make("td", { colspan: steps, class: "kd-note" }, words));
  const cells = counts.map((count) => make("td", { class: "kd-count" }, count === null ? strings.board_hidden_number : count ? `× ${asWritten(count)}` : "·"));
  return make("tr", { "data-row": true }, head, cells);
}
