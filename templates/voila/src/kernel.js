// The connection to the running kernel: it comes back by itself, and says how it stands.
import { KernelConnection } from "@jupyterlab/services/lib/kernel/default";
import { ServerConnection } from "@jupyterlab/services/lib/serverconnection";
import { page } from "./config.js";

const RETRY_MS = 1500;
const PATIENCE_MS = 4000; // an address that answers nothing is tried again after this
const ASLEEP_MS = 20000; // hidden for longer, a socket may be dead without knowing it

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class KernelGone extends Error {}

/** The kernel's model, once the server answers at all. Throws KernelGone where it answers that there is none. */
async function waitForModel(id) {
  for (;;) {
    const response = await ask(id);
    if (response?.ok) return response.json();
    if (response && [401, 403, 404, 410].includes(response.status)) throw new KernelGone(String(response.status));
    await pause(RETRY_MS);
  }
}

async function ask(id) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const url = `${page.baseUrl}api/kernels/${encodeURIComponent(id)}`;
    return await fetch(url, { cache: "no-store", credentials: "same-origin", signal: patience.signal });
  } catch {
    return undefined; // no network
  } finally {
    clearTimeout(timer);
  }
}

function settings() {
  const baseUrl = new URL(page.baseUrl, location.href).href;
  return ServerConnection.makeSettings({ baseUrl, wsUrl: baseUrl.replace(/^http/, "ws"), appendToken: false });
}

/**
 * Connects to the kernel that ran the page. `report` is called with "connected", "lost", "restored" or "gone".
 */
export function connect(report) {
  let gone = false;
  const api = { getModel: (id) => waitForModel(id) };
  const kernel = new KernelConnection({
    model: { id: page.kernelId, name: page.kernelName ?? "" },
    serverSettings: settings(),
    kernelAPIClient: api,
    commsOverSubshells: "disabled",
  });

  let wanted = true;
  async function reconnect() {
    try {
      await waitForModel(page.kernelId);
    } catch {
      return over();
    }
    if (wanted && kernel.connectionStatus !== "connected") await kernel.reconnect().catch(() => {});
  }
  function over() {
    if (gone) return;
    gone = true;
    report("gone");
  }

  let state = "";
  const say = (next) => {
    if (next !== state && !gone) report((state = next));
  };
  kernel.connectionStatusChanged.connect((_, status) => {
    if (status === "connected") say(state ? "restored" : "connected");
    else if (state) say("lost");
    if (status === "disconnected") reconnect();
  });
  kernel.statusChanged.connect((_, status) => {
    if (status === "dead") over();
  });

  watchDevice(kernel, say);
  addEventListener("pagehide", () => (wanted = false));
  addEventListener("pageshow", () => (wanted = true));
  return kernel;
}

/** Phones sleep and roam: the device knows before the socket does. */
function watchDevice(kernel, say) {
  let hiddenAt = 0;
  addEventListener("offline", () => say("lost"));
  addEventListener("online", () => kernel.reconnect().catch(() => {}));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (hiddenAt && Date.now() - hiddenAt > ASLEEP_MS) kernel.reconnect().catch(() => {});
  });
}
