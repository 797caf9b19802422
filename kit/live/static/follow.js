// What every page of a visitor does: follow the room, count the timer down, empty this device on leaving.

const AGAIN_MS = 2000;

/** Listens to the room; calls `changed({kinds, sessions})`. The browser reconnects by itself. `known`: its last event. */
export function follow(changed, known) {
  const stream = lineToServer();
  const line = document.getElementById("connection");
  let missed = (sequence) => known !== undefined && sequence !== known;
  stream.addEventListener("changed", (event) => changed(JSON.parse(event.data)));
  stream.addEventListener("hello", (event) => {
    if (line) line.hidden = true;
    // What happened since the page was made, or while the line was down, has to be asked for.
    if (missed(JSON.parse(event.data).sequence)) changed({ kinds: ["agenda", "session", "entry"], sessions: [] });
    missed = () => false;
  });
  stream.addEventListener("error", () => {
    missed = () => true;
    if (line) line.hidden = false;
  });
  return stream;
}

/** News of the room: by a line of this page's own, or, on pages that one browser shows many of, by one for all of them. */
function lineToServer() {
  const address = document.body.dataset.line;
  if (!address || !window.SharedWorker) return new EventSource("/events");
  const { port } = new SharedWorker(address);
  const line = new EventTarget();
  port.addEventListener("message", ({ data: { type, data } }) => line.dispatchEvent(new MessageEvent(type, { data })));
  port.start();
  port.postMessage(true);
  addEventListener("pagehide", () => {
    port.postMessage(false);
    line.dispatchEvent(new Event("error"));
  });
  addEventListener("pageshow", ({ persisted }) => persisted && port.postMessage(true));
  return line;
}

/** What an address answers, as JSON; while the network is lost it is asked again. Null where the server refuses. */
export const ask = (address) => askFor(address, "application/json", (answer) => answer.json());

/** The same for a page, as text. */
export const askPage = (address) => askFor(address, "text/html", (answer) => answer.text());

async function askFor(address, type, read) {
  for (;;) {
    try {
      const answer = await fetch(address, { headers: { Accept: type } });
      return answer.ok ? await read(answer) : null;
    } catch {
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  }
}

/** What became of something that is posted: `{ok, message}`; null where the server cannot be reached. */
export async function post(address, values, token = document.body.dataset.xsrf) {
  const body = new URLSearchParams({ ...values, _xsrf: token });
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    return { ok: answer.ok, message: (await answer.json()).message };
  } catch {
    return null;
  }
}

/** Milliseconds as minutes and seconds, in the digits of the page's language: `4:05`. */
export function clockWords(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${asWritten(Math.floor(seconds / 60))}:${asWritten(seconds % 60, 2)}`;
}

/** A whole number in the digits of the page's language. */
export function asWritten(number, digits = 1) {
  return number.toLocaleString([document.documentElement.lang || "en", "en"], { useGrouping: false, minimumIntegerDigits: digits });
}

/** Fills `{name}` places of a sentence. */
export function fill(sentence, details) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (name in details ? String(details[name]) : place));
}

/** Everything that the kit keeps on this device goes when its user leaves; asks where something is not saved yet. */
export function forgetOnLeaving() {
  for (const form of document.querySelectorAll("form[data-leave]")) {
    form.addEventListener("submit", (event) => {
      const unsent = document.querySelector('[data-state="waiting"], [data-state="saving"], [data-state="refused"]');
      if (unsent && form.dataset.leave && !confirm(form.dataset.leave)) return event.preventDefault();
      document.dispatchEvent(new CustomEvent("kit:signout"));
      for (const key of Object.keys(localStorage)) if (key.startsWith("kit:")) localStorage.removeItem(key);
    });
  }
}

/** An element with text and attributes. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
