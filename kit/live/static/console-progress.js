// Who has answered in the picked session: counted, never named.
import { put } from "./console-put.js";
import { asWritten, element, fill } from "./follow.js";

/** `data.safe` says where the delegations stand in a session that is open. */
export function drawProgress({ data, picked, words }) {
  const progress = data.progress[picked];
  const safe = data.safe[picked];
  const columns = progress.vote ? [...progress.forms, "ballot"] : progress.forms;
  const titles = columns.map((form) => progress.form_titles[form] ?? words.ballots);
  const people = safe ? [words.people, words.present] : [words.people];
  const head = element("tr", {}, ...[words.delegation, ...people, ...titles].map((title) => element("th", { scope: "col" }, title)));
  document.querySelector(".console-progress thead").replaceChildren(head);
  const rows = Object.entries(progress.delegations).map(([code, given]) => {
    const stands = safe?.delegations[code];
    const numbers = stands ? [data.people[code], stands.present] : [data.people[code]];
    return progressRow(code, given, columns, numbers, stands, words);
  });
  document.querySelector(".console-progress tbody").replaceChildren(...rows);
  put(document.getElementById("stand"), safe?.state ?? "");
  // Where a session is open its lines say more: who has not begun, who is still writing.
  document.getElementById("missing").textContent = columns.length && !safe ? missingWords(progress.missing, words) : "";
}

/** Which delegations have not answered yet, by their names. */
export function missingWords(names, words) {
  return names.length ? fill(words.still_missing, { names: names.join(words.list_separator) }) : words.nobody_missing;
}

function progressRow(code, given, columns, people, stands, words) {
  const counts = columns.map((form) => (form === "ballot" ? given.ballots : given.forms[form] ?? 0));
  const answered = counts.some((count) => count > 0);
  const mark = stands?.words ?? (columns.length ? (answered ? words.answered : words.not_answered) : "");
  const name = element("th", { scope: "row" }, code, " ", element("small", {}, mark));
  const row = element("tr", { class: stands ? `is-${stands.stage}` : answered ? "has-answered" : "" }, name);
  row.append(...[...people, ...counts].map((count) => element("td", {}, asWritten(count))));
  return row;
}
