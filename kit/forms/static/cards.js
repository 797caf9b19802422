// Entries as cards: a title that opens to the fields, for lists of entries and for one entry about each subject.
import { EntryView } from "./entry.js";
import { arrange, directionOf, elementId, fill, make, setText } from "./dom.js";
import { DELETED } from "./pending.js";
import { isAnswered, titleOf } from "./rules.js";

/** One entry that opens and closes; its fields are made when it is first opened. */
export class EntryCard {
  constructor(state, app, { removable = true, title = null, openTitle = title, lang = null, about = null, closed = () => {}, removed = () => {} } = {}) {
    Object.assign(this, { state, app, title, openTitle, closed, removed });
    this.view = null;
    this.titleElement = make("span", { class: "kf-card-title", lang: lang || null });
    this.stateElement = make("span", { class: "kf-card-state" });
    const body = elementId("card");
    this.toggle = make("button", { type: "button", class: "kf-card-head", "aria-expanded": "false", "aria-controls": body });
    this.toggle.append(this.titleElement, this.stateElement, make("span", { class: "kf-chevron", "aria-hidden": "true" }));
    this.toggle.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    this.fields = make("div");
    this.gone = make("div", { class: "kf-banner is-warn", role: "status", hidden: true });
    this.actions = this.actionRow(removable);
    this.body = make("div", { class: "kf-card-body", id: body, hidden: true }, about, this.gone, this.fields, this.actions);
    this.element = make("div", { class: "kf-card" }, make("h3", { class: "kf-card-heading" }, this.toggle), this.body);
    this.element.dataset.entry = state.id;
    this.update();
  }

  actionRow(removable) {
    const { strings } = this.app;
    const done = make("button", { type: "button", class: "kf-button", on: { click: () => this.close() } }, strings.done);
    const on = { click: () => this.removed(this) };
    this.remove = removable && make("button", { type: "button", class: "kf-button kf-button-quiet", on }, strings.remove);
    return make("div", { class: "kf-actions" }, done, this.remove);
  }

  get isOpen() {
    return !this.body.hidden;
  }

  open({ focus = false } = {}) {
    if (!this.view) {
      this.view = new EntryView(this.state, this.app);
      this.fields.replaceChildren(this.view.element);
    }
    this.body.hidden = false;
    this.toggle.setAttribute("aria-expanded", "true");
    this.update();
    this.view.resize();
    if (focus) this.view.focus();
  }

  close() {
    this.app.session.touched(this.state, { now: true });
    this.body.hidden = true;
    this.toggle.setAttribute("aria-expanded", "false");
    this.toggle.focus();
    this.update();
    this.closed(this);
  }

  update() {
    const { app, state } = this;
    const named = (this.isOpen ? this.openTitle : this.title) ?? titleOf(app.form, state.values(), (each) => app.choicesOf(each, state), app.strings);
    setText(this.titleElement, named || app.strings.untitled);
    this.titleElement.dir = directionOf(named || app.strings.untitled);
    this.titleElement.classList.toggle("is-untitled", !named);
    const [words, kind] = this.standing();
    setText(this.stateElement, words);
    this.stateElement.dataset.state = kind;
    if (this.remove) this.remove.hidden = !app.canWrite();
    this.view?.update();
  }

  /** What the card says while it is closed: what is wrong first, then what is missing, then that it is saved. */
  standing() {
    const { app, state } = this;
    const status = app.session.status(state);
    if (status === "new") return [app.strings.not_begun, "new"];
    if (status !== "saved") return [app.statusWords(status), status];
    const [words, kind] = this.saved();
    return [[words, ...(state.server.remarks ?? [])].join(app.strings.list_separator), kind];
  }

  saved() {
    const { app, state } = this;
    const due = app.form.questions.filter((each) => each.writable && app.isMissing(each, state.values())).length;
    return due ? [fill(due === 1 ? app.strings.due_one : app.strings.due, { count: due }), "due"] : [app.strings.complete, "saved"];
  }

  showGone(words, back) {
    const button = make("button", { type: "button", class: "kf-button", on: { click: back } }, this.app.strings.bring_back);
    this.gone.replaceChildren(make("span", {}, words), button);
    this.gone.hidden = false;
  }
}

