// The agenda's lines on the console: which session is shown, and its buttons.
const SHOWN = {
  open: ["planned"],
  close: ["open"],
  reopen: ["closed"],
  opentimed: ["planned"],
  shorter: ["planned", "open"],
  longer: ["planned", "open"],
};

/** What changes a session that need not be the one that is looked at. */
const MINUTES = ["shorter", "longer"];

/** `questions`: action to what is asked before it is taken, by a session's id and title; an empty question is not asked. */
export function setUpAgenda(room, questions) {
  for (const line of document.querySelectorAll("[data-session]")) {
    const { session: id, title } = line.dataset;
    line.querySelector("[data-pick]").addEventListener("click", () => room.pick(id));
    for (const button of line.querySelectorAll("[data-action]")) {
      button.addEventListener("click", async () => {
        const { action } = button.dataset;
        const question = await questions[action]?.(id, title);
        if (question && !confirm(question)) return;
        if (!MINUTES.includes(action)) room.pick(id);
        room.act(action, {}, id);
      });
    }
  }
}

export function drawAgenda(room) {
  for (const line of document.querySelectorAll("[data-session]")) drawAgendaLine(line, room);
  document.getElementById("detail-title").textContent = agendaLine(room.picked).dataset.title;
}

/** Brings the session that is shown into view. */
export function focusAgenda(room) {
  agendaLine(room.picked).scrollIntoView({ block: "center" });
}

function agendaLine(id) {
  return document.querySelector(`[data-session="${id}"]`);
}

function drawAgendaLine(line, { data, picked, words }) {
  const { state, note } = data.sessions[line.dataset.session];
  line.className = `is-${state}`;
  line.querySelector("[data-state]").textContent = note || words[`state_${state}`];
  line.querySelector("[data-pick]").setAttribute("aria-pressed", String(line.dataset.session === picked));
  const pressed = line.contains(document.activeElement) ? document.activeElement : null;
  for (const button of line.querySelectorAll("[data-action]")) button.hidden = !SHOWN[button.dataset.action].includes(state);
  // Whoever pressed a button stands on the one in its place.
  if (pressed?.hidden) line.querySelector("[data-action]:not([hidden])")?.focus();
}
