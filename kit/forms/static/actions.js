import { arrange, elementId, make, setText } from "./dom.js";

/** A card with a text, perhaps fields, and a button. */
function actionCard(action, press) {
  const inputs = action.fields.map((field) => {
    const id = elementId(field.name);
    const input = make("input", { id, name: field.name, type: field.type, value: field.value, maxlength: 200, required: true });
    return { input, line: make("p", { class: "ka-field" }, make("label", { for: id }, field.label), input) };
  });
  const submit = (event) => {
    event.preventDefault();
    press(action.id, Object.fromEntries(inputs.map(({ input }) => [input.name, input.value])));
  };
  return make(
    "form",
    { class: "ka-card", on: { submit } },
    make("div", { class: "ka-words" }, make("b", {}, action.title), action.text ? make("span", {}, action.text) : null),
    ...inputs.map(({ line }) => line),
    make("button", { class: "kit-button ka-press" }, action.button),
  );
}

function render({ model, el }) {
  const heading = make("h2", { class: "ka-heading" });
  const hint = make("p", { class: "ka-hint" });
  const said = make("p", { class: "kit-note ka-said", role: "status", "aria-live": "polite" });
  const list = make("div", { class: "ka-list" });
  const shown = new Map();
  el.classList.add("ka");
  el.append(heading, hint, said, list);

  const press = (id, fields) => model.send({ type: "do", id, fields });
  const draw = () => {
    const actions = model.get("actions");
    el.dir = model.get("direction");
    setText(heading, model.get("heading"));
    setText(hint, model.get("hint"));
    for (const action of actions) {
      const key = JSON.stringify(action);
      if (shown.get(action.id)?.key !== key) shown.set(action.id, { key, card: actionCard(action, press) });
    }
    arrange(list, actions.map((action) => shown.get(action.id).card));
    const answer = model.get("said");
    said.hidden = !answer.text;
    setText(said, answer.text ?? "");
    said.classList.toggle("is-error", answer.fine === false);
    said.classList.toggle("is-ok", answer.fine === true);
    el.hidden = !actions.length && !answer.text;
  };
  model.on("change:actions", draw);
  model.on("change:said", draw);
  draw();
}

export default { render };
