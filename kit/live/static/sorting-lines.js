// One answer on the desk: a box to tick it, its words, what may become of it. A line stays the same element wherever
// it goes, so that whoever stands on one of its buttons still does.
import { element } from "./follow.js";

const lines = new Map();

export function answerLine(answer, desk, group = null) {
  const line = lines.get(answer.id) ?? newLine(answer.id, desk);
  line.answer = answer;
  const { words } = desk;
  const text = line.querySelector(".sorting-text");
  text.textContent = answer.text;
  text.lang = answer.lang;
  const notes = [answer.who, answer.opened ? "" : words.closed_text, answer.changed ? words.changed_text : "", answer.shown ? words.on_wall : ""];
  line.querySelector("small").textContent = notes.filter(Boolean).join(" · ");
  line.classList.toggle("is-shown", answer.shown);
  line.querySelector("input").checked = desk.ticked.has(answer.id);
  line.draggable = !answer.hidden;
  setButton(line, "show", answer.opened && !answer.hidden, answer.shown ? words.unshow : words.show);
  setButton(line, "ungroup", group !== null, words.ungroup);
  setButton(line, "hide", true, answer.hidden ? words.unhide : words.hide);
  return line;
}

/** Puts lines into a list in this order, moving only those that are out of place. */
export function arrangeLines(list, wanted) {
  const kept = new Set(wanted);
  for (const line of [...list.children]) if (!kept.has(line)) line.remove();
  wanted.forEach((line, number) => list.children[number] !== line && list.insertBefore(line, list.children[number] ?? null));
}

function newLine(id, desk) {
  const tick = element("input", { type: "checkbox" });
  const label = element("label", {}, tick, element("span", { class: "sorting-text", dir: "auto" }));
  const line = element("li", { class: "sorting-answer", "data-id": id }, label, element("small", {}), element("span", { class: "sorting-buttons" }));
  tick.addEventListener("change", () => {
    if (tick.checked) desk.ticked.add(id);
    else desk.ticked.delete(id);
    desk.draw();
  });
  const become = { show: () => (line.answer.shown ? "unshow" : "show"), ungroup: () => "ungroup", hide: () => (line.answer.hidden ? "unhide" : "hide") };
  for (const [name, action] of Object.entries(become)) {
    const button = element("button", { class: "kit-button kit-button-quiet", "data-become": name });
    button.addEventListener("click", () => desk.step(action(), { entries: [id] }));
    line.querySelector(".sorting-buttons").append(button);
  }
  line.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", id));
  lines.set(id, line);
  return line;
}

function setButton(line, name, offered, words) {
  const button = line.querySelector(`[data-become="${name}"]`);
  button.hidden = !offered;
  button.textContent = words;
}
