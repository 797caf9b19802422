// Says once that five minutes are left, that one is, and that time is over; nobody's place on the page changes.
import { asWritten, element, fill } from "./follow.js";

const MOMENTS = [[0, "time_is_over"], [60_000, "minute_left"], [300_000, "minutes_left"]];
const SHOWN_MILLISECONDS = 20_000;
const prompt = element("p", { class: "live-told", role: "status" });
let leftBefore = null;

/** `left` is in milliseconds, null without a timer; a moment that has just passed is told. */
export function tellTime(left, words) {
  if (!prompt.isConnected) document.body.append(prompt);
  const passed = left !== null && leftBefore !== null && MOMENTS.find(([moment]) => leftBefore > moment && left <= moment);
  leftBefore = left;
  if (!passed) return;
  prompt.textContent = fill(words[passed[1]], { minutes: asWritten(5) });
  setTimeout(() => (prompt.textContent = ""), SHOWN_MILLISECONDS);
}
