// A ballot: marked here, private until it is cast; changeable until voting closes; cast again after a lost network.
import { rankControl, severalControl } from "./choices.js";
import { fill, make, newId, setText } from "./dom.js";
import { dotsControl } from "./dots.js";
import { pairsControl } from "./pairs.js";
import { placingControl } from "./placing.js";

const BALLOT_RESEND_MS = 6000;
const BALLOT_PATIENCE_MS = 4000;
const MARKED_BY = { dots: dotsControl, impact_effort: placingControl, pairwise: pairsControl };

class BallotApp {
  constructor(model, root) {
    Object.assign(this, { model, root, vote: model.get("vote"), strings: model.get("strings"), options: model.get("options") });
    this.open = this.options.open;
    this.again = this.options.again; // how many ballots it takes to show another result than was shown; 0 for any
    this.cast = model.get("cast"); // marks that count, or null
    this.code = ""; // by which the vote's record has this ballot
    this.sent = null; // {change, values, at}: on its way
    this.ended = false;
    this.build();
    this.restore();
    this.listen();
    this.show();
  }

  build() {
    const { vote, strings } = this;
    this.control = this.makeControl();
    this.state = make("p", { class: "kf-banner", role: "status" });
    this.receipt = make("p", { class: "kf-hint kf-receipt", hidden: true });
    this.told = make("p", { class: "kf-hint" });
    this.abstain = make("p", { class: "kf-hint" }, strings.ballot_empty);
    this.error = make("p", { class: "kf-message is-error", role: "alert", hidden: true });
    this.button = make("button", { type: "button", class: "kf-button kf-button-main", on: { click: () => this.submit() } });
    this.clear = make("button", { type: "button", class: "kf-button kf-button-quiet", on: { click: () => this.clearMarks() } }, strings.ballot_clear);
    this.root.classList.add("kf", "kf-ballot");
    this.root.lang = this.options.language;
    this.root.dir = this.options.direction;
    const secret = make("p", { class: "kf-audience" }, fill(strings.ballot_secret, { min: vote.min_ballots }));
    const marks = make("div", { class: "kf-ballot-marks", role: "group", "aria-label": vote.question }, this.control.element);
    const actions = make("div", { class: "kf-actions" }, this.button, this.clear);
    const question = make("h2", { class: "kf-title", dir: "auto", lang: vote.langs?.question }, vote.question);
    this.root.replaceChildren(question, secret, this.told, this.state, this.receipt, marks, this.abstain, this.error, actions);
  }

  makeControl() {
    const { vote, strings } = this;
    const changed = () => this.marked();
    if (MARKED_BY[vote.method]) return MARKED_BY[vote.method](vote, strings, changed);
    const question = { name: "ballot", type: vote.method, choices: vote.options, max_items: vote.budget };
    const context = { strings, choicesOf: () => vote.options, input: changed };
    const control = vote.method === "rank" ? rankControl(question, context) : severalControl(question, context);
    const words = vote.method === "rank" ? strings.ballot_rank : strings.ballot_approve;
    const hint = make("p", { class: "kf-hint" }, fill(words, { budget: vote.budget }));
    const count = make("p", { class: "kf-dots-left", role: "status" });
    const counted = vote.method === "rank" ? strings.ballot_ranked : strings.ballot_approved;
    const tell = () => setText(count, fill(counted, { count: (control.read() ?? []).length, budget: vote.budget }));
    this.tellCount = tell;
    return {
      element: make("div", {}, hint, count, control.element),
      read: () => control.read() ?? [],
      write: (value) => control.write(value),
      enable: () => {},
    };
  }

  listen() {
    const stop = new AbortController();
    const on = (event, run) => document.addEventListener(event, run, { signal: stop.signal });
    on("kit:connection", ({ detail }) => this.connection(detail?.state));
    on("kit:signout", () => this.forget());
    this.heard = (message) => this.hear(message);
    this.model.on("msg:custom", this.heard);
    this.renewed = () => this.renew();
    this.model.on("change:vote", this.renewed);
    const clock = setInterval(() => this.tick(), 1000);
    this.close = () => {
      stop.abort();
      clearInterval(clock);
      this.model.off("msg:custom", this.heard);
      this.model.off("change:vote", this.renewed);
    };
    this.model.send({ type: "hello" });
  }

  /** A vote in steps has moved on: other options, or another round of the same ones. */
  renew() {
    this.vote = this.model.get("vote");
    this.options = this.model.get("options");
    Object.assign(this, { open: this.options.open, again: this.options.again, cast: null, code: "", sent: null });
    this.build();
    this.restore();
    this.show();
  }

