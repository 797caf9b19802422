// On the wall: the time of day, how many delegations are ready, the groups and where they meet.
import { element } from "./follow.js";
import { timeOfDay } from "./room-clock.js";

/** `offset` is the server's clock less this machine's, in milliseconds. */
export function drawTimeOfDay(zone, offset) {
  document.getElementById("time-of-day").textContent = timeOfDay(Date.now() + offset, zone);
}

export function drawReady(room) {
  document.getElementById("wall-ready").textContent = room?.ready ?? "";
}

/** Where people are to go stands in the place of what they were asked: they have read that. */
export function groupParts({ room }) {
  const tiles = (room?.groups ?? []).map(({ name, place, note }) => element("li", {}, element("b", {}, name), element("span", {}, place), element("span", {}, note)));
  return tiles.length ? [element("ul", { class: "wall-groups" }, ...tiles)] : [];
}
