// All entries of one form on this page, and their way to the kernel: typed, kept on the device, sent, acknowledged.
import { newId } from "./dom.js";
import { Drafts } from "./drafts.js";
import { EntryState } from "./pending.js";

export const PAUSE_MS = 400; // after the last key
const PATIENCE_MS = 4000; // without an answer: "waiting for the network"
const RESEND_MS = 6000;
const LONGEST_RESEND_MS = 30000;

export class FormSession {
  /** `options`: key, open, language; `tell(event, detail)` hears what the page has to show. */
  constructor(model, tell) {
    this.model = model;
    this.tell = tell;
    this.options = model.get("options");
    this.open = this.options.open;
    this.closedMessage = this.options.message;
    this.connected = true;
    this.entries = new Map();
    this.timers = new Map();
    this.drafts = new Drafts(this.options.key, newId().slice(0, 8));
    for (const server of model.get("entries")) this.entries.set(server.id, new EntryState(server.id, fromStore(server)));
    this.listen();
  }

  listen() {
    const stop = new AbortController();
    this.stop = () => stop.abort();
    const on = (target, event, run) => target.addEventListener(event, run, { signal: stop.signal });
    this.heard = (message) => this.hear(message);
    this.model.on("msg:custom", this.heard);
    on(document, "kit:connection", ({ detail }) => this.connection(detail?.state));
    on(document, "kit:signout", () => this.signOut());
    on(document, "visibilitychange", () => document.visibilityState === "hidden" && this.flushAll());
    on(window, "pagehide", () => this.flushAll());
    on(window, "beforeunload", (event) => this.mayLeave() || event.preventDefault());
    this.clock = setInterval(() => this.tick(), 1000);
  }

  /** Left by pages that were closed: shown at once, then sent. Asks the kernel for what this page has missed. */
  async start() {
    this.model.send({ type: "hello", have: this.versions() });
    for (const { entry, record } of await this.drafts.takeOver()) {
      const state = this.entry(entry, record.subject);
      state.restore(record);
      this.tell("restored", state);
      if (state.inflight) this.send(state);
      this.flush(state);
    }
    if (!this.drafts.working) this.tell("storage");
  }

  versions() {
    return Object.fromEntries([...this.entries.values()].filter((each) => each.server).map((each) => [each.id, each.version]));
  }

  /** The entry of that id, made where it is new. */
  entry(id = newId(), subject = null) {
    if (!this.entries.has(id)) this.entries.set(id, new EntryState(id, { subject }));
    return this.entries.get(id);
  }

  /** The entry about a subject that an earlier page began and that is not in the store yet. */
  begun(subject) {
    return this.drafts.others().find(({ key }) => (this.drafts.read(key)?.subject ?? null) === subject)?.entry;
  }

  forget(state) {
    clearTimeout(this.timers.get(state.id));
    this.drafts.remove(state.id);
    this.entries.delete(state.id);
  }

  /** Something of this entry was typed: onto the device at once, to the kernel after a pause. */
  touched(state, { now = false } = {}) {
    this.keep(state);
    clearTimeout(this.timers.get(state.id));
    if (now) this.flush(state);
    else this.timers.set(state.id, setTimeout(() => this.flush(state), PAUSE_MS));
    this.tell("status", state);
  }

  keep(state) {
    const record = state.record();
    if (!record) this.drafts.remove(state.id);
    else if (!this.drafts.write(state.id, record) && !this.drafts.ended) this.tell("storage");
  }

  flush(state) {
    if (!this.open || this.drafts.ended) return;
    const change = state.next(newId(), { language: this.options.language });
    if (!change) return;
    this.keep(state);
    state.tries = 0;
    this.send(state);
  }

  flushAll() {
    for (const state of this.entries.values()) this.flush(state);
  }

