// Who can help whom: delegations in a circle with arrows. On the wall, each delegation then has a picture of its own.
import { asWritten, make } from "./dom.js";
import { inTable, tableUnseen } from "./timeline.js";

const PAGE = { wide: 1000, high: 600 };
const MARGIN = { x: 135, y: 58 }; // from the circle to the edge: half of a box
const BOXES = { name: { x: 118, y: 52 }, many: { x: 88, y: 38 }, short: { x: 98, y: 40 }, letters: { x: 44, y: 38 } }; // half of one
const MANY = 8; // delegations above which boxes hold names alone, or letters where there is little room
const FEW = 14; // ties up to which each has its number beside it
const SVG = "http://www.w3.org/2000/svg";

/** Data: {label, legend, nodes: [{code, name, words, tied}], ties: [{kind, from, to, matches, themes, words}], table}. */
export function drawMap({ label, legend, nodes, ties, table }, strings, wall) {
  const keys = make("p", { class: "kd-note kd-map-keys" }, Object.entries(legend).map(([kind, words]) => make("span", { "data-tie": kind }, words)));
  const shape = wall ? { wide: 1000, high: Math.min(Math.max(900 / wall.shape, 360), 700) } : PAGE;
  const whole = make("section", { class: "kd-map-whole", "data-row": true }, mapOf(nodes, ties, label, shape), keys);
  if (!wall) return [whole, inTable(table, strings)];
  return [whole, ...nodes.map((node, place) => node.tied && spotlight(nodes, ties, place)).filter(Boolean), tableUnseen(table)];
}

function spotlight(nodes, ties, place) {
  const own = ties.filter((tie) => tie.from === place || tie.to === place);
  const lines = own.map(({ kind, words, themes }) => make("li", { "data-row": true, "data-tie": kind }, make("span", { dir: "auto" }, make("b", {}, themes ? `${words}:` : words), " ", make("span", { dir: "auto" }, themes))));
  const picture = mapOf(nodes, own, nodes[place].name, PAGE, place);
  return make("section", { class: "kd-map-one", "data-group": true }, picture, make("ul", { class: "kd-ties" }, lines));
}

function mapOf(nodes, ties, label, shape, chosen = null) {
  const many = nodes.length > MANY;
  const box = BOXES[chosen === null ? (many ? "many" : "name") : many ? "letters" : "short"];
  const places = nodes.map((_, place) => onCircle(place, nodes.length, shape));
  const lines = document.createElementNS(SVG, "svg");
  lines.setAttribute("viewBox", `0 0 ${shape.wide} ${shape.high}`);
  lines.setAttribute("aria-hidden", "true");
  const curves = ties.map((tie) => curve(places[tie.from], places[tie.to], tie.kind, box));
  ties.forEach((tie, number) => lines.append(...arrow(curves[number], tie)));
  const numbers = ties.length > FEW ? [] : ties.map(({ matches }, number) => matches > 1 && curves[number].length > 1 && placed(numberBadge(matches), middleOf(curves[number]), shape));
  const boxes = nodes.map((node, place) => placed(nodeBox(node, { many, chosen: place === chosen, short: chosen !== null }), places[place], shape));
  const map = make("div", { class: "kd-map", role: "img", "aria-label": label }, lines, make("div", { "aria-hidden": "true" }, numbers, boxes));
  map.style.setProperty("--d-shape", shape.wide / shape.high);
  return make("div", { class: "kd-map-frame" }, map);
}

function onCircle(place, count, { wide, high }) {
  const angle = (place / count) * 2 * Math.PI - Math.PI / 2;
  return { x: wide / 2 + (wide / 2 - MARGIN.x) * Math.cos(angle), y: high / 2 + (high / 2 - MARGIN.y) * Math.sin(angle) };
}

/** Points from the edge of one box to that of the other; both directions bend to their own side. */
function curve(from, to, kind, box) {
  const bend = kind === "joint" ? 0 : 0.12;
  const middle = { x: (from.x + to.x) / 2 + (to.y - from.y) * bend, y: (from.y + to.y) / 2 - (to.x - from.x) * bend };
  const all = Array.from({ length: 61 }, (_, step) => between(from, middle, to, step / 60));
  return all.filter((point) => outside(point, from, box) && outside(point, to, box));
}

function between(from, middle, to, t) {
  const weigh = (a, b, c) => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c;
  return { x: weigh(from.x, middle.x, to.x), y: weigh(from.y, middle.y, to.y) };
}

function outside(point, middle, box) {
  return Math.abs(point.x - middle.x) > box.x || Math.abs(point.y - middle.y) > box.y;
}

function arrow(points, { kind, matches }) {
  if (points.length < 2) return [];
  const path = points.map(({ x, y }, place) => `${place ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  const line = drawn("path", { d: path, "data-tie": kind, "stroke-width": Math.min(3 + matches, 8) });
  return kind === "joint" ? [line] : [line, arrowHead(points)];
}

function arrowHead(points) {
  const end = points.at(-1);
  const before = points.at(-4) ?? points[0];
  const turned = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
  return drawn("path", { d: "M6 0L-20 -11L-20 11Z", transform: `translate(${end.x.toFixed(1)} ${end.y.toFixed(1)}) rotate(${turned.toFixed(1)})` });
}

function drawn(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function middleOf(points) {
  return points[Math.floor(points.length / 2)];
}

function numberBadge(matches) {
  return make("b", { class: "kd-map-number" }, asWritten(matches));
}

function nodeBox({ code, name, words, tied }, { many, chosen, short }) {
  const counts = !many && !short && make("small", { dir: "auto" }, words);
  const classes = ["kd-node", !tied && "is-alone", chosen && "is-chosen", many && "is-many"].filter(Boolean).join(" ");
  return make("span", { class: classes }, make("b", { dir: "auto" }, many && short && !chosen ? code : name), counts);
}

/** From the start side, so that the whole map is mirrored where one reads from right to left; the lines are by CSS. */
function placed(element, { x, y }, { wide, high }) {
  element.style.insetInlineStart = `${(x / wide) * 100}%`;
  element.style.insetBlockStart = `${(y / high) * 100}%`;
  return element;
}
