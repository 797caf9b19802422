// The form widget: one entry, a list of entries, or entries about subjects, saved as they are typed.
import { audienceSentence } from "./audience.js";
import { EntryList } from "./cards.js";
import { fill, make, setText } from "./dom.js";
import { EntryView } from "./entry.js";
import { isMissing } from "./rules.js";
import { FormSession } from "./session.js";
import { SubjectsView } from "./subjects.js";

const SIGNS = { saved: "✓", saving: "…", waiting: "↻", kept: "▣", conflict: "⇄", held: "!", refused: "!", new: "" };

class FormApp {
  constructor(model, element) {
    this.form = model.get("definition");
    this.strings = model.get("strings");
    this.subjects = model.get("subjects");
    this.entryChoices = model.get("entry_choices");
    this.readOnly = model.get("options").readonly;
    this.session = new FormSession(model, (event, detail) => this.on(event, detail));
    this.isMissing = isMissing;
    this.root = element;
    this.build(model.get("options"));
    this.session.start();
  }

  build({ language, direction }) {
    this.closed = make("div", { class: "kf-banner is-info", role: "status", hidden: true });
    this.storage = make("div", { class: "kf-banner is-warn", role: "status", hidden: true }, this.strings.storage_failed);
    this.live = make("div", { class: "kf-live", "aria-live": "polite" });
    this.root.classList.add("kf");
    this.root.lang = language;
    this.root.dir = direction;
    const title = this.form.title && make("h2", { class: "kf-title", dir: "auto", lang: this.form.langs?.title }, this.form.title);
    const intro = this.form.intro && make("p", { class: "kf-intro", dir: "auto", lang: this.form.langs?.intro }, this.form.intro);
    this.content = this.makeContent();
    this.root.replaceChildren(...[title, intro, audienceSentence(this), this.closed, this.storage, this.content.element, this.live].filter(Boolean));
    this.showOpen();
  }

  makeContent() {
    if (this.form.mode === "one") return new EntryView(this.slot(null), this);
    if (this.form.mode === "list") return new EntryList(this);
    return new SubjectsView(this);
  }

  /** The one entry about a subject (or of the whole form): what the store has, else the one that is to be. */
  slot(subject) {
    const known = [...this.session.entries.values()].find((state) => (state.subject ?? null) === subject);
    return known ?? this.session.entry(this.form.slots[subject ?? ""] ?? this.session.begun(subject), subject);
  }

  canWrite() {
    return this.session.open && !this.readOnly;
  }

  canAdd() {
    return this.canWrite() && this.form.can_add;
  }

  choicesOf(question, state) {
    if (!question.entries_of) return question.choices;
    return (this.entryChoices[question.entries_of] ?? []).filter((choice) => choice.name !== state?.id);
  }

  statusWords(status) {
    const words = status === "waiting" && !this.session.drafts.working ? this.strings.status_waiting_here : this.strings[`status_${status}`];
    return [SIGNS[status], words].filter(Boolean).join(" ");
  }

  /** Says something to those who listen to the page, without moving them. */
  say(words) {
    this.live.replaceChildren(make("p", {}, words));
  }

  lists() {
    return this.content.lists?.() ?? (this.content.cards ? [this.content] : []);
  }

  viewOf(state) {
    if (this.form.mode === "one") return this.content;
    return (this.content.cardOf?.(state) ?? this.content.cards?.get(state.id))?.view;
  }

  refresh() {
    this.content.update();
  }

  on(event, detail) {
    if (!this.content) return;
    if (event === "status") this.statusChanged(detail);
    if (event === "saved" || event === "refused" || event === "restored") this.answered(event, detail);
    if (event === "received") this.received(detail);
    if (event === "choices") this.newChoices(detail);
    if (event === "opened") this.showOpen();
    if (event === "storage") this.storage.hidden = this.session.drafts.working;
  }

  statusChanged(state) {
    const status = this.session.status(state);
    if (status === state.lastStatus) return;
    if (status === "waiting") this.say(this.statusWords(status));
    if (status === "saved" && state.lastStatus === "waiting") this.say(this.strings.status_saved_again);
    state.lastStatus = status;
    this.refresh();
  }

  answered(event, detail) {
    if (event === "saved" && detail.message.conflicts?.length) this.say(this.strings.conflict_title);
    if (event === "refused") this.say(detail.message.message);
    this.refresh();
  }

  received(changes) {
    for (const { state, removed } of changes) {
      if (removed) for (const list of this.lists()) if (list.cards.has(state.id)) list.removedElsewhere(state);
    }
    this.refresh();
    const others = changes.filter(({ names, added }) => names?.length || added);
    for (const { state, names = [] } of others) this.viewOf(state)?.receive?.(names);
    if (others.length) this.say(fill(this.strings.changed_announced, { count: others.length }));
  }

  newChoices(choices) {
    this.entryChoices = { ...this.entryChoices, ...choices };
    const views = [...this.session.entries.values()].map((state) => this.viewOf(state)).filter(Boolean);
    for (const view of views) view.refreshChoices();
    this.refresh();
  }

  /** What there is to write about has changed: new subjects appear, nothing that is being written in moves. */
  newSubjects(model) {
    this.form = model.get("definition");
    this.subjects = model.get("subjects");
    this.content.follow?.(this.subjects);
  }

  showOpen() {
    const waiting = [...this.session.entries.values()].some((state) => state.hasPending);
    const words = [this.session.closedMessage, waiting && this.strings.closed_kept].filter(Boolean).join(" ");
    this.closed.hidden = this.session.open || !words;
    setText(this.closed, this.closed.hidden ? "" : words);
    this.root.classList.toggle("is-closed", !this.canWrite());
    if (this.session.open) this.live.replaceChildren(); // what was said of a closed session is not true any more
    this.refresh();
  }

  close() {
    this.session.close();
  }
}

export default {
  render({ model, el }) {
    const app = new FormApp(model, el);
    const follow = () => app.newSubjects(model);
    model.on("change:subjects", follow);
    return () => {
      model.off("change:subjects", follow);
      app.close();
    };
  },
};
