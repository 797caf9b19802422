// The groups on the desk: their words, their answers, and whether the wall shows them. Answers are dropped on them.
import { element, fill } from "./follow.js";
import { answerLine, arrangeLines } from "./sorting-lines.js";

const cards = new Map();

export function drawGroups(desk) {
  const { groups } = desk.data;
  const shown = groups.map((group) => groupCard(group, desk));
  arrangeLines(document.getElementById("groups"), shown);
  for (const id of cards.keys()) if (!groups.some((group) => group.id === id)) cards.delete(id);
  document.getElementById("groups-note").textContent = groups.length ? "" : desk.words.no_groups;
}

function groupCard(group, desk) {
  const card = cards.get(group.id) ?? newCard(group.id, desk);
  const { words } = desk;
  const part = (name) => card.querySelector(`.sorting-${name}`);
  const held = group.entries.map(desk.answer).filter((answer) => answer && !answer.hidden);
  card.group = group;
  card.classList.toggle("is-shown", group.shown);
  part("name").textContent = group.words;
  part("count").textContent = fill(words.answers_count, { count: held.length }) + (group.shown ? ` · ${words.on_wall}` : "");
  part("toggle").textContent = group.shown ? words.unshow_group : words.show_group;
  part("into").disabled = !desk.ticked.size;
  arrangeLines(part("answers"), held.map((answer) => answerLine(answer, desk, group.id)));
  return card;
}

function newCard(id, desk) {
  const { words } = desk;
  const button = (name, label, pressed) => {
    const made = element("button", { class: `kit-button sorting-${name}` }, label);
    made.addEventListener("click", pressed);
    return made;
  };
  const name = element("h3", { class: "sorting-name", dir: "auto" });
  const toggle = button("toggle", "", () => desk.step(card.group.shown ? "unshow_group" : "show_group", { group: id }));
  const rename = button("rename", words.rename, () => startRenaming(card, desk));
  const into = button("into", words.into, () => desk.step("group", { entries: [...desk.ticked], group: id }));
  const bar = element("div", { class: "sorting-buttons" }, toggle, rename, into);
  const held = element("details", {}, element("summary", { class: "sorting-count" }), element("ul", { class: "sorting-answers" }));
  const card = element("li", { class: "sorting-group", "data-id": id }, name, bar, held);
  takeDrops(card, desk);
  cards.set(id, card);
  return card;
}

function takeDrops(card, desk) {
  card.addEventListener("dragover", (event) => {
    event.preventDefault();
    card.classList.add("is-over");
  });
  card.addEventListener("dragleave", () => card.classList.remove("is-over"));
  card.addEventListener("drop", (event) => {
    event.preventDefault();
    card.classList.remove("is-over");
    const id = event.dataTransfer.getData("text/plain");
    if (desk.answer(id) && !card.group.entries.includes(id)) desk.step("group", { entries: [id], group: card.group.id });
  });
}

/** The name becomes a field; Enter keeps it, Escape leaves it as it was, and focus goes back to the button. */
function startRenaming(card, desk) {
  if (card.querySelector("form")) return;
  const { words } = desk;
  const field = element("input", { maxlength: "120", value: card.group.words, "aria-label": words.group_words });
  const cancel = element("button", { class: "kit-button kit-button-quiet", type: "button" }, words.cancel);
  const form = element("form", { class: "sorting-renaming" }, field, element("button", { class: "kit-button" }, words.save), cancel);
  const close = () => {
    form.remove();
    card.querySelector(".sorting-rename").focus();
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await desk.step("rename", { group: card.group.id, words: field.value })) close();
  });
  form.addEventListener("keydown", (event) => event.key === "Escape" && close());
  cancel.addEventListener("click", close);
  card.querySelector(".sorting-name").after(form);
  field.focus();
  field.select();
}
