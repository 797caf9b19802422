// Options by impact and effort: numbered marks in four named fields, and the labels that the numbers stand for.
import { asWritten, make } from "./dom.js";
import { inTable, tableUnseen } from "./timeline.js";

/** Data: {label, axes, fields: [4 words], points: [{label, across, up, radius, field, words}], table}; 0 to 1 each. */
export function drawScatter({ label, axes, fields, points, table }, strings, wall) {
  if (!points.length) return [];
  const named = fields.map((words) => make("span", { class: "kd-field", dir: "auto" }, words));
  const taken = new Map();
  const marks = points.flatMap((point, place) => scatterMark(point, place + 1, taken));
  const plot = make("div", { class: "kd-plot", role: "img", "aria-label": label }, make("div", { class: "kd-fields", "aria-hidden": "true" }, named), make("div", { "aria-hidden": "true" }, marks));
  const across = make("p", { class: "kd-axis-across", "aria-hidden": "true" }, make("span", {}, axes.little), make("b", {}, axes.effort), make("span", {}, axes.much));
  const up = make("p", { class: "kd-axis-up", "aria-hidden": "true" }, make("b", {}, axes.impact));
  const lines = points.map(({ label: option, field, words }) => make("li", {}, make("b", { dir: "auto" }, option), make("small", { class: wall && "kd-unseen" }, `${field}. ${words}`)));
  const frame = make("div", { class: "kd-plot-frame" }, make("div", { class: "kd-axes" }, up, plot, across));
  const drawn = make("div", { class: "kd-scatter" }, frame, make("ol", { class: "kd-options" }, lines));
  return [drawn, wall ? tableUnseen(table) : inTable(table, strings)];
}

/** Marks on the same spot stand side by side. */
function scatterMark({ across, up, radius }, number, taken) {
  const spot = `${across.toFixed(2)} ${up.toFixed(2)}`;
  const beside = taken.get(spot) ?? 0;
  taken.set(spot, beside + 1);
  const halo = make("span", { class: "kd-halo" });
  halo.style.inlineSize = halo.style.blockSize = `${radius * 200}%`;
  const mark = make("b", { class: "kd-mark" }, asWritten(number));
  mark.style.setProperty("--beside", beside);
  for (const element of [halo, mark]) {
    element.style.insetInlineStart = `${within(across) * 100}%`;
    element.style.insetBlockEnd = `${(0.14 + up * 0.72) * 100}%`; // clear of the names in the corners
  }
  return radius > 0 ? [halo, mark] : [mark];
}

/** Marks at the ends of the scale stand inside the plot too. */
function within(share) {
  return 0.06 + share * 0.88;
}
