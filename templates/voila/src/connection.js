// How the connection stands, in words and as an event for widgets.
import { word } from "./config.js";

const RESTORED_SHOWN_MS = 4000;
const RELOAD_KEY = "kit:reloaded";
const RELOAD_PAUSE_MS = 10000; // a page whose kernel dies at once must not reload in a circle

let timer;

/** Says "connected", "lost", "restored" or "gone" to the person and to `kit:connection` listeners. */
export function announce(state) {
  document.documentElement.dataset.kitConnection = state;
  document.dispatchEvent(new CustomEvent("kit:connection", { detail: { state } }));
  const line = document.getElementById("kit-status");
  if (!line) return;
  clearTimeout(timer);
  line.textContent = state === "connected" ? "" : word(state);
  line.dataset.state = state;
  if (state === "restored") timer = setTimeout(() => (line.textContent = ""), RESTORED_SHOWN_MS);
}

/** Loads the page anew; the server answered just now, so it can be reached. */
export function reloadWhenReachable() {
  const last = Number(sessionStorage.getItem(RELOAD_KEY) ?? 0);
  const wait = Math.max(0, last + RELOAD_PAUSE_MS - Date.now());
  setTimeout(() => {
    sessionStorage.setItem(RELOAD_KEY, String(Date.now()));
    location.reload();
  }, wait);
}
