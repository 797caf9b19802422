// What people wrote, as facilitators have grouped it: their own words for each group, and texts that were opened.
import { asWritten, fill, make } from "./dom.js";

/** Data: {groups: [{words, count, texts: [{text, lang, who}]}], texts: [...], note}. */
export function drawWords({ groups, texts, note }, strings) {
  const cards = groups.map((group) => wordGroup(group, strings));
  const rest = texts.length ? [make("ul", { class: "kd-quotes" }, texts.map(quote))] : [];
  if (!cards.length && !rest.length) return [];
  const listed = cards.length ? [make("ul", { class: "kd-word-groups" }, cards)] : [];
  return [...listed, ...rest, ...(note ? [make("p", { class: "kd-note" }, note)] : [])];
}

function wordGroup({ words, count, texts }, strings) {
  const number = count === null ? null : make("span", { class: "kd-badge" }, make("span", { "aria-hidden": "true" }, asWritten(count)), make("span", { class: "kd-unseen" }, ` ${fill(strings.board_answers, { count })}`));
  const said = texts.length ? make("ul", { class: "kd-quotes" }, texts.map(quote)) : null;
  return make("li", { class: "kd-word-group" }, make("p", {}, make("b", { dir: "auto" }, words), "\u00a0", number), said);
}

function quote({ text, lang, who }) {
  return make("li", {}, make("q", { lang, dir: "auto" }, text), who && make("small", { dir: "auto" }, ` – ${who}`));
}
