// The answers that are in no group yet, those that were put out of sight, and groups that shared words suggest.
import { element, fill } from "./follow.js";
import { answerLine, arrangeLines } from "./sorting-lines.js";

export function drawAnswers(desk) {
  const { answers, groups } = desk.data;
  const grouped = new Set(groups.flatMap(({ entries }) => entries));
  const free = answers.filter(({ id, hidden }) => !hidden && !grouped.has(id));
  const hidden = answers.filter((answer) => answer.hidden);
  arrangeLines(document.getElementById("answers"), free.map((answer) => answerLine(answer, desk)));
  arrangeLines(document.getElementById("hidden-answers"), hidden.map((answer) => answerLine(answer, desk)));
  document.getElementById("hidden-part").hidden = !hidden.length;
  const note = free.length ? "" : answers.length ? desk.words.all_sorted : desk.words.no_answers;
  document.getElementById("answers-note").textContent = note;
}

export function drawSuggested(desk) {
  const place = document.getElementById("suggested");
  const { suggested, words } = desk;
  const wanted = JSON.stringify(suggested);
  if (place.dataset.drawn === wanted) return;
  place.dataset.drawn = wanted;
  if (!suggested) return place.replaceChildren();
  const cards = suggested.map((group) => suggestion(group, desk)).filter(Boolean);
  const head = element("h3", {}, cards.length ? words.suggested : words.none_alike);
  place.replaceChildren(head, element("ul", { class: "sorting-suggested" }, ...cards));
}

function suggestion({ entries, words: shared }, desk) {
  const answers = entries.map(desk.answer).filter(Boolean);
  if (answers.length < 2) return null;
  const texts = answers.map(({ text, lang }) => element("li", { lang, dir: "auto" }, text));
  const button = element("button", { class: "kit-button" }, desk.words.take);
  const words = shared.join(desk.words.list_separator);
  button.addEventListener("click", () => desk.step("group", { entries, group: desk.newGroup(), words }));
  return element("li", {}, element("p", { dir: "auto" }, fill(desk.words.shared, { words })), element("ul", {}, ...texts), button);
}
