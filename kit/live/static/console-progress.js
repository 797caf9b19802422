// Who has answered in the picked session: counted, never named.
import { asWritten, element, fill } from "./follow.js";

export function drawProgress({ data, picked, words }) {
  const progress = data.progress[picked];
  const columns = progress.vote ? [...progress.forms, "ballot"] : progress.forms;
  const titles = columns.map((form) => progress.form_titles[form] ?? words.ballots);
  const head = element("tr", {}, ...[words.delegation, words.people, ...titles].map((title) => element("th", { scope: "col" }, title)));
  document.querySelector(".console-progress thead").replaceChildren(head);
  const rows = Object.entries(progress.delegations).map(([code, given]) => progressRow(code, given, columns, data.people[code], words));
  document.querySelector(".console-progress tbody").replaceChildren(...rows);
  const missing = progress.missing.length ? fill(words.still_missing, { names: progress.missing.join(", ") }) : words.nobody_missing;
  document.getElementById("missing").textContent = columns.length ? missing : "";
}

function progressRow(code, given, columns, people, words) {
  const counts = columns.map((form) => (form === "ballot" ? given.ballots : given.forms[form] ?? 0));
  const answered = counts.some((count) => count > 0);
  const mark = columns.length ? (answered ? words.answered : words.not_answered) : "";
  const row = element("tr", { class: answered ? "has-answered" : "" }, element("th", { scope: "row" }, code, " ", element("small", {}, mark)));
  row.append(...[people, ...counts].map((count) => element("td", {}, asWritten(count))));
  return row;
}
