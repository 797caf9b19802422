// One entry, or a list of entries, about each of several subjects: findings, others' activities, one's own.
import { EntryCard, EntryList, hasBegun } from "./cards.js";
import { arrange, directionOf, fill, make, setText } from "./dom.js";
import { missing } from "./rules.js";

export class SubjectsView {
  constructor(app) {
    this.app = app;
    this.progress = make("p", { class: "kf-subject-progress", role: "status" });
    this.bar = make("progress", { class: "kf-bar", max: Math.max(app.subjects.length, 1), value: 0, "aria-hidden": "true" });
    this.parts = app.subjects.map((subject) => this.part(subject));
    this.empty = make("p", { class: "kf-empty" }, app.strings.subjects_empty);
    this.element = make("div", { class: "kf-subjects" });
    this.show();
  }

  show() {
    arrange(this.element, [this.progress, this.bar, ...this.grouped(), this.empty]);
    this.update();
  }

  /** Shows these subjects from now on; the part of one that was there already stays as it is. */
  follow(subjects) {
    const known = new Map(this.parts.map((part) => [part.subject.id, part]));
    this.parts = subjects.map((subject) => known.get(subject.id) ?? this.part(subject));
    this.bar.max = Math.max(subjects.length, 1);
    this.show();
  }

  part(subject) {
    const about = subject.text && make("p", { class: "kf-about", dir: "auto", lang: subject.lang || null }, subject.text);
    if (this.app.form.mode === "subject_lists") return this.listPart(subject, about);
    const state = this.app.slot(subject.id);
    const title = [subject.title, subject.text].filter(Boolean).join(" · ");
    const card = new EntryCard(state, this.app, { removable: false, title, openTitle: subject.title, lang: subject.lang, about });
    return { subject, card, element: card.element, update: () => card.update(), answered: () => this.isAnswered(state) };
  }

  listPart(subject, about) {
    const list = new EntryList(this.app, { subject: subject.id, title: (state) => state.server?.from ?? null });
    const title = make("h3", { dir: directionOf(subject.title) }, subject.title);
    const element = make("section", { class: "kf-subject" }, title, about, list.element);
    return { subject, list, element, update: () => list.update(), answered: () => list.states().some((each) => hasBegun(each, this.app.form)) };
  }

  isAnswered(state) {
    const { form } = this.app;
    const asked = form.questions.filter((each) => each.writable);
    return hasBegun(state, form) && missing(asked, state.values()).length === 0;
  }

  grouped() {
    const elements = [];
    let group = "";
    for (const part of this.parts) {
      if (part.subject.group && part.subject.group !== group) elements.push(make("h3", { class: "kf-group", dir: "auto" }, part.subject.group));
      group = part.subject.group;
      elements.push(part.element);
    }
    return elements;
  }

  update() {
    for (const part of this.parts) part.update();
    const answered = this.parts.filter((part) => part.answered()).length;
    setText(this.progress, fill(this.app.strings.progress, { answered, total: this.parts.length }));
    this.progress.hidden = this.bar.hidden = this.parts.length === 0;
    this.empty.hidden = this.parts.length > 0;
    this.bar.value = answered;
  }

  lists() {
    return this.parts.map((part) => part.list).filter(Boolean);
  }

  cardOf(state) {
    const own = this.parts.find((part) => part.card?.state === state)?.card;
    return own ?? this.lists().map((list) => list.cards.get(state.id)).find(Boolean);
  }
}
