// Native controls for answers that are typed. Each control: {element, grouped, read, write, describe, problem, focus}.
// `grouped` controls hold several inputs and are labelled by a legend. `context`: strings, input(), leave(), choicesOf().
import { elementId, fill, make, setText } from "./dom.js";
import { lengthOf } from "./rules.js";

const LONG_ANSWER = 200; // characters from which a field of several lines is offered
const COUNT_FROM = 0.8; // of the limit

export function textControl(question, context) {
  const several = question.multiline || (question.max_length >= LONG_ANSWER && !question.contact);
  const id = elementId("text");
  const input = several ? make("textarea", { id, rows: question.multiline ? 3 : 2 }) : make("input", { id, type: "text" });
  const counter = make("p", { class: "kf-count", id: elementId("count"), hidden: true });
  for (const [name, value] of Object.entries(hintsFor(question))) input.setAttribute(name, value);
  const refresh = () => {
    alignToScript(input);
    if (several) grow(input);
    count(counter, input.value, question.max_length, context.strings);
  };
  listen(input, context, refresh);
  if (!question.multiline) input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  requestAnimationFrame(refresh);
  return {
    ...around(input, [counter]),
    problem: () => tooLong(input.value, question.max_length, context.strings),
    write: (value) => {
      input.value = value ?? "";
      refresh();
    },
    resize: refresh,
    describedBy: [counter.id],
  };
}

function hintsFor(question) {
  if (question.contact && question.name === "email") return { inputmode: "email", autocomplete: "email", autocapitalize: "off" };
  return question.contact && question.name === "name" ? { autocomplete: "name" } : { autocomplete: "off" };
}

export function numberControl(question, context) {
  const inputmode = question.type === "integer" ? "numeric" : "decimal";
  const input = make("input", { id: elementId("number"), type: "text", inputmode, autocomplete: "off", class: "kf-number" });
  listen(input, context, () => {});
  if (!question.or_unknown) return around(input);
  return orUnknown(around(input), input, context);
}

/** A number beside "not known yet": an honest gap is an answer. */
function orUnknown(control, input, context) {
  const box = make("input", { type: "checkbox", id: elementId("unknown") });
  const label = make("label", { class: "kf-option", for: box.id }, box, make("span", {}, context.strings.unknown));
  box.addEventListener("change", () => {
    input.disabled = box.checked;
    if (box.checked) input.value = "";
    context.input({ now: true });
  });
  return {
    ...control,
    element: make("div", { class: "kf-number-or" }, control.element, label),
    read: () => (box.checked ? "unknown" : control.read()),
    write: (value) => {
      box.checked = value === "unknown";
      input.disabled = box.checked;
      control.write(box.checked ? null : value);
    },
  };
}

export function dateControl(question, context) {
  const { minimum: min, maximum: max } = question;
  const input = make("input", { id: elementId("date"), type: "date", min, max, class: "kf-date" });
  listen(input, context, () => {});
  return { ...around(input), problem: () => (input.validity.badInput ? context.strings.date_incomplete : "") };
}

export function acknowledgeControl(question, context) {
  const input = make("input", { id: elementId("yes"), type: "checkbox" });
  input.addEventListener("change", () => context.input({ now: true }));
  return {
    ...around(input),
    element: input,
    beforeLabel: true, // a tick stands before its words
    read: () => (input.checked ? true : false),
    write: (value) => {
      input.checked = value === true;
    },
  };
}

function around(input, extra = []) {
  return {
    element: extra.length ? make("div", {}, input, ...extra) : input,
    grouped: false,
    labels: input.id,
    typed: true,
    read: () => (input.value.trim() === "" ? null : input.value),
    write: (value) => {
      input.value = value ?? "";
    },
    describe: (ids, invalid) => describe(input, ids, invalid),
    problem: () => "",
    focus: () => input.focus(),
  };
}

export function describe(element, ids, invalid) {
  if (ids.length) element.setAttribute("aria-describedby", ids.join(" "));
  else element.removeAttribute("aria-describedby");
  if (invalid) element.setAttribute("aria-invalid", "true");
  else element.removeAttribute("aria-invalid");
}

function listen(input, context, refresh) {
  input.addEventListener("input", () => {
    refresh();
    context.input({});
  });
  input.addEventListener("change", () => context.input({ now: true }));
}

/** Text is aligned by its own script; an empty field by the page's. */
function alignToScript(input) {
  if (input.value) input.dir = "auto";
  else input.removeAttribute("dir");
}

function grow(area) {
  area.style.height = "auto";
  if (area.scrollHeight) area.style.height = `${Math.min(area.scrollHeight + 2, 480)}px`;
}

function count(counter, words, limit, strings) {
  const length = lengthOf(words);
  counter.hidden = length < limit * COUNT_FROM;
  counter.classList.toggle("is-over", length > limit);
  setText(counter, fill(strings.count, { length, limit }));
}

function tooLong(words, limit, strings) {
  const length = lengthOf(words);
  if (length <= limit) return "";
  return fill(strings.too_long, { length, limit, over: length - limit });
}
