// A control for dots: so many to give, at most so many on one option.
import { fill, make, setText } from "./dom.js";

export function dotsControl(vote, strings, changed) {
  const left = make("p", { class: "kf-dots-left", role: "status" });
  const rows = vote.options.map((option) => dotsRow(option, vote, strings, (step) => give(option.name, step)));
  let dots = {};
  const given = () => Object.values(dots).reduce((sum, each) => sum + each, 0);
  const give = (name, step) => {
    dots = { ...dots, [name]: (dots[name] ?? 0) + step };
    show();
    changed();
  };
  const show = () => {
    const remaining = vote.budget - given();
    setText(left, fill(remaining ? strings.ballot_left : strings.ballot_left_none, { left: remaining, budget: vote.budget }));
    for (const row of rows) row.show(dots[row.name] ?? 0, remaining);
  };
  show();
  const cap = vote.cap < vote.budget && make("p", { class: "kf-hint" }, fill(strings.ballot_cap, { cap: vote.cap }));
  return {
    element: make("div", {}, cap, left, make("ul", { class: "kf-dots" }, rows.map((row) => row.element))),
    read: () => Object.fromEntries(Object.entries(dots).filter(([, each]) => each > 0)),
    write: (value) => {
      dots = { ...(value ?? {}) };
      show();
    },
    enable: (enabled) => rows.forEach((row) => row.enable(enabled)),
  };
}

function dotsRow(option, vote, strings, give) {
  const count = make("span", { class: "kf-dots-count" });
  const button = (label, sign, step) => {
    const words = fill(label, { option: option.label });
    return make("button", { type: "button", class: "kf-round", "aria-label": words, title: words, on: { click: () => give(step) } }, sign);
  };
  const less = button(strings.ballot_less, "−", -1);
  const more = button(strings.ballot_more, "+", 1);
  const hint = option.hint && make("span", { class: "kf-option-hint" }, option.hint);
  const signs = make("span", { class: "kf-dots-signs", "aria-hidden": "true" });
  const words = make("span", { class: "kf-dots-label", dir: "auto", lang: option.langs?.label }, option.label, hint);
  let enabled = true;
  let last = [0, vote.budget];
  const show = (dots, remaining) => {
    last = [dots, remaining];
    setText(signs, "●".repeat(dots) + "○".repeat(Math.max(vote.cap - dots, 0)));
    setText(count, fill(strings.ballot_dots, { dots, cap: vote.cap }));
    less.disabled = !enabled || dots === 0;
    more.disabled = !enabled || dots >= vote.cap || remaining <= 0;
  };
  return {
    name: option.name,
    element: make("li", {}, words, make("span", { class: "kf-dots-give" }, less, signs, count, more)),
    show,
    enable: (now) => {
      enabled = now;
      show(...last);
    },
  };
}
