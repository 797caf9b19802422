// One question on the page: label, hint, control, and beside it whatever there is to say about its answer.
import { acknowledgeControl, dateControl, describe, numberControl, textControl } from "./controls.js";
import { oneControl, rankControl, severalControl } from "./choices.js";
import { elementId, fill, make, setText } from "./dom.js";
import { asRead, sameValue } from "./rules.js";
import { repeatControl } from "./repeat.js";

const CONTROLS = {
  text: textControl,
  integer: numberControl,
  decimal: numberControl,
  date: dateControl,
  select_one: oneControl,
  select_one_from_entries: oneControl,
  select_multiple: severalControl,
  select_multiple_from_entries: severalControl,
  rank: rankControl,
  acknowledge: acknowledgeControl,
  begin_repeat: repeatControl,
};

/** Whether answers are people's own words, and so in the language in which they wrote. */
function isWritten({ type }) {
  return type === "text" || type === "begin_repeat";
}

export class QuestionView {
  /** `host`: strings, choicesOf(question), typed(question, value, {problem, now, fresh}), left(question), settle(question, value). */
  constructor(question, host) {
    this.question = question;
    this.host = host;
    this.value = null;
    this.deferred = false;
    const inner = (nested, nestedHost) => new QuestionView(nested, { ...host, ...nestedHost });
    const context = { ...host, inner, input: (how) => this.input(how) };
    this.control = (CONTROLS[question.type] ?? textControl)(question, context);
    this.build();
  }

  build() {
    const { strings } = this.host;
    this.hint = this.question.hint && make("p", { class: "kf-hint", id: elementId("hint"), lang: this.question.langs?.hint }, this.question.hint);
    this.audience = this.question.audience && make("p", { class: "kf-hint kf-private" }, this.question.audience);
    this.messages = make("div", { class: "kf-messages", id: elementId("message"), "aria-live": "polite" });
    this.mark = make("p", { class: "kf-mark", hidden: true }, strings.changed_by_delegation);
    this.conflict = make("div", { class: "kf-conflict", role: "group", "aria-label": strings.conflict_title, hidden: true });
    this.answer = make("p", { class: "kf-answer", dir: "auto", hidden: true });
    this.needed = make("span", { class: "kf-needed" });
    this.element = this.control.beforeLabel ? this.tickFirst() : this.labelFirst();
    this.element.classList.add("kf-question");
    this.element.dataset.question = this.question.name;
    this.element.addEventListener("focusout", (event) => this.left(event));
    this.element.addEventListener("focusin", () => (this.mark.hidden = true));
    this.describe(false);
  }

  labelFirst() {
    const words = [make("span", { dir: "auto", lang: this.question.langs?.label }, this.question.label), " ", this.needed];
    const below = [this.hint, this.audience, this.conflict, this.mark, this.control.element, this.answer, this.messages];
    if (this.control.grouped) return make("fieldset", {}, make("legend", {}, words), ...below);
    return make("div", {}, make("label", { class: "kf-label", for: this.control.labels }, words), ...below);
  }

  tickFirst() {
    const words = make("span", {}, make("span", { dir: "auto", lang: this.question.langs?.label }, this.question.label), " ", this.needed);
    const label = make("label", { class: "kf-option kf-tick", for: this.control.labels }, this.control.element, words);
    return make("div", {}, label, this.hint, this.audience, this.conflict, this.mark, this.answer, this.messages);
  }

  describe(invalid) {
    const ids = [this.hint?.id, this.messages.id, ...(this.control.describedBy ?? [])].filter(Boolean);
    if (this.control.describe) this.control.describe(ids, invalid);
    else describe(this.element, ids, invalid);
  }

  input(how = {}) {
    const before = this.value;
    this.deferred = false;
    this.value = this.control.read();
    // Leaving a field reports once more what was typed in it: that is not a new answer.
    const fresh = !sameValue(before, this.value);
    this.host.typed(this.question, this.value, { problem: this.control.problem(), fresh, ...how });
  }

  left(event) {
    if (this.element.contains(event.relatedTarget)) return;
    this.host.left(this.question);
  }

  /** Whether somebody is writing in here just now; a tick or a pick is done in one go and may change under the focus. */
  get isEditing() {
    const active = document.activeElement;
    return this.element.contains(active) && active.matches("textarea, input:not([type=radio]):not([type=checkbox])");
  }

  get hasFocus() {
    return this.element.contains(document.activeElement);
  }

  /** Shows an answer; leaves the field alone while it is being written in, and says whether it did. */
  show(value, { readOnly = false, language } = {}) {
    this.control.element.closest(".kf-tick")?.classList.toggle("is-read-only", readOnly);
    this.control.element.hidden = readOnly;
    this.answer.hidden = !readOnly;
    if (readOnly) {
      const { choicesOf, strings } = this.host;
      const words = asRead(this.question, value, choicesOf, strings);
      if (words && language && isWritten(this.question)) this.answer.lang = language;
      else this.answer.removeAttribute("lang");
      setText(this.answer, words || strings.no_answer);
    }
    if (sameValue(value, this.value)) return true;
    if (this.isEditing && !readOnly) {
      this.deferred = true;
      return false;
    }
    this.deferred = false;
    this.value = value;
    this.control.write(value);
    return true;
  }

  /** `messages`: [{kind: "error" | "warning", words}]. */
  tell(messages, required) {
    setText(this.needed, required ? this.host.strings.needed : "");
    const wanted = messages.map(({ kind, words }) => `${kind}:${words}`).join("\n");
    if (wanted === this.told) return;
    this.told = wanted;
    this.messages.replaceChildren(...messages.map(({ kind, words }) => make("p", { class: `kf-message is-${kind}` }, words)));
    this.describe(messages.some(({ kind }) => kind === "error"));
    this.element.classList.toggle("has-error", messages.some(({ kind }) => kind === "error"));
  }

  markChanged() {
    this.mark.hidden = false;
  }

  /** Both answers side by side, until somebody picks one or writes a third. */
  showConflict(conflicts, canWrite) {
    const wanted = JSON.stringify(conflicts);
    if (wanted === this.conflictShown) return;
    this.conflictShown = wanted;
    this.conflict.hidden = conflicts.length === 0;
    if (conflicts.length === 0) return this.conflict.replaceChildren();
    const { strings } = this.host;
    const others = conflicts.map((each) => this.offer(each.other, fill(strings.conflict_other, { name: each.name || strings.somebody }), canWrite));
    const kept = this.offer(conflicts[0].kept, strings.conflict_kept, canWrite);
    this.conflict.replaceChildren(make("p", {}, make("strong", {}, strings.conflict_title), " ", strings.conflict_what), kept, ...others);
  }

  offer(value, who, canWrite) {
    const { strings, choicesOf } = this.host;
    const words = asRead(this.question, value, choicesOf, strings) || strings.no_answer;
    const on = { click: () => this.settle(value) };
    const button = canWrite && make("button", { type: "button", class: "kf-button", on }, strings.conflict_pick);
    return make("div", { class: "kf-offer" }, make("p", { class: "kf-offer-who" }, who), make("p", { class: "kf-answer", dir: "auto" }, words), button);
  }

  settle(value) {
    this.value = value;
    this.control.write(value);
    this.host.settle(this.question, value);
    this.control.focus();
  }
}