/** Any number of entries, with adding, removing and undo. */
export class EntryList {
  /** `subject`: only the entries about it; `title(state)`: another name than the entry's own answer. */
  constructor(app, { subject = null, title = null } = {}) {
    Object.assign(this, { app, subject, title });
    this.cards = new Map();
    this.list = make("div", { class: "kf-cards" });
    this.undo = make("div", { class: "kf-banner", role: "status", hidden: true });
    this.empty = make("p", { class: "kf-empty" }, app.strings.list_empty);
    const on = { click: () => this.add() };
    this.addButton = make("button", { type: "button", class: "kf-button kf-button-main", lang: app.form.langs?.add_label, on }, app.form.add_label || app.strings.add);
    this.element = make("div", { class: "kf-list" }, this.empty, this.list, this.undo, this.addButton);
    this.update();
  }

  states() {
    const own = [...this.app.session.entries.values()].filter((state) => (state.subject ?? null) === this.subject);
    return own.filter((state) => !state.value(DELETED) || this.cards.get(state.id)?.isGone);
  }

  update() {
    const states = this.states();
    for (const state of states) if (!this.cards.has(state.id)) this.cards.set(state.id, this.card(state));
    const wanted = new Set(states.map((state) => state.id));
    for (const id of this.cards.keys()) if (!wanted.has(id)) this.cards.delete(id);
    for (const card of this.cards.values()) card.update();
    arrange(this.list, states.map((state) => this.cards.get(state.id).element));
    this.empty.hidden = states.length > 0;
    this.addButton.hidden = !this.app.canAdd();
  }

  card(state) {
    const actions = { closed: (card) => this.closed(card), removed: (card) => this.remove(card) };
    return new EntryCard(state, this.app, { ...actions, title: this.title?.(state) ?? null, removable: this.app.form.can_add });
  }

  add() {
    const state = this.app.session.entry(undefined, this.subject);
    this.update();
    this.cards.get(state.id).open({ focus: true });
  }

  /** A new entry in which nothing was written leaves no trace. */
  closed({ state }) {
    if (!state.isNew || state.hasPending) return;
    this.app.session.forget(state);
    this.update();
    this.addButton.focus();
  }

  remove(card) {
    const { state } = card;
    const name = card.titleElement.textContent;
    if (state.isNew && !state.hasPending) return this.closed(card);
    state.type(DELETED, true);
    this.app.session.touched(state, { now: true });
    this.update();
    this.offerUndo(fill(this.app.strings.removed, { title: name }), state);
  }

  offerUndo(words, state) {
    const on = { click: () => this.bringBack(state) };
    const button = make("button", { type: "button", class: "kf-button", on }, this.app.strings.undo);
    this.undo.replaceChildren(make("span", { dir: "auto" }, words), button);
    this.undo.hidden = false;
    button.focus();
  }

  bringBack(state) {
    const known = this.app.session.entries.get(state.id) ?? state;
    this.app.session.entries.set(known.id, known);
    known.type(DELETED, false);
    this.app.session.touched(known, { now: true });
    this.undo.hidden = true;
    this.update();
    this.cards.get(known.id)?.toggle.focus();
  }

  /** Another person removed it: at once where nobody is in it, else it stays until that person decides. */
  removedElsewhere(state) {
    const card = this.cards.get(state.id);
    const inUse = state.hasPending || card?.element.contains(document.activeElement);
    if (state.server) state.server.deleted = true;
    if (!inUse || !card) return this.dropQuietly(state, card);
    card.isGone = true;
    card.showGone(this.app.strings.removed_elsewhere, () => {
      card.isGone = false;
      card.gone.hidden = true;
      this.bringBack(state);
    });
  }

  dropQuietly(state, card) {
    const own = !this.undo.hidden;
    if (card && !own) this.app.say(fill(this.app.strings.removed_by_delegation, { title: card.titleElement.textContent }));
    this.app.session.entries.delete(state.id);
    this.update();
  }
}

/** Whether anything has been answered in an entry. */
export function hasBegun(state, form) {
  const values = state.values();
  return form.questions.some((each) => isAnswered(values[each.name]));
}
