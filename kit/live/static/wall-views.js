// What the wall shows besides results: what is asked, a break, how to join, and why there is nothing.
import { element } from "./follow.js";

const LONG_ADDRESS = 26; // letters that fit beside the code in one line

/** What phones ask, in large letters. */
export function askedParts({ question, session }, words) {
  if (!question) return [];
  const { asked, vote } = question;
  const state = session.state === "closed" ? [element("p", { class: "wall-state" }, words.state_closed)] : [];
  return [...state, ...(vote ? voteParts(vote) : []), ...asked.map(askedForm)];
}

function voteParts({ question, how, options, step }) {
  const present = step ? [element("p", { class: "wall-step" }, element("b", {}, step.title)), element("p", { class: "wall-how" }, step.words)] : [];
  const listed = options.map((option) => element("li", {}, element("span", { dir: "auto" }, option)));
  return [element("p", { class: "wall-ask", dir: "auto" }, question), ...present, element("p", { class: "wall-how", dir: "auto" }, how), element("ul", { class: "wall-options" }, ...listed)];
}

function askedForm({ title, words }) {
  const head = title ? [element("h2", { dir: "auto" }, title)] : [];
  return element("section", { class: "wall-form", "data-row": "" }, ...head, element("p", { class: "wall-ask", dir: "auto" }, words));
}

export function breakParts({ until }) {
  return until ? [element("p", { class: "wall-until" }, until)] : [];
}

export function joinParts(_, words) {
  const address = document.querySelector("#join strong").textContent;
  const long = address.length > LONG_ADDRESS ? " is-long" : "";
  return [element("p", { class: "wall-ask" }, words.wall_scan), element("p", { class: `wall-address${long}`, dir: "ltr" }, address)];
}

export function signedOutParts(_, words) {
  return [element("p", { class: "wall-how" }, words.wall_signed_out)];
}
