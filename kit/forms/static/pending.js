// One entry as this page knows it: what the store has, and what was typed and is not there yet.
// No browser and no clock in here, so that every order of events can be tested.
import { sameValue } from "./rules.js";

/** Typed fields that are not questions: they travel beside the values of a change. */
export const VISIBILITY = "@visibility";
export const ATTRIBUTION = "@attribution";
export const DELETED = "@deleted";
export const FOR_WHOM = "@for_whom";
const BESIDE = [VISIBILITY, ATTRIBUTION, DELETED, FOR_WHOM];

export class EntryState {
  constructor(id, { subject = null, server = null } = {}) {
    this.id = id;
    this.subject = subject;
    this.server = server;
    this.draft = {}; // name -> {value, base}: typed, not sent
    this.inflight = null; // the change that was sent and is not acknowledged
    this.held = {}; // name -> {value, base, message}: refused, or known to be, and still in its field
    this.refusal = ""; // why the whole entry is not saved
    this.trouble = ""; // why it is not saved just now, though it will be sent again
    this.shownAt = {}; // name -> the version whose value the person has before them
    this.resolves = new Set();
  }

  get version() {
    return this.server?.version ?? 0;
  }

  get isNew() {
    return !this.server;
  }

  /** The answer to show: what was typed last, else what the store has. */
  value(name) {
    if (name in this.held) return this.held[name].value;
    if (name in this.draft) return this.draft[name].value;
    const sent = this.inflight ? sentValue(this.inflight, name) : undefined;
    return sent === undefined ? this.stored(name) : sent;
  }

  stored(name) {
    if (name === VISIBILITY) return this.server?.visibility ?? null;
    if (name === ATTRIBUTION) return this.server?.attribution ?? null;
    if (name === DELETED) return this.server?.deleted ?? false;
    if (name === FOR_WHOM) return this.server?.for_whom ?? "";
    return this.server?.values[name] ?? null;
  }

  /** Every answer as it is shown. */
  values() {
    const typed = [this.server?.values, this.inflight?.values, valuesOf(this.draft), valuesOf(this.held)];
    return Object.assign({}, ...typed.filter(Boolean));
  }

  isPending(name) {
    return name in this.draft || name in this.held || Boolean(this.inflight && sentValue(this.inflight, name) !== undefined);
  }

  get hasPending() {
    return Boolean(this.inflight) || Object.keys(this.draft).length > 0 || Object.keys(this.held).length > 0;
  }

  /** The person has changed an answer. */
  type(name, value) {
    const base = this.draft[name]?.base ?? this.held[name]?.base ?? this.baseOf(name);
    delete this.held[name];
    this.refusal = "";
    if (!(this.inflight && sentValue(this.inflight, name) !== undefined) && sameValue(value, this.stored(name))) {
      delete this.draft[name]; // typed back to what it was
      return;
    }
    this.draft[name] = { value, base };
  }

  /** An answer that would be refused stays in its field and on the device. */
  hold(name, value, message) {
    const base = this.draft[name]?.base ?? this.held[name]?.base ?? this.baseOf(name);
    delete this.draft[name];
    this.held[name] = { value, base, message };
  }

  /** The person settles a conflict with this value. */
  resolve(name, value) {
    this.resolves.add(name);
    delete this.held[name];
    this.draft[name] = { value, base: this.version };
  }

  baseOf(name) {
    return this.shownAt[name] ?? this.version;
  }

  /** The person has the store's present value of this question before them. */
  shown(name) {
    this.shownAt[name] = this.version;
  }

  /** The next change to send, or null. Fields that were seen at different versions go one version at a time. */
  next(id, extra) {
    if (this.inflight || this.refusal || Object.keys(this.draft).length === 0) return null;
    const base = Math.min(...Object.values(this.draft).map((field) => field.base));
    const change = { id, entry: this.id, subject: this.subject, base, values: {}, resolves: [], ...extra };
    for (const [name, field] of Object.entries(this.draft)) {
      if (field.base !== base) continue;
      put(change, name, field.value);
      delete this.draft[name];
      if (this.resolves.delete(name)) change.resolves.push(name);
    }
    this.inflight = change;
    return change;
  }

  /** The store has this page's change; `values` are the answers as it wrote them. */
  saved({ change, version, values = {} }) {
    if (this.inflight?.id !== change) return false;
    const sent = this.inflight;
    this.inflight = null;
    const server = this.server ?? { id: this.id, values: {}, conflicts: [], problems: [], version: 0 };
    this.server = { ...server, values: { ...server.values, ...sent.values, ...values } };
    if (this.server.version === 0) this.server.version = version;
    for (const name of BESIDE) {
      const value = sentValue(sent, name);
      if (value !== undefined) this.server[name.slice(1)] = value;
    }
    for (const name of Object.keys(sent.values)) {
      this.shownAt[name] = version;
      if (name in this.draft) this.draft[name].base = Math.max(this.draft[name].base, version);
    }
    return true;
  }

  /** The store did not take the change: the answer at fault waits in its field, the others are sent again without it. */
  refused({ change, question, message }) {
    if (this.inflight?.id !== change) return false;
    const sent = this.inflight;
    this.inflight = null;
    for (const name of namesIn(sent)) {
      if (name in this.draft || name in this.held) continue;
      const field = { value: sentValue(sent, name), base: sent.base };
      if (name === question) this.held[name] = { ...field, message };
      else this.draft[name] = field;
      if (sent.resolves.includes(name)) this.resolves.add(name);
    }
    if (!namesIn(sent).includes(question)) this.refusal = message;
    return true;
  }

  /** The store's present entry; gives the names whose values another person has changed. */
  receive(server) {
    const before = this.server;
    if (before && server.version < before.version) return [];
    this.server = server;
    if (!before) return [];
    const names = new Set([...Object.keys(before.values), ...Object.keys(server.values)]);
    return [...names].filter((name) => !sameValue(before.values[name], server.values[name]) && !this.isPending(name));
  }

  /** What must outlive the page, or null where everything is in the store. */
  record() {
    if (!this.hasPending) return null;
    const { subject, draft, inflight, held } = this;
    return { subject, draft, inflight, held, resolves: [...this.resolves] };
  }

  /** Takes over what an earlier page left. What this page's person typed since then goes before it. */
  restore({ draft = {}, inflight = null, held = {}, resolves = [] }) {
    if (inflight && !this.inflight) this.inflight = inflight;
    else if (inflight) for (const name of namesIn(inflight)) draft[name] ??= { value: sentValue(inflight, name), base: inflight.base };
    this.draft = { ...draft, ...this.draft };
    this.held = { ...held, ...this.held };
    for (const name of resolves) this.resolves.add(name);
  }
}

function put(change, name, value) {
  if (name.startsWith("@")) change[name.slice(1)] = value;
  else change.values[name] = value;
}

function sentValue(change, name) {
  return name.startsWith("@") ? change[name.slice(1)] : change.values[name];
}

function namesIn(change) {
  const beside = BESIDE.filter((name) => sentValue(change, name) !== undefined);
  return [...Object.keys(change.values), ...beside];
}

function valuesOf(fields) {
  const questions = Object.entries(fields).filter(([name]) => !name.startsWith("@"));
  return Object.fromEntries(questions.map(([name, field]) => [name, field.value]));
}
