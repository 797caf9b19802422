// Groups on the console: two presses form them; then who is in them, counted by delegation, and where they meet.
import { put } from "./console-put.js";
import { asWritten, element } from "./follow.js";

const offeredGroups = JSON.parse(document.getElementById("offered-groups").textContent);
const inGroups = (id) => document.getElementById(`groups-${id}`);

export function setUpGroups(room) {
  inGroups("planned").addEventListener("click", () => room.act("groupsplanned"));
  inGroups("delegation").addEventListener("click", () => room.act("groupsdelegation"));
  inGroups("end").addEventListener("click", () => room.act("groupsend"));
  for (const button of document.querySelectorAll("[data-groups]")) {
    button.addEventListener("click", () => room.act("groupsmixed", { groups: button.dataset.groups }));
  }
  inGroups("theme").addEventListener("click", () => {
    const ticked = [...document.querySelectorAll("#groups-themes input:checked")].map((box) => box.value);
    room.act("groupstheme", { themes: ticked.join(" "), most: inGroups("most").value || 0 });
  });
  inGroups("places").addEventListener("submit", (event) => {
    event.preventDefault();
    room.act("groupsplaces", Object.fromEntries(new FormData(event.target)));
  });
}

export function drawGroups(room) {
  const { picked, data, words } = room;
  const formed = data.groups[picked];
  const stood = document.getElementById("groups").contains(document.activeElement);
  inGroups("form").hidden = Boolean(formed);
  inGroups("formed").hidden = !formed;
  put(inGroups("now"), formed ? `(${asWritten(formed.groups.length)})` : "");
  if (formed) drawFormed(formed, words);
  else drawOffered(offeredGroups[picked], picked);
  if (stood && !document.activeElement.checkVisibility()) document.querySelector("#groups summary").focus();
}

function drawOffered({ planned, most, themes }, picked) {
  inGroups("planned").parentElement.hidden = !planned;
  put(inGroups("planned"), planned);
  const place = inGroups("themes");
  if (place.dataset.drawn === picked) return;
  place.dataset.drawn = picked;
  inGroups("most").value = most;
  document.querySelector(".console-themes").hidden = themes.length < 2;
  place.replaceChildren(...themes.map(({ name, words }) => element("label", {}, element("input", { type: "checkbox", value: name, checked: "" }), " ", words)));
}

function drawFormed({ delegations, groups }, words) {
  const drawn = JSON.stringify([delegations, groups.map(({ name, people }) => [name, people])]);
  const place = inGroups("formed");
  if (place.dataset.drawn !== drawn) drawCounts(place, delegations, groups, words);
  place.dataset.drawn = drawn;
  drawPlaces(groups, words);
}

function drawCounts(place, delegations, groups, words) {
  const head = [words.group, words.group_total, ...delegations].map((title) => element("th", { scope: "col" }, title));
  place.querySelector("thead").replaceChildren(element("tr", {}, ...head));
  const rows = groups.map(({ name, people }) => {
    const all = people.reduce((sum, number) => sum + number, 0);
    return element("tr", {}, element("th", { scope: "row" }, name), ...[all, ...people].map((number) => element("td", {}, asWritten(number))));
  });
  place.querySelector("tbody").replaceChildren(...rows);
}

/** A field for each group; what is being typed is left alone. */
function drawPlaces(groups, words) {
  const fields = inGroups("places").querySelector("div");
  const drawn = JSON.stringify(groups.map(({ key, name, place }) => [key, name, place]));
  if (fields.dataset.drawn === drawn || (fields.contains(document.activeElement) && fields.dataset.drawn)) return;
  fields.dataset.drawn = drawn;
  fields.replaceChildren(
    ...groups.map(({ key, name, place }) =>
      element("label", {}, `${name}: ${words.groups_place}`, element("input", { name: `place-${key}`, value: place, maxlength: "80", autocomplete: "off" })),
    ),
  );
}
