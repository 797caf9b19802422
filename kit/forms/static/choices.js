// Native controls for answers that are picked: one, several, in order.
import { describe } from "./controls.js";
import { arrange, directionOf, elementId, fill, make } from "./dom.js";

const FEW = 6; // choices that are all shown; longer lists fold into a select
const SHORT = 32; // characters of a label that may stand beside others

export function oneControl(question, context) {
  const choices = context.choicesOf(question);
  const explained = choices.some((choice) => choice.hint);
  const listed = question.type === "select_one" && (choices.length <= FEW || explained);
  return listed ? radioControl(question, context) : selectControl(question, context);
}

function selectControl(question, context) {
  const input = make("select", { id: elementId("select") });
  const nothing = make("p", { class: "kf-hint", hidden: true }, context.strings.nothing_to_choose);
  let present = null;
  const fillIn = () => {
    const choices = context.choicesOf(question);
    const gone = present !== null && !choices.some((choice) => choice.name === present);
    const options = choices.map((choice) => make("option", { value: choice.name, dir: directionOf(choice.label), lang: choice.langs?.label }, choice.label));
    if (gone) options.push(make("option", { value: present }, context.strings.choice_gone));
    input.replaceChildren(make("option", { value: "" }, context.strings.choose), ...options);
    input.value = present ?? "";
    nothing.hidden = choices.length > 0;
  };
  input.addEventListener("change", () => {
    present = input.value || null;
    context.input({ now: true });
  });
  fillIn();
  return {
    element: make("div", {}, input, nothing),
    grouped: false,
    labels: input.id,
    read: () => input.value || null,
    write: (value) => {
      present = value ?? null;
      fillIn();
    },
    refresh: fillIn,
    describe: (ids, invalid) => describe(input, ids, invalid),
    problem: () => "",
    focus: () => input.focus(),
  };
}

function radioControl(question, context) {
  const name = elementId("one");
  const choices = context.choicesOf(question);
  const inputs = choices.map((choice) => make("input", { type: "radio", name, id: elementId("choice"), value: choice.name }));
  const none = make("button", { type: "button", class: "kf-link", hidden: true }, context.strings.clear);
  const changed = () => {
    none.hidden = question.required === true || !inputs.some((input) => input.checked);
    context.input({ now: true });
  };
  for (const input of inputs) input.addEventListener("change", changed);
  none.addEventListener("click", () => {
    for (const input of inputs) input.checked = false;
    inputs[0]?.focus();
    changed();
  });
  const options = inputs.map((input, place) => option(input, choices[place]));
  return {
    element: make("div", {}, make("div", { class: optionsClass(choices) }, options), none),
    grouped: true,
    read: () => inputs.find((input) => input.checked)?.value ?? null,
    write: (value) => {
      for (const input of inputs) input.checked = input.value === value;
      none.hidden = question.required === true || !inputs.some((input) => input.checked);
    },
    problem: () => "",
    focus: () => (inputs.find((input) => input.checked) ?? inputs[0])?.focus(),
  };
}

function option(input, choice) {
  const hint = choice.hint && make("span", { class: "kf-option-hint", id: elementId("hint"), lang: choice.langs?.hint }, choice.hint);
  if (hint) input.setAttribute("aria-describedby", hint.id);
  return make("label", { class: "kf-option", for: input.id }, input, make("span", { dir: directionOf(choice.label), lang: choice.langs?.label }, choice.label, hint));
}

function optionsClass(choices) {
  const short = choices.every((choice) => choice.label.length <= SHORT && !choice.hint);
  const scale = choices.some((choice) => /^\d+$/.test(choice.name)); // a scale is read from top to bottom
  return short && !scale ? "kf-options kf-options-side" : "kf-options";
}

