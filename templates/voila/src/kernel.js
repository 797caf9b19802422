// The connection to the running kernel: it comes back by itself, and says how it stands.
import { KernelConnection } from "@jupyterlab/services/src/kernel/default";
import { ServerConnection } from "@jupyterlab/services/src/serverconnection";
import { page } from "./config.js";

const RETRY_MS = 1500;
const PATIENCE_MS = 4000; // a server that has not answered by then is asked again
const PULSE_MS = 10000; // how often an open page makes sure that its kernel is there and that the line is not dead
const TICK_MS = 2500; // the same while the line is down
const ASLEEP_MS = 20000; // hidden for longer, a socket may be dead without knowing it
const ENDED = new Set(["dead", "restarting", "autorestarting", "terminating"]); // the widgets' other half is no more
const NO_KERNEL = new Set([401, 403, 404, 410]);

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class KernelGone extends Error {}

/** The kernel's model, or undefined where nobody answers. Throws KernelGone where the server knows no such kernel. */
async function ask(patience) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const url = `${page.baseUrl}api/kernels/${encodeURIComponent(page.kernelId)}`;
    const response = await fetch(url, { cache: "no-store", credentials: "same-origin", signal: stop.signal });
    if (NO_KERNEL.has(response.status)) throw new KernelGone(String(response.status));
    return response.ok ? await response.json() : undefined;
  } catch (error) {
    if (error instanceof KernelGone) throw error;
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function waitForModel() {
  for (;;) {
    const model = await ask(PATIENCE_MS);
    if (model) return model;
    await pause(RETRY_MS);
  }
}

function open() {
  const baseUrl = new URL(page.baseUrl, location.href).href;
  const wsUrl = baseUrl.replace(/^http/, "ws");
  return new KernelConnection({
    model: { id: page.kernelId, name: "" },
    serverSettings: ServerConnection.makeSettings({ baseUrl, wsUrl, appendToken: false }),
    kernelAPIClient: { getModel: waitForModel }, // its own waits 10 to 30 s after each failure
    commsOverSubshells: "disabled",
  });
}

/** Connects to the kernel that ran the page; `report` hears "connected", "lost", "restored" or "gone". */
export function connect(report) {
  const kernel = open();
  let state = "";
  const say = (next) => {
    if (next !== state && state !== "gone") report((state = next));
  };
  const guard = (work) => work.catch((error) => (error instanceof KernelGone ? say("gone") : console.warn(error)));
  let mending; // one at a time: a second socket would close the first with messages on the way
  const reconnect = () =>
    (mending ??= guard(waitForModel().then(() => state !== "gone" && kernel.reconnect())).finally(() => (mending = undefined)));

  kernel.connectionStatusChanged.connect((_, status) => {
    if (status === "connected") say(state ? "restored" : "connected");
    else if (state) say("lost");
    if (status === "disconnected") reconnect(); // after a close with 1000 or 1001 it would not try
  });
  kernel.statusChanged.connect((_, status) => {
    if (ENDED.has(status)) say("gone");
  });
  const pulse = watchLine(kernel, reconnect, (answered) => {
    if (!answered) say("lost");
    else if (state === "lost") say("restored");
  });
  watchDevice(kernel, reconnect, say, () => guard(pulse()));
  return kernel;
}

/** Phones sleep and roam: the device knows before the socket does. */
function watchDevice(kernel, reconnect, say, pulse) {
  let hiddenAt = 0;
  const woken = (asleep) => {
    if (asleep && kernel.connectionStatus === "connected") reconnect();
    else pulse();
  };
  addEventListener("offline", () => say("lost"));
  addEventListener("online", () => woken(true));
  addEventListener("pageshow", (event) => event.persisted && woken(true));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenAt = Date.now();
    else woken(hiddenAt && Date.now() - hiddenAt > ASLEEP_MS);
  });
  setInterval(() => document.hidden || pulse(), TICK_MS);
}

/** A socket can be dead without a close, and a kernel can end without a word: returns what asks now and then. */
function watchLine(kernel, reconnect, tell) {
  let heard = 0;
  let asked = Date.now();
  let since = Date.now();
  kernel.anyMessage.connect((_, { direction }) => {
    if (direction === "recv") heard = Date.now();
  });
  kernel.connectionStatusChanged.connect(() => (since = Date.now()));
  return async function pulse() {
    const before = kernel.connectionStatus;
    if (Date.now() - asked < (before === "connected" ? PULSE_MS : TICK_MS)) return;
    asked = Date.now();
    const model = await ask(2 * PATIENCE_MS);
    const connected = kernel.connectionStatus === "connected";
    if (connected && model) tell(true);
    // Silence while the socket still brings messages is a slow answer, not a dead line.
    else if (connected && before === "connected" && heard < asked) {
      tell(false);
      reconnect();
    } else if (!connected && model && Date.now() - since > PATIENCE_MS) reconnect(); // its attempt hangs
  };
}
