// From the server's HTML to a page that lives.
import { page, widgetState } from "./config.js";
import { announce, reloadWhenReachable } from "./connection.js";
import { startHeader } from "./header.js";
import { connect } from "./kernel.js";
import { PageManager } from "./manager.js";
import { renderOutputs } from "./output.js";

function showOutputs(manager) {
  for (const data of document.querySelectorAll("script.kit-outputs")) {
    const element = Object.assign(document.createElement("div"), { className: "kit-output" });
    renderOutputs(manager, JSON.parse(data.textContent), element);
    data.replaceWith(element);
  }
}

/** Frees the kernel when the page goes; what does not arrive is reaped by the server. */
function leaveWithGoodbye() {
  addEventListener("pagehide", (event) => {
    if (event.persisted) return; // kept for the back button
    const form = new FormData();
    form.append("_xsrf", document.cookie.match(/(?:^|; )(?:__Host-)?_xsrf=([^;]*)/)?.[1] ?? "");
    navigator.sendBeacon(`${page.baseUrl}voila/api/shutdown/${page.kernelId}`, form);
  });
}

export function start() {
  startHeader();
  if (!page.kernelId) return showOutputs(undefined); // a cell failed: what came before it is shown, without life
  let manager;
  const kernel = connect((state) => {
    announce(state);
    if (state === "restored") manager.refresh().catch((error) => console.error(error));
    if (state === "gone") reloadWhenReachable();
  });
  manager = new PageManager(kernel);
  manager.restore(widgetState());
  showOutputs(manager);
  document.documentElement.dataset.kitReady = "";
  leaveWithGoodbye();
}
