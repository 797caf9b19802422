// What an entry's answers ask for and how they read. The same rules as kit/domain/form.py, tested side by side.

/** Whether a condition ({question: [accepted, ...]}; "*" is any answer) is true of an entry's values. */
export function holds(condition, values) {
  return Object.entries(condition).every(([name, wanted]) => matches(values[name], wanted));
}

function matches(value, wanted) {
  if (!isAnswered(value)) return false;
  const words = (Array.isArray(value) ? value : [value]).map(asWord);
  return wanted.includes("*") || words.some((word) => wanted.includes(word));
}

function asWord(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

export function isAnswered(value) {
  return !(value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0));
}

export function isRelevant(question, values) {
  return !question.relevant || holds(question.relevant, values);
}

export function isRequired(question, values) {
  const needed = typeof question.required === "object" ? holds(question.required, values) : question.required;
  return Boolean(needed) && isRelevant(question, values);
}

/** Whether something needed has not been answered; an acknowledgement counts only when it is given. */
export function isMissing(question, values) {
  if (!isRequired(question, values)) return false;
  return question.type === "acknowledge" ? values[question.name] !== true : !isAnswered(values[question.name]);
}

/** The needed questions that have no answer yet. */
export function missing(questions, values) {
  return questions.filter((question) => isMissing(question, values));
}

/** Characters as people count them for a limit: code points after composition, as the store counts. */
export function lengthOf(words) {
  return [...words.normalize("NFC").replace(/\r\n/g, "\n")].length;
}

export function sameValue(one, other) {
  if (!isAnswered(one) && !isAnswered(other)) return true;
  return JSON.stringify(one) === JSON.stringify(other);
}

/** An answer as a person reads it; `choicesOf(question)` gives the choices, `strings` the words. */
export function asRead(question, value, choicesOf, strings) {
  if (!isAnswered(value)) return "";
  switch (question.type) {
    case "select_one":
    case "select_one_from_entries":
      return labelOf(choicesOf(question), value);
    case "select_multiple":
    case "select_multiple_from_entries":
      return value.map((name) => labelOf(choicesOf(question), name)).join(strings.list_separator);
    case "rank":
      return value.map((name, place) => `${place + 1}. ${labelOf(choicesOf(question), name)}`).join("\n");
    case "acknowledge":
      return value ? strings.yes : strings.no;
    case "begin_repeat":
      return value.map((row) => rowAsRead(question, row, choicesOf, strings)).join("\n");
    default:
      return value === "unknown" && question.or_unknown ? strings.unknown : String(value);
  }
}

function labelOf(choices, name) {
  return choices.find((choice) => choice.name === name)?.label ?? String(name);
}

function rowAsRead(question, row, choicesOf, strings) {
  const answers = question.questions.map((inner) => asRead(inner, row[inner.name], choicesOf, strings));
  return `• ${answers.filter(Boolean).join(strings.list_separator)}`;
}

/** What an entry is called in a list: its reference number, if it has one, and the answer that names it. */
export function titleOf(form, values, choicesOf, strings) {
  const question = form.questions.find((each) => each.name === form.title_question);
  const words = question ? asRead(question, values[question.name], choicesOf, strings) : "";
  const number = form.questions.find((each) => each.read_only && each.name === "ref");
  return [number && values.ref, words.trim()].filter(Boolean).join(" · ");
}
