import { ask, askPage, follow, forgetOnLeaving } from "./follow.js";

forgetOnLeaving();
const room = document.querySelector("[data-follow]");
const staying = new URLSearchParams(location.search).has("stay");
if (room) follow(({ kinds }) => (kinds.includes("session") || kinds.includes("group")) && bringUpToDate());

/** Those who wait go on when one session is open; those who came to read the agenda see it redrawn. */
async function bringUpToDate() {
  const { open } = (await ask("/api/now")) ?? { open: [] };
  if (open.length === 1 && !staying) {
    location.href = `/s/${open[0].id}`;
    return;
  }
  const words = await askPage("/now?stay");
  const fresh = words && new DOMParser().parseFromString(words, "text/html").querySelector("[data-follow]");
  if (fresh) redraw(fresh);
}

/** The agenda anew; who stood on one of its links stands on it still, and what has opened is read out. */
function redraw(fresh) {
  const link = room.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const before = document.getElementById("opened").textContent;
  room.replaceChildren(...document.importNode(fresh, true).childNodes);
  if (link) [...room.querySelectorAll("a")].find((each) => each.getAttribute("href") === link)?.focus();
  const now = room.querySelector("h1").textContent + " " + [...room.querySelectorAll(".live-big, .live-group")].map((each) => each.textContent).join(" ");
  if (now !== before) document.getElementById("opened").textContent = now;
}
