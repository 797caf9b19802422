// An answer of several rows, each with questions of its own: sub-activities, milestones.
import { fill, make } from "./dom.js";
import { isAnswered } from "./rules.js";

export function repeatControl(question, context) {
  const { strings } = context;
  const list = make("div", { class: "kf-rows" });
  const on = { click: () => add() };
  const button = make("button", { type: "button", class: "kf-button kf-button-quiet", on }, strings.row_add);
  let rows = [];
  const number = () => {
    rows.forEach((row, place) => row.number(place + 1));
    button.hidden = rows.length >= question.max_items;
  };
  const changed = (how) => context.input(how);
  const put = (values) => {
    const row = repeatRow(question, context, values, changed, () => drop(row));
    rows.push(row);
    list.append(row.element);
    number();
    return row;
  };
  const add = () => put({}).focus();
  const drop = (row) => {
    const place = rows.indexOf(row);
    rows = rows.filter((each) => each !== row);
    row.element.remove();
    number();
    (rows[place] ?? rows[place - 1])?.focus() ?? button.focus();
    changed({ now: true });
  };
  return {
    element: make("div", {}, list, button),
    grouped: true,
    typed: true,
    read: () => {
      const values = rows.map((row) => row.read()).filter((row) => Object.values(row).some(isAnswered));
      return values.length ? values : null;
    },
    write: (value) => {
      rows = [];
      list.replaceChildren();
      for (const values of value ?? []) put(values);
      number();
    },
    resize: () => rows.forEach((row) => row.resize()),
    problem: () => rows.map((row) => row.problem()).find(Boolean) ?? "",
    focus: () => (rows[0] ? rows[0].focus() : button.focus()),
  };
}

function repeatRow(question, context, values, changed, drop) {
  const { strings } = context;
  const host = { typed: (_question, _value, { now }) => changed({ now }), left: () => {}, settle: () => {} };
  const views = question.questions.map((inner) => context.inner({ ...inner, required: inner.required === true }, host));
  for (const view of views) {
    view.show(values[view.question.name] ?? null);
    view.tell([], view.question.required === true);
  }
  const remove = make("button", { type: "button", class: "kf-round", on: { click: drop } }, "×");
  return {
    element: make("div", { class: "kf-row", role: "group" }, make("div", { class: "kf-row-fields" }, ...views.map((view) => view.element)), remove),
    read: () => Object.fromEntries(views.map((view) => [view.question.name, view.control.read()])),
    problem: () => views.map((view) => view.control.problem()).find(Boolean) ?? "",
    resize: () => views.forEach((view) => view.control.resize?.()),
    focus: () => (views[0].control.focus(), true),
    number(place) {
      this.element.setAttribute("aria-label", fill(strings.row, { number: place }));
      remove.setAttribute("aria-label", fill(strings.row_remove, { number: place }));
      remove.title = fill(strings.row_remove, { number: place });
    },
  };
}
