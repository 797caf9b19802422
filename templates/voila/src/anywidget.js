// anywidget's model and view (https://anywidget.dev/en/afm/), for modules that our server serves as files.
// Text that came out of a kernel is never run: the page knows each module by its address only.
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { asset, loadStyle, page, word } from "./config.js";

const ASSET = "asset:";

function moduleUrl(model) {
  const source = model.get("_esm") ?? "";
  if (source.startsWith(ASSET)) return asset(source.slice(ASSET.length));
  const known = page.modules?.[model.get("_anywidget_id")];
  if (!known) throw new Error(word("unknown_widget"));
  return known;
}

const sheets = new Map();
function applyStyle(model) {
  const css = model.get("_css");
  if (!css) return;
  if (css.startsWith(ASSET)) return loadStyle(asset(css.slice(ASSET.length)));
  const id = model.get("_anywidget_id");
  const sheet = sheets.get(id) ?? new CSSStyleSheet();
  sheet.replaceSync(css);
  if (!sheets.has(id)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  sheets.set(id, sheet);
}

async function loadWidget(model) {
  applyStyle(model);
  const module = await import(moduleUrl(model));
  if (module.render) return { render: module.render };
  return typeof module.default === "function" ? module.default() : module.default;
}

/** The part of a model that a module may use; listeners go away with `context`. */
function proxy(model, context) {
  return {
    get: model.get.bind(model),
    set: model.set.bind(model),
    save_changes: model.save_changes.bind(model),
    send: model.send.bind(model),
    on: (name, callback) => model.on(name, callback, context),
    off: (name, callback) => model.off(name, callback, context),
    widget_manager: model.widget_manager,
  };
}

function invoker(model) {
  return (name, msg, options = {}) =>
    new Promise((resolve, reject) => {
      const id = `${Date.now()}-${Math.random()}`;
      const timer = setTimeout(() => done(() => reject(new Error("no answer"))), 3000);
      const done = (settle) => {
        clearTimeout(timer);
        model.off("msg:custom", handler);
        settle();
      };
      const handler = (answer, buffers) => answer.id === id && done(() => resolve([answer.response, buffers]));
      model.on("msg:custom", handler);
      model.send({ id, kind: "anywidget-command", name, msg }, undefined, options.buffers ?? []);
    });
}

export class AnyModel extends DOMWidgetModel {
  initialize(...args) {
    super.initialize(...args);
    this.life = new AbortController();
    this.widget = loadWidget(this).then(async (widget) => {
      this.cleanup = await widget.initialize?.({
        model: proxy(this, this.life),
        signal: this.life.signal,
        experimental: { invoke: invoker(this) },
      });
      return widget;
    });
    this.widget.catch((error) => console.error(error));
    this.on("change:_css", () => applyStyle(this));
    this.once("destroy", () => {
      this.life.abort();
      if (typeof this.cleanup === "function") this.cleanup();
    });
  }

  // Messages wait until the module listens; a module that fails must not stop the others' messages.
  async _handle_comm_msg(message) {
    await this.widget.catch(() => {});
    return super._handle_comm_msg(message);
  }

  // Binary values survive: the inherited way clones through JSON.
  serialize(state) {
    const serializers = this.constructor.serializers ?? {};
    for (const key of Object.keys(state)) {
      const own = serializers[key]?.serialize;
      if (own) state[key] = own(state[key], this);
      else if (key === "layout" || key === "style") state[key] = JSON.parse(JSON.stringify(state[key]));
      else if (state[key] instanceof Object) state[key] = clone(state[key]);
      if (typeof state[key]?.toJSON === "function") state[key] = state[key].toJSON();
    }
    return state;
  }
}

const clone = (value) => (self.structuredClone ? structuredClone(value) : JSON.parse(JSON.stringify(value)));

export class AnyView extends DOMWidgetView {
  async render() {
    this.life = new AbortController();
    try {
      const widget = await this.model.widget;
      this.cleanup = await widget.render?.({
        model: proxy(this.model, this),
        el: this.el,
        signal: this.life.signal,
        experimental: { invoke: invoker(this.model) },
      });
    } catch (error) {
      console.error(error);
      this.el.replaceChildren(Object.assign(document.createElement("p"), { className: "kit-note is-error" }));
      this.el.firstChild.textContent = word("widget_error");
    }
  }

  remove() {
    this.life?.abort();
    if (typeof this.cleanup === "function") this.cleanup();
    this.model.off(null, null, this);
    return super.remove();
  }
}
