// One sheet's page: its photo is made smaller on the device, which also leaves out what the camera noted, and sent.
import { forgetOnLeaving } from "./follow.js";

const LONGEST = 2000; // pixels: handwriting on a whole page stays readable
const QUALITY = 0.8;
const strings = JSON.parse(document.getElementById("strings").textContent);
const address = `/paper/${document.getElementById("sheet").dataset.number}/photo`;
const said = document.getElementById("said");

forgetOnLeaving();
document.getElementById("photo")?.addEventListener("change", ({ target }) => target.files[0] && send("PUT", target.files[0], target));
document.getElementById("remove")?.addEventListener("click", () => confirm(strings.sure) && send("DELETE"));

async function send(method, file, input) {
  tell(strings.sending);
  try {
    const body = file && (await smaller(file));
    const headers = { "X-Xsrftoken": document.body.dataset.xsrf, Accept: "application/json" };
    const answer = await fetch(address, { method, body, headers });
    const { message } = await answer.json();
    if (answer.ok) location.reload();
    else tell(message, "is-error");
  } catch {
    tell(strings.failed, "is-error");
  }
  if (input) input.value = ""; // the same file can be chosen again
}

/** The picture as a JPEG of at most LONGEST pixels; the file itself where this browser cannot read it. */
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY))) ?? file;
  } catch {
    return file;
  }
}

function tell(words, kind = "") {
  said.hidden = false;
  said.className = `kit-note ${kind}`;
  said.textContent = words;
}
