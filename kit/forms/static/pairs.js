// A control for pairs: two options at a time, one of which comes first, or no opinion.
import { elementId, fill, make, setText } from "./dom.js";

export function pairsControl(vote, strings, changed) {
  const pairs = vote.options.flatMap((one, place) => vote.options.slice(place + 1).map((other) => [one, other]));
  const hint = make("p", { class: "kf-hint" }, strings.ballot_pairwise);
  const count = make("p", { class: "kf-dots-left", role: "status" });
  const told = () => setText(count, fill(strings.ballot_compared, { count: rows.filter((row) => row.read()).length, total: pairs.length }));
  const touched = () => {
    told();
    changed();
  };
  const rows = pairs.map((pair, place) => pairRow(pair, place + 1, pairs.length, strings, touched));
  told();
  return {
    element: make("div", {}, hint, count, make("div", { class: "kf-placings" }, rows.map((row) => row.element))),
    read: () => rows.map((row) => row.read()).filter(Boolean),
    write: (value) => {
      for (const row of rows) row.write(value ?? []);
      told();
    },
    enable: () => {},
  };
}

function pairRow(pair, number, total, strings, touched) {
  const group = elementId("pair");
  const offered = [...pair.map(({ name, label, langs }) => ({ name, label, lang: langs?.label })), { name: "", label: strings.ballot_no_opinion }];
  const inputs = offered.map(({ name }) => make("input", { type: "radio", name: group, value: name, id: elementId("of"), on: { change: touched } }));
  const marks = inputs.map((input, place) => {
    const { name, label, lang } = offered[place];
    return make("label", { class: name ? "kf-option" : "kf-option kf-no-opinion", for: input.id }, input, make("span", { dir: name ? "auto" : null, lang }, label));
  });
  const names = pair.map(({ name }) => name);
  const show = (chosen) => inputs.forEach((input) => (input.checked = input.value === chosen));
  show("");
  return {
    element: make("fieldset", { class: "kf-placing" }, make("legend", {}, fill(strings.ballot_pair, { number, total })), make("div", { class: "kf-options" }, marks)),
    read: () => {
      const chosen = inputs.find((input) => input.checked)?.value;
      return chosen ? [chosen, names.find((name) => name !== chosen)] : null;
    },
    write: (value) => show(value.find((choice) => names.every((name) => choice.includes(name)))?.[0] ?? ""),
  };
}
