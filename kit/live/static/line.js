// One line to the server for all pages of a browser that follow the room: a browser opens six to a host, and each wall
// and console would keep one for itself. It is a shared worker, and goes with the last of its pages.
const pages = new Set();
let line = null;
let hello = null; // what was last said when the line came up; null while it is down

addEventListener("connect", ({ ports: [page] }) => {
  page.onmessage = ({ data: here }) => (here ? join(page) : pages.delete(page));
});

function join(page) {
  pages.add(page);
  line ??= listen();
  if (hello) page.postMessage(hello);
}

function listen() {
  const source = new EventSource("/events");
  const tell = (message) => pages.forEach((page) => page.postMessage(message));
  source.addEventListener("hello", ({ data }) => tell((hello = { type: "hello", data })));
  source.addEventListener("changed", ({ data }) => tell({ type: "changed", data }));
  source.addEventListener("error", () => {
    hello = null;
    tell({ type: "error" });
  });
  return source;
}
