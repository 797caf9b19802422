// In a session's page: say when another session opens, without taking anybody away from what they are writing.
import { element, follow } from "./follow.js";

const here = location.pathname.split("/").pop();

follow(async ({ kinds }) => {
  if (!kinds.includes("session")) return;
  const answer = await fetch("/api/now");
  if (!answer.ok) return;
  const { open } = await answer.json();
  offer(open.filter((session) => session.id !== here));
});

function offer(sessions) {
  document.getElementById("kit-next")?.remove();
  if (!sessions.length) return;
  const links = sessions.map(({ id, words }) => element("a", { class: "kit-button", href: `/s/${id}` }, words));
  const line = element("aside", { id: "kit-next", class: "live-next", role: "status" }, ...links);
  document.querySelector("main").before(line);
}
