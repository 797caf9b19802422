// The picked session's timer on the console.
import { clockWords } from "./follow.js";

export function setUpClock(room) {
  for (const button of document.querySelectorAll("[data-minutes]")) {
    button.addEventListener("click", () => room.act("timer", { minutes: button.dataset.minutes }));
  }
  setInterval(() => drawClock(room), 1000);
}

export function drawClock({ data, picked, words, now }) {
  const session = data?.sessions[picked];
  document.getElementById("timer").hidden = session?.state !== "open";
  const left = session?.timer_ends_at ? Date.parse(session.timer_ends_at) - now() : null;
  const clock = document.getElementById("clock");
  clock.hidden = left === null;
  clock.textContent = left === null ? "" : left > 0 ? clockWords(left) : words.timer_over;
  clock.classList.toggle("is-over", left !== null && left <= 0);
}
