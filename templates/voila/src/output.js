// Outputs of cells and of the Output widget: richest form first, text as the last resort.
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { word } from "./config.js";
import { cleanFragment } from "./sanitize.js";

const WIDGET = "application/vnd.jupyter.widget-view+json";
const IMAGES = ["image/png", "image/jpeg", "image/gif", "image/webp"];
const text = (value) => (Array.isArray(value) ? value.join("") : String(value));

function node(tag, className, content) {
  const element = Object.assign(document.createElement(tag), { className });
  if (content !== undefined) element.textContent = content;
  return element;
}

function image(source, alt, metadata = {}) {
  const img = Object.assign(node("img", "kit-output-image"), { src: source, alt });
  for (const side of ["width", "height"]) if (metadata[side]) img[side] = metadata[side];
  return img;
}

function html(source) {
  const element = node("div", "kit-output-html");
  element.append(cleanFragment(source));
  return element;
}

// eslint-disable-next-line no-control-regex
const plain = (value) => node("pre", "kit-output-text", text(value).replace(/\x1b\[[0-9;]*[A-Za-z]/g, ""));

function widget(manager, { model_id }) {
  const element = node("div", "kit-output-widget");
  manager.show(model_id, element).catch((error) => {
    console.error(error);
    element.append(node("p", "kit-note is-error", word("widget_error")));
  });
  return element;
}

function rich(manager, data, metadata = {}) {
  if (data[WIDGET]) return manager && widget(manager, data[WIDGET]);
  const alt = data["text/alt"] ?? metadata.alt ?? "";
  if (data["text/html"] !== undefined) return html(text(data["text/html"]));
  if (data["image/svg+xml"] !== undefined)
    return image("data:image/svg+xml," + encodeURIComponent(text(data["image/svg+xml"])), alt, metadata["image/svg+xml"]);
  const type = IMAGES.find((name) => data[name] !== undefined);
  if (type) return image(`data:${type};base64,${text(data[type])}`, alt, metadata[type]);
  if (data["text/markdown"] !== undefined && data["text/plain"] === undefined) return plain(data["text/markdown"]);
  if (data["text/plain"] !== undefined) return plain(data["text/plain"]);
  return undefined;
}

/** One output of the notebook format as an element, or undefined where there is nothing to show. */
export function renderOutput(manager, output) {
  if (output.output_type === "stream") return output.name === "stderr" ? undefined : plain(output.text);
  // The traceback is in the server's log; people get words.
  if (output.output_type === "error") return node("p", "kit-note is-error", word("error"));
  return rich(manager, output.data ?? {}, output.metadata);
}

export function renderOutputs(manager, outputs, element) {
  element.replaceChildren(...outputs.map((output) => renderOutput(manager, output)).filter(Boolean));
}

const SHOWN = { display_data: "display_data", execute_result: "execute_result", stream: "stream", error: "error" };

export class OutputModel extends DOMWidgetModel {
  defaults() {
    return {
      ...super.defaults(),
      _model_name: "OutputModel",
      _view_name: "OutputView",
      _model_module: "@jupyter-widgets/output",
      _view_module: "@jupyter-widgets/output",
      _model_module_version: "1.0.0",
      _view_module_version: "1.0.0",
      msg_id: "",
      outputs: [],
    };
  }

  initialize(attributes, options) {
    super.initialize(attributes, options);
    this.capture = this.capture.bind(this);
    this.on("change:msg_id", this.listen, this);
    this.listen();
  }

  /** While the kernel names a message, what it prints in answer to that message is ours. */
  listen() {
    const kernel = this.widget_manager.kernel;
    this.hook?.dispose?.();
    this.hook = undefined;
    const id = this.get("msg_id");
    if (!id) return;
    kernel.registerMessageHook(id, this.capture);
    this.hook = { dispose: () => kernel.removeMessageHook(id, this.capture) };
  }

  capture(message) {
    const type = message.header.msg_type;
    if (type === "clear_output") this.clear(message.content.wait);
    else if (SHOWN[type]) this.add({ ...message.content, output_type: type });
    else return true;
    return false;
  }

  clear(wait) {
    this.clearNext = wait;
    if (!wait) this.store([]);
  }

  add(output) {
    delete output.transient;
    const before = this.clearNext ? [] : this.get("outputs");
    this.clearNext = false;
    const last = before[before.length - 1];
    const joins = output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name;
    this.store(joins ? [...before.slice(0, -1), { ...last, text: text(last.text) + text(output.text) }] : [...before, output]);
  }

  store(outputs) {
    this.set("outputs", outputs);
    this.save_changes();
  }
}

export class OutputView extends DOMWidgetView {
  render() {
    super.render();
    this.el.classList.add("kit-output", "jupyter-widgets");
    this.listenTo(this.model, "change:outputs", this.draw);
    this.draw();
  }

  draw() {
    renderOutputs(this.model.widget_manager, this.model.get("outputs") ?? [], this.el);
  }
}