  send(state) {
    state.firstSentAt = state.tries ? state.firstSentAt : Date.now();
    state.sentAt = Date.now();
    state.tries = (state.tries ?? 0) + 1;
    try {
      this.model.send({ type: "save", change: state.inflight });
    } catch {
      this.connected = false; // sent again when the connection is back
    }
    this.tell("status", state);
  }

  tick() {
    for (const state of this.entries.values()) {
      if (!state.inflight) continue;
      const wait = Math.min(RESEND_MS * state.tries, LONGEST_RESEND_MS);
      if (this.open && this.connected && Date.now() - state.sentAt > wait) this.send(state);
      this.tell("status", state);
    }
  }

  connection(state) {
    this.connected = state === "connected" || state === "restored";
    if (this.connected) this.catchUp();
    for (const each of this.entries.values()) this.tell("status", each);
  }

  catchUp() {
    this.model.send({ type: "hello", have: this.versions() });
    for (const state of this.entries.values()) if (state.inflight) this.send(state);
    this.flushAll();
  }

  hear(message) {
    const state = message.change && this.withInflight(message.change);
    if (message.type === "saved" && state?.saved(message)) this.settled(state, message);
    if (message.type === "refused" && state?.refused(message)) this.refused(state, message);
    if (message.type === "trouble" && state) this.trouble(state, message);
    if (message.type === "entries") this.receive(message);
    if (message.type === "choices") this.tell("choices", message.choices);
    if (message.type === "session") this.opened(message);
  }

  withInflight(change) {
    return [...this.entries.values()].find((state) => state.inflight?.id === change);
  }

  settled(state, message) {
    if (message.entry !== state.id) this.rename(state, message.entry);
    state.trouble = "";
    this.keep(state);
    this.tell("saved", { state, message });
    this.flush(state);
  }

  /** Another device began the same single entry first: both are one entry now, under that one's id. */
  rename(state, id) {
    this.drafts.remove(state.id);
    this.entries.delete(state.id);
    state.id = id;
    this.entries.set(id, state);
  }

  /** The store could not take it just now; it is sent again by itself. */
  trouble(state, message) {
    state.trouble = message.message;
    this.tell("status", state);
  }

  refused(state, message) {
    this.keep(state);
    if (message.closed) this.opened({ open: false, message: message.message });
    this.tell("refused", { state, message });
    this.flush(state);
  }

  receive({ upsert = [], removed = [] }) {
    const changed = [];
    for (const server of upsert) {
      const known = this.entries.get(server.id);
      const state = known ?? this.entry(server.id, server.subject);
      const names = state.receive(server);
      changed.push({ state, names, added: !known });
    }
    for (const id of removed) if (this.entries.has(id)) changed.push({ state: this.entries.get(id), removed: true });
    this.tell("received", changed);
  }

  opened({ open, message }) {
    this.open = open;
    this.closedMessage = message;
    if (open) {
      for (const state of this.entries.values()) state.refusal = "";
      this.catchUp();
    }
    this.tell("opened");
  }

  /** A page whose device keeps nothing asks before it is left with unsaved answers. */
  mayLeave() {
    return this.drafts.working || this.drafts.ended || ![...this.entries.values()].some((state) => state.hasPending);
  }

  signOut() {
    this.drafts.forgetAll();
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  /** One word for where an entry stands; the page says it in a sentence. */
  status(state) {
    if (state.hasPending && !this.open) return "kept";
    if (state.server?.conflicts?.length) return "conflict";
    if (state.refusal) return "refused";
    if (state.inflight || Object.keys(state.draft).length) {
      const late = state.inflight && Date.now() - state.firstSentAt > PATIENCE_MS;
      return !this.connected || late || state.trouble ? "waiting" : "saving";
    }
    if (Object.keys(state.held).length) return "held";
    return state.server ? "saved" : "new";
  }

  close() {
    this.flushAll();
    this.stop();
    clearInterval(this.clock);
    this.model.off("msg:custom", this.heard);
    this.drafts.close();
  }
}

function fromStore(server) {
  return { subject: server.subject, server };
}