export function severalControl(question, context) {
  const box = make("div");
  const note = make("p", { class: "kf-hint", hidden: true });
  let inputs = [];
  let present = [];
  const limit = () => {
    const full = present.length >= question.max_items;
    for (const input of inputs) input.disabled = full && !input.checked;
    note.hidden = !full || inputs.length <= question.max_items;
    note.textContent = fill(context.strings.most, { count: question.max_items });
  };
  const changed = () => {
    present = inputs.filter((input) => input.checked).map((input) => input.value);
    limit();
    context.input({ now: true });
  };
  const fillIn = () => {
    const choices = context.choicesOf(question);
    inputs = choices.map((choice) => make("input", { type: "checkbox", id: elementId("choice"), value: choice.name }));
    for (const input of inputs) {
      input.checked = present.includes(input.value);
      input.addEventListener("change", changed);
    }
    const empty = choices.length === 0 && make("p", { class: "kf-hint" }, context.strings.nothing_to_choose);
    box.className = optionsClass(choices);
    box.replaceChildren(...inputs.map((input, place) => option(input, choices[place])), ...(empty ? [empty] : []));
    limit();
  };
  fillIn();
  return {
    element: make("div", {}, box, note),
    grouped: true,
    read: () => (present.length ? present : null),
    write: (value) => {
      present = [...(value ?? [])];
      for (const input of inputs) input.checked = present.includes(input.value);
      limit();
    },
    refresh: () => inputs.map((input) => input.value).join() !== context.choicesOf(question).map((each) => each.name).join() && fillIn(),
    problem: () => "",
    focus: () => inputs[0]?.focus(),
  };
}

/** Best first: picked choices with buttons to move them, then those that can still be picked. */
export function rankControl(question, context) {
  const picked = make("ol", { class: "kf-rank" });
  const rest = make("ul", { class: "kf-rank-rest" });
  const choices = () => context.choicesOf(question);
  let order = [];
  const rows = new Map();
  const act = (name, action) => {
    order = moved(order, name, action);
    show();
    const row = rows.get(name);
    (row.buttons[action]?.disabled || row.buttons[action]?.hidden ? row.first() : row.buttons[action])?.focus();
    context.input({ now: true });
  };
  const show = () => {
    for (const choice of choices()) if (!rows.has(choice.name)) rows.set(choice.name, rankRow(choice, act, context.strings));
    const unpicked = choices().filter((choice) => !order.includes(choice.name));
    for (const [name, row] of rows) row.place(order.indexOf(name), order.length, question.max_items);
    arrange(picked, order.filter((name) => rows.has(name)).map((name) => rows.get(name).element));
    arrange(rest, unpicked.map((choice) => rows.get(choice.name).element));
  };
  show();
  return {
    element: make("div", {}, picked, rest),
    grouped: true,
    read: () => (order.length ? order : null),
    write: (value) => {
      order = [...(value ?? [])];
      show();
    },
    refresh: show,
    problem: () => "",
    focus: () => [...rows.values()][0]?.first()?.focus(),
  };
}

function moved(order, name, action) {
  const place = order.indexOf(name);
  const others = order.filter((each) => each !== name);
  if (action === "add") return [...others, name];
  if (action === "drop") return others;
  const to = action === "up" ? place - 1 : place + 1;
  return [...others.slice(0, to), name, ...others.slice(to)];
}

function rankRow(choice, act, strings) {
  const said = { up: strings.rank_up, down: strings.rank_down, add: strings.rank_add, drop: strings.rank_drop };
  const sign = { up: "↑", down: "↓", add: "+", drop: "×" };
  const buttons = {};
  for (const action of ["up", "down", "add", "drop"]) {
    const label = fill(said[action], { choice: choice.label });
    const on = { click: () => act(choice.name, action) };
    buttons[action] = make("button", { type: "button", class: "kf-round", "aria-label": label, title: label, on }, sign[action]);
  }
  const element = make("li", {}, make("span", { class: "kf-rank-label", dir: directionOf(choice.label), lang: choice.langs?.label }, choice.label), ...Object.values(buttons));
  return {
    element,
    buttons,
    first: () => Object.values(buttons).find((button) => !button.disabled && !button.hidden),
    place: (place, count, limit) => {
      const isPicked = place >= 0;
      buttons.up.hidden = buttons.down.hidden = buttons.drop.hidden = !isPicked;
      buttons.add.hidden = isPicked;
      buttons.up.disabled = place === 0;
      buttons.down.disabled = place === count - 1;
      buttons.add.disabled = count >= limit;
    },
  };
}
