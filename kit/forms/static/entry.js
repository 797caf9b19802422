// One entry as fields: its questions under their headings, who will see it, and whether it is saved.
import { elementId, fill, make, setText } from "./dom.js";
import { audienceView } from "./audience.js";
import { behalfView } from "./behalf.js";
import { QuestionView } from "./question.js";
import { isAnswered, isMissing, isRelevant, isRequired, missing } from "./rules.js";

const MANY_SECTIONS = 3; // from here on headings fold

export class EntryView {
  /** `app`: session, form, strings, choicesOf(question, entry), canWrite(), say(words). */
  constructor(state, app, { audience = true } = {}) {
    this.state = state;
    this.app = app;
    this.visited = new Set();
    this.settling = new Set();
    this.views = new Map(app.form.questions.filter((each) => each.type !== "note").map((each) => [each.name, this.question(each)]));
    this.sections = sectionsOf(app.form.questions).map((section, place) => this.section(section, place));
    this.status = make("p", { class: "kf-status", id: elementId("status") });
    this.note = make("p", { class: "kf-message is-error", role: "alert", hidden: true });
    this.audience = audience ? audienceView(state, app) : null;
    this.behalf = behalfView(state, app);
    this.element = make("div", { class: "kf-entry" }, ...this.sections.map((each) => each.element), this.audience?.element, this.behalf?.element, this.note, this.status);
    this.update();
  }

  question(question) {
    return new QuestionView(question, {
      strings: this.app.strings,
      choicesOf: (each) => this.app.choicesOf(each, this.state),
      typed: (each, value, how) => this.typed(each, value, how),
      left: (each) => this.left(each),
      settle: (each, value) => this.settle(each, value),
    });
  }

  section({ title, questions }, place) {
    const body = questions.map((each) => this.views.get(each.name)?.element ?? make("p", { class: "kf-prose", "data-question": each.name, lang: each.langs?.label }, each.label));
    const progress = make("span", { class: "kf-progress" });
    const part = { title, questions, progress, body };
    if (!title) part.element = make("div", { class: "kf-section" }, ...body);
    else if (this.folds()) {
      const summary = make("summary", {}, make("span", { class: "kf-section-title", dir: "auto", lang: questions[0].langs?.group }, title), progress);
      part.element = make("details", { class: "kf-section kf-fold", open: place === 0 }, summary, make("div", { class: "kf-section-body" }, ...body));
      part.element.addEventListener("toggle", () => this.resize());
    } else part.element = make("section", { class: "kf-section" }, make(this.app.form.mode === "one" ? "h3" : "h4", { dir: "auto", lang: questions[0].langs?.group }, title), ...body);
    return part;
  }

  folds() {
    return sectionsOf(this.app.form.questions).filter((section) => section.title).length >= MANY_SECTIONS;
  }

  typed(question, value, { problem, now, fresh }) {
    if (problem) this.state.hold(question.name, value, problem);
    else this.state.type(question.name, value);
    if (now) this.visited.add(question.name);
    if (fresh && this.conflictsOf(question).length) this.settling.add(question.name);
    this.app.session.touched(this.state, { now });
    this.update();
  }

  /** Leaving a field: what waited for that is done now. */
  left(question) {
    this.visited.add(question.name);
    const { name } = question;
    if (this.settling.delete(name)) this.state.resolve(name, this.state.value(name));
    if (this.state.hasPending) this.app.session.touched(this.state, { now: true });
    requestAnimationFrame(() => this.update());
  }

  settle(question, value) {
    this.settling.delete(question.name);
    this.state.resolve(question.name, value);
    this.app.session.touched(this.state, { now: true });
    this.app.say(this.app.strings.conflict_settled);
    this.update();
  }

  conflictsOf(question) {
    const settled = this.state.inflight?.resolves.includes(question.name) || this.state.resolves.has(question.name);
    return settled ? [] : (this.state.server?.conflicts ?? []).filter((each) => each.question === question.name);
  }

  update() {
    const values = this.state.values();
    for (const question of this.app.form.questions) this.updateQuestion(question, values);
    for (const section of this.sections) this.updateSection(section, values);
    this.audience?.update();
    this.behalf?.update();
    this.updateStatus();
  }

  updateQuestion(question, values) {
    const view = this.views.get(question.name);
    if (!view) return;
    const canWrite = this.app.canWrite() && question.writable;
    const value = this.state.value(question.name);
    const asked = isRelevant(question, values) && (question.writable || isAnswered(value));
    view.element.hidden = !asked && !view.hasFocus; // never hidden from under the cursor
    if (view.show(value, { readOnly: !canWrite, language: this.state.server?.language })) this.state.shown(question.name);
    view.tell(this.messages(question, values), canWrite && isRequired(question, values));
    view.showConflict(this.conflictsOf(question), canWrite);
  }

  messages(question, values) {
    const { name } = question;
    const held = this.state.held[name];
    if (held) return [{ kind: "error", words: held.message }];
    const problems = this.state.isPending(name) ? [] : (this.state.server?.problems ?? []).filter((each) => each.question === name);
    const said = problems.map(({ kind, message }) => ({ kind, words: message }));
    const due = this.visited.has(name) && question.writable && isMissing(question, values) && !this.views.get(name).hasFocus;
    return due ? [...said, { kind: "warning", words: this.app.strings.still_needed }] : said;
  }

  updateSection({ element, questions, progress, title }, values) {
    const asked = questions.filter((each) => each.type === "note" || !this.views.get(each.name).element.hidden);
    element.hidden = asked.length === 0;
    if (!title) return;
    const answerable = asked.filter((each) => each.type !== "note" && each.writable);
    const answered = answerable.filter((each) => isAnswered(values[each.name])).length;
    const due = missing(answerable, values).length;
    const wrong = asked.filter((each) => this.messages(each, values).some(({ kind }) => kind === "error")).length;
    const { strings } = this.app;
    const words = wrong ? fill(strings.section_wrong, { count: wrong }) : fill(due ? strings.section_due : strings.section_done, { answered, total: answerable.length, due });
    setText(progress, words);
    progress.dataset.state = wrong ? "wrong" : due ? "due" : "done";
  }

  updateStatus() {
    const status = this.app.session.status(this.state);
    this.status.dataset.state = status;
    setText(this.status, this.app.statusWords(status));
    const words = this.state.refusal || this.state.trouble || "";
    this.note.hidden = !words;
    setText(this.note, words);
  }

  /** Another person's changes: shown where nobody is writing, with a quiet mark. */
  receive(names) {
    this.update();
    for (const name of names) this.views.get(name)?.markChanged();
  }

  refreshChoices() {
    for (const view of this.views.values()) view.control.refresh?.();
    this.update();
  }

  resize() {
    for (const view of this.views.values()) view.control.resize?.();
  }

  /** How many needed answers are not there yet. */
  get due() {
    const asked = this.app.form.questions.filter((each) => each.writable);
    return missing(asked, this.state.values()).length;
  }

  focus() {
    for (const [name, view] of this.views) {
      const question = this.app.form.questions.find((each) => each.name === name);
      if (!view.element.hidden && question.writable) return view.control.focus();
    }
  }
}

function sectionsOf(questions) {
  const sections = [];
  for (const question of questions) {
    if (question.group || sections.length === 0) sections.push({ title: question.group ?? "", questions: [] });
    sections.at(-1).questions.push(question);
  }
  return sections;
}
