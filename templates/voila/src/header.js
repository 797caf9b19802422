// The timer in the header counts down to a moment that the server named.
const two = (value) => String(value).padStart(2, "0");

function left(ends) {
  const seconds = Math.max(0, Math.round((ends - Date.now()) / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export function startHeader() {
  const timer = document.getElementById("kit-timer");
  if (!timer) return;
  const ends = Date.parse(timer.dateTime);
  const draw = () => {
    timer.textContent = left(ends);
    timer.classList.toggle("is-over", ends <= Date.now());
  };
  draw();
  setInterval(draw, 1000);
}
