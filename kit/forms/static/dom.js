// Elements are made with calls, never from strings: what people typed can then never become markup.

/** An element with attributes and children; `on` holds listeners, true is an empty attribute, null and false none. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") {
    for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  } else {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Replaces what an element holds, but leaves it alone where the text is the same, so that nothing is read out again. */
export function setText(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** Puts `children` into `parent` in this order, moving only those that are out of place: focus stays where it is. */
export function arrange(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  children.forEach((child, place) => {
    if (parent.children[place] !== child) parent.insertBefore(child, parent.children[place] ?? null);
  });
}

const REFERENCE = /^[\w-]+(?: ·|:) /; // "BD-01 · " or "LKR: " before a title: Latin letters in every language
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** The direction of a title by its first letter, a reference before it aside; `auto` where it has none. */
export function directionOf(title) {
  const letter = title.replace(REFERENCE, "").match(/\p{L}/u)?.[0];
  return letter ? (RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr") : "auto";
}

/** A sentence with its named places filled in: "{count} left" with {count: 3}. */
export function fill(sentence, details = {}) {
  return (sentence ?? "").replace(/\{(\w+)\}/g, (whole, name) => (name in details ? asWritten(details[name]) : whole));
}

/** A number in the digits of the page's language; anything else as it is. */
export function asWritten(value) {
  if (typeof value !== "number") return String(value);
  return value.toLocaleString([document.documentElement.lang || "en", "en"], { useGrouping: false });
}

/** A random UUID. `crypto.randomUUID` is missing on plain http, which is how a room without internet is served. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

let lastNumber = 0;

/** An id for an element that another points to (`for`, `aria-describedby`); unique in the page. */
export function elementId(hint = "part") {
  lastNumber += 1;
  return `kf-${hint}-${lastNumber}`;
}
