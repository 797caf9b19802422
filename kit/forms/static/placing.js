// A control for impact and effort: each option on two scales from 1 to 5, with native radio buttons.
import { asWritten, elementId, fill, make, setText } from "./dom.js";

const STEPS = [1, 2, 3, 4, 5];
const AXES = ["impact", "effort"];

export function placingControl(vote, strings, changed) {
  const hint = make("p", { class: "kf-hint" }, strings.ballot_impact_effort);
  const count = make("p", { class: "kf-dots-left", role: "status" });
  const told = () => {
    const placed = rows.filter((row) => row.read().every(Boolean)).length;
    setText(count, fill(strings.ballot_placed, { count: placed, total: rows.length }));
  };
  const touched = () => {
    told();
    changed();
  };
  const rows = vote.options.map((option) => placingRow(option, strings, touched));
  told();
  return {
    element: make("div", {}, hint, count, make("div", { class: "kf-placings" }, rows.map((row) => row.element))),
    read: () => Object.fromEntries(rows.map((row) => [row.name, row.read()]).filter(([, place]) => place.some(Boolean))),
    write: (value) => {
      for (const row of rows) row.write(value?.[row.name]);
      told();
    },
    enable: () => {},
  };
}

function placingRow(option, strings, touched) {
  const scales = AXES.map((axis) => scaleRow(strings[`ballot_${axis}`], strings, shown));
  const words = fill(strings.ballot_unplace, { option: option.label });
  const clear = make("button", { type: "button", class: "kf-link", "aria-label": words, hidden: true, on: { click: clearRow } }, strings.clear);
  const hint = option.hint && make("span", { class: "kf-option-hint" }, option.hint);
  const legend = make("legend", { dir: "auto", lang: option.langs?.label }, option.label, hint);
  const read = () => scales.map((scale) => scale.read());
  function showClear() {
    clear.hidden = !read().some(Boolean);
  }
  function shown() {
    showClear();
    touched();
  }
  function clearRow() {
    for (const scale of scales) scale.write(null);
    scales[0].focus();
    shown();
  }
  return {
    name: option.name,
    element: make("fieldset", { class: "kf-placing" }, legend, scales.map((scale) => scale.element), clear),
    read,
    write: (place) => {
      scales.forEach((scale, axis) => scale.write(place?.[axis] ?? null));
      showClear();
    },
  };
}

function scaleRow(label, strings, changed) {
  const name = elementId("scale");
  const inputs = STEPS.map((step) => make("input", { type: "radio", name, value: step, id: elementId("step"), on: { change: changed } }));
  const marks = inputs.map((input, place) => make("label", { class: "kf-step", for: input.id }, input, make("span", {}, asWritten(STEPS[place]))));
  const head = make("span", { id: elementId("axis") }, label);
  const ends = [strings.scatter_little, strings.scatter_much].map((words) => make("small", { "aria-hidden": "true" }, words));
  const steps = make("span", { class: "kf-steps" }, ends[0], marks, ends[1]);
  return {
    element: make("div", { class: "kf-scale", role: "radiogroup", "aria-labelledby": head.id }, head, steps),
    read: () => Number(inputs.find((input) => input.checked)?.value ?? 0) || null,
    write: (value) => inputs.forEach((input) => (input.checked = Number(input.value) === value)),
    focus: () => inputs[0].focus(),
  };
}
