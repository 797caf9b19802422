// Waits for a place: asks every few seconds, says how far it is, and goes on when it is this page's turn.
import { asWritten, fill, forgetOnLeaving } from "./follow.js";

forgetOnLeaving();
const line = document.getElementById("queue");
const words = line.dataset;
const wait = Number(words.seconds) * 1000;
let next = setTimeout(ask, wait);

function say(sentence) {
  if (line.textContent !== sentence) line.textContent = sentence;
}

async function ask() {
  clearTimeout(next);
  try {
    const answer = await fetch("/api/queue", { headers: { Accept: "application/json" } });
    // Signed out meanwhile, or sent elsewhere: loading the page again says what it is.
    if (answer.redirected || answer.status === 403) return location.reload();
    if (!answer.ok) throw new Error(answer.statusText);
    const { place, enter } = await answer.json();
    say(enter ? words.enter : fill(words.place, { place: asWritten(place) }));
    if (enter) return location.reload();
  } catch {
    say(words.lost);
  }
  next = setTimeout(ask, wait);
}

// A phone that wakes up asks at once, lest its place is given away.
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
