// "I enter this for someone without a device": for one entry, with a role and never a name; can be taken back.
import { elementId, make } from "./dom.js";
import { FOR_WHOM } from "./pending.js";

const NOBODY = "";

/** For one entry; null where the form has nobody to choose. */
export function behalfView(state, app) {
  const choices = app.form.behalf;
  if (!choices.length) return null;
  const { strings } = app;
  const tick = make("input", { type: "checkbox", id: elementId("behalf"), "aria-describedby": elementId("behalf-hint") });
  const hint = make("p", { class: "kf-hint", id: tick.getAttribute("aria-describedby") }, strings.behalf_hint);
  const select = make("select", { id: elementId("whom") }, choices.map((each) => make("option", { value: each.name }, each.label)));
  const whom = make("div", { class: "kf-question", hidden: true }, make("label", { class: "kf-label", for: select.id }, strings.behalf_who), select);
  const label = make("label", { class: "kf-behalf-tick", for: tick.id }, tick, make("span", {}, strings.behalf_label));
  const element = make("div", { class: "kf-behalf" }, label, hint, whom);
  const set = (name) => {
    state.type(FOR_WHOM, name);
    app.session.touched(state, { now: true });
    app.refresh(state);
  };
  tick.addEventListener("change", () => set(tick.checked ? select.value : NOBODY));
  select.addEventListener("change", () => set(select.value));
  const update = () => {
    const chosen = state.value(FOR_WHOM) || (state.isNew ? (app.form.for_whom ?? NOBODY) : NOBODY);
    tick.checked = chosen !== NOBODY;
    whom.hidden = hint.hidden = !tick.checked;
    if (tick.checked) select.value = chosen;
    tick.disabled = select.disabled = !app.canWrite();
    element.hidden = !app.canWrite() && !tick.checked;
  };
  return { element, update };
}
