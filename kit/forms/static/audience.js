// "Who will see this": a sentence, or for notes a choice of audience and of the name that stands with it.
import { elementId, make, setText } from "./dom.js";
import { ATTRIBUTION, VISIBILITY } from "./pending.js";

export function audienceSentence(app) {
  const { sentence } = app.form.audience;
  return make("p", { class: "kf-audience" }, make("strong", {}, app.strings.who_sees), " ", sentence);
}

/** For one entry; null where the form's rule leaves nothing to choose. */
export function audienceView(state, app) {
  const { visibility, attribution } = app.form.audience;
  if (!visibility) return null;
  const words = make("span");
  const pick = (name, choices, label) => picker(state, app, { name, choices, label });
  const who = pick(VISIBILITY, visibility, app.strings.who_sees);
  const named = pick(ATTRIBUTION, attribution, app.strings.who_named);
  const summary = make("summary", {}, make("strong", {}, app.strings.who_sees), " ", words);
  const element = make("details", { class: "kf-audience" }, summary, make("div", { class: "kf-audience-choice" }, who.element, named.element));
  const update = () => {
    who.update();
    named.update();
    named.element.hidden = who.value() === "delegation";
    const chosen = [who.label(), who.value() === "delegation" ? "" : named.label()].filter(Boolean);
    setText(words, chosen.join(app.strings.list_separator));
  };
  return { element, update };
}

function picker(state, app, { name, choices, label }) {
  const select = make("select", { id: elementId("who") }, choices.map((each) => make("option", { value: each.name }, each.label)));
  const hint = make("p", { class: "kf-hint" });
  const element = make("div", { class: "kf-question" }, make("label", { class: "kf-label", for: select.id }, label), select, hint);
  const value = () => state.value(name) ?? (name === VISIBILITY ? app.form.visibility : "none");
  select.addEventListener("change", () => {
    state.type(name, select.value);
    app.session.touched(state, { now: true });
    app.refresh(state);
  });
  const chosen = () => choices.find((each) => each.name === value());
  return {
    element,
    value,
    label: () => chosen()?.label ?? "",
    update: () => {
      if (select.value !== value()) select.value = value();
      select.disabled = !app.canWrite();
      setText(hint, chosen()?.hint ?? "");
    },
  };
}
