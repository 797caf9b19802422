// On the wall beside the counts: the time of day, how many delegations are ready, the groups and where they meet.
import { element } from "./follow.js";
import { timeOfDay } from "./room-clock.js";

export function drawTimeOfDay(zone) {
  document.getElementById("time-of-day").textContent = timeOfDay(Date.now(), zone);
}

/** `room` is null where nothing is open. */
export function drawWallRoom(room) {
  document.getElementById("wall-ready").textContent = room?.ready ?? "";
  const groups = room?.groups ?? [];
  const list = document.getElementById("wall-groups");
  list.hidden = !groups.length;
  list.replaceChildren(
    ...groups.map(({ name, place, note }) => element("li", {}, element("b", {}, name), element("span", {}, place), element("span", {}, note))),
  );
}
