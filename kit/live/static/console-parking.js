// The parking lot on the console: one line to add to it, and what becomes of each.
import { element } from "./follow.js";

export function setUpParking(room) {
  const field = document.getElementById("park-item");
  document.getElementById("park").addEventListener("submit", async (event) => {
    event.preventDefault();
    const item = field.value.trim();
    if (!item || field.disabled) return;
    field.disabled = true;
    const kept = await room.send("/api/parking", { item, session: room.picked });
    field.disabled = false;
    if (kept) field.value = "";
    field.focus();
  });
}

export function drawParking(room) {
  const list = document.getElementById("parked");
  const { parking } = room.data;
  const lines = new Map([...list.children].map((line) => [line.dataset.id, line]));
  const shown = parking.map((item) => parkedLine(item, lines.get(item.id), room));
  shown.forEach((line, place) => list.children[place] !== line && list.insertBefore(line, list.children[place] ?? null));
  for (const line of [...list.children]) if (!shown.includes(line)) line.remove();
}

/** The line of an item; what somebody is typing in it is left alone. */
function parkedLine(item, known, room) {
  const line = known ?? newLine(item.id, room);
  line.item = item;
  line.classList.toggle("is-removed", item.removed);
  line.classList.toggle("is-done", item.done);
  line.querySelector("span").textContent = item.item;
  line.querySelector("small").textContent = [item.done ? `✓ ${room.words.parking_done}` : "", item.who, item.until].filter(Boolean).join(" · ");
  for (const field of line.querySelectorAll("input")) {
    field.disabled = item.removed;
    if (field === document.activeElement) continue;
    if (field.type === "checkbox") field.checked = item.done;
    else field.value = item[field.name];
  }
  line.querySelector("button").textContent = item.removed ? room.words.parking_put_back : room.words.parking_remove;
  return line;
}

function newLine(id, room) {
  const { words } = room;
  const summary = element("summary", {}, element("span", { dir: "auto" }), " ", element("small", {}));
  const line = element("li", { "data-id": id });
  const change = (values) => room.send("/api/parking", { id, version: line.item.version, ...values });
  const fields = [["who", "text", words.parking_who], ["until", "date", words.parking_until], ["done", "checkbox", words.parking_done]];
  const labels = fields.map(([name, type, label]) => parkedField(name, type, label, change));
  const button = element("button", { class: "kit-button kit-button-quiet" });
  button.addEventListener("click", () => change({ removed: line.item.removed ? "no" : "yes" }));
  line.append(element("details", {}, summary, element("div", {}, ...labels, button)));
  return line;
}

function parkedField(name, type, label, change) {
  const field = element("input", { name, type, autocomplete: "off", ...(type === "text" && { maxlength: "120" }) });
  field.addEventListener("change", () => change({ [name]: type === "checkbox" ? (field.checked ? "yes" : "no") : field.value }));
  return element("label", {}, ...(type === "checkbox" ? [field, ` ${label}`] : [`${label} `, field]));
}