  /** Marks that were made on this device and not cast come back; a vote that was on its way goes on. */
  restore() {
    const kept = this.read();
    this.control.write(kept?.marks ?? this.cast);
    if (!kept?.sent) return;
    this.sent = kept.sent;
    this.send();
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.options.key));
    } catch {
      return null;
    }
  }

  keep() {
    if (this.ended) return;
    try {
      if (this.sent || this.isChanged) localStorage.setItem(this.options.key, JSON.stringify({ marks: this.control.read(), sent: this.sent }));
      else localStorage.removeItem(this.options.key);
    } catch {
      // A device that keeps nothing: the marks live as long as the page, and casting still works.
    }
  }

  get isChanged() {
    return !sameMarks(this.control.read(), this.cast);
  }

  marked() {
    this.error.hidden = true;
    this.keep();
    this.show();
  }

  clearMarks() {
    this.control.write(null);
    this.marked();
  }

  submit() {
    this.error.hidden = true;
    this.sent = { change: newId(), values: this.control.read(), first: Date.now() };
    this.keep();
    this.send();
  }

  send() {
    this.sent.at = Date.now();
    try {
      this.model.send({ type: "cast", change: this.sent.change, values: this.sent.values });
    } catch {
      this.lost = true; // sent again when the connection is back
    }
    this.show();
  }

  tick() {
    if (!this.sent) return;
    if (Date.now() - this.sent.at > BALLOT_RESEND_MS) this.send();
    this.show();
  }

  connection(state) {
    this.lost = !(state === "connected" || state === "restored");
    if (this.lost) return this.show();
    this.model.send({ type: "hello" });
    if (this.sent) this.send();
  }

  hear(message) {
    if (message.type === "cast") this.counted(message);
    if (message.type === "refused" && message.change === this.sent?.change) this.refused(message);
    if (message.type === "session") Object.assign(this, { open: message.open, again: message.again });
    this.show();
  }

  /** What counts now: this page's own vote, or one that the same person cast on another device. */
  counted({ change, values, code }) {
    this.code = code ?? "";
    const untouched = !this.isChanged || (this.cast === null && isBlank(this.control.read()));
    this.cast = values;
    if (change && change === this.sent?.change) this.sent = null;
    else if (untouched && !this.sent) this.control.write(values);
    this.keep();
  }

  refused({ message, closed }) {
    this.sent = null;
    if (closed) this.open = false;
    this.error.hidden = false;
    setText(this.error, message);
    this.keep();
  }

  forget() {
    this.ended = true;
    try {
      localStorage.removeItem(this.options.key);
    } catch {
      // Nothing was kept.
    }
  }

  show() {
    const { strings, open, cast } = this;
    const [words, kind] = this.standing();
    setText(this.state, words);
    this.state.className = `kf-banner ${kind}`;
    this.control.enable(open);
    // Before a vote in steps has options, there is nothing to vote on.
    this.root.hidden = !this.vote.options.length;
    this.told.hidden = !open || !this.again;
    setText(this.told, fill(strings.ballot_again, { count: this.again }));
    this.receipt.hidden = !this.code || cast === null;
    setText(this.receipt, fill(strings.ballot_receipt, { code: this.code }));
    this.tellCount?.();
    this.root.classList.toggle("is-closed", !open);
    this.root.querySelector(".kf-ballot-marks").inert = !open;
    this.button.hidden = this.clear.hidden = !open;
    this.button.disabled = Boolean(this.sent) || (cast !== null && !this.isChanged);
    setText(this.button, cast === null ? strings.ballot_cast : strings.ballot_change);
    this.abstain.hidden = !open || Boolean(this.sent) || !isBlank(this.control.read()) || !this.isChanged;
  }

  standing() {
    const { strings, cast } = this;
    if (this.sent) return Date.now() - this.sent.first > BALLOT_PATIENCE_MS || this.lost ? [strings.ballot_waiting, "is-warn"] : [strings.ballot_casting, "is-info"];
    if (!this.open) return this.closedWords();
    if (cast === null) return [strings.ballot_draft, "is-info"];
    return this.isChanged ? [strings.ballot_changed, "is-warn"] : [`✓ ${strings.ballot_in}`, "is-ok"];
  }

  closedWords() {
    const { strings, cast } = this;
    if (this.isChanged && !isBlank(this.control.read())) return [strings.ballot_not_cast_closed, "is-warn"];
    return cast === null ? [strings.ballot_none_closed, "is-info"] : [`✓ ${strings.ballot_in_closed}`, "is-ok"];
  }
}

function isBlank(marks) {
  return Object.keys(marks ?? {}).length === 0;
}

/** Whether two ballots say the same; null is no ballot, which is not the same as an empty one that was cast. */
function sameMarks(one, other) {
  if (other === null) return false;
  const canonical = (marks) => JSON.stringify(Array.isArray(marks) ? marks : Object.entries(marks ?? {}).filter(([, dots]) => dots).sort());
  return canonical(one) === canonical(other);
}

export default {
  render({ model, el }) {
    const app = new BallotApp(model, el);
    return () => app.close();
  },
};
