// The parking lot on the console: one line to add to it, and what becomes of each.

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
  line.querySelector("summary span").textContent = item.item;
  line.querySelector("summary small").textContent = [item.done ? "✓" : "", item.who, item.until].filter(Boolean).join(" · ");
  for (const field of line.querySelectorAll("input")) {
    field.disabled = item.removed;
    if (field === document.activeElement) continue;
    if (field.type === "checkbox") field.checked = item.done;
    else field.value = item[field.name];
  }
  showButton(line, item.removed);
  return line;
}

/** Removing and putting back: whoever pressed the one stands on the other. */
function showButton(line, removed) {
  const now = line.querySelector(`[data-removed="${removed ? "no" : "yes"}"]`);
  const other = line.querySelector(`[data-removed="${removed ? "yes" : "no"}"]`);
  const pressed = other === document.activeElement;
  now.hidden = false;
  other.hidden = true;
  if (pressed) now.focus();
}

function newLine(id, room) {
  const line = document.getElementById("parked-line").content.firstElementChild.cloneNode(true);
  line.dataset.id = id;
  const change = (values) => room.send("/api/parking", { id, version: line.item.version, ...values });
  for (const field of line.querySelectorAll("input")) {
    field.addEventListener("change", () => change({ [field.name]: field.type === "checkbox" ? (field.checked ? "yes" : "no") : field.value }));
  }
  for (const button of line.querySelectorAll("button")) {
    button.addEventListener("click", () => change({ removed: button.dataset.removed }));
  }
  return line;
}
