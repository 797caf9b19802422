import { follow, forgetOnLeaving } from "./follow.js";

forgetOnLeaving();
const room = document.querySelector("[data-follow]");
const staying = new URLSearchParams(location.search).has("stay");
if (room) follow(({ kinds }) => kinds.includes("session") && bringUpToDate());
for (const select of document.querySelectorAll("select[data-submit]")) {
  select.form.querySelector("button").hidden = true;
  select.addEventListener("change", () => select.form.requestSubmit());
}

/** Those who wait go on when one session is open; those who came to read the agenda see it redrawn. */
async function bringUpToDate() {
  const { open } = await (await fetch("/api/now")).json();
  if (open.length === 1 && !staying) {
    location.href = `/s/${open[0].id}`;
    return;
  }
  const words = await (await fetch("/now?stay")).text();
  const fresh = new DOMParser().parseFromString(words, "text/html").querySelector("[data-follow]");
  if (fresh) room.replaceChildren(...document.importNode(fresh, true).childNodes);
}
