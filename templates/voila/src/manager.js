// The widgets: models from the state in the page, attached to the kernel's comms; views where the outputs are.
import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager/lib/manager-base";
import { base64ToBuffer } from "@jupyter-widgets/base-manager/lib/utils";
import { MessageLoop } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import * as anywidget from "./anywidget.js";
import { asset, loadStyle } from "./config.js";
import * as output from "./output.js";

const { Comm } = base.shims.services;

let controls;
function loadControls() {
  loadStyle(asset("page/controls.css"));
  controls ??= import(asset("page/controls.js"));
  return controls;
}

const MODULES = {
  "@jupyter-widgets/base": () => base,
  "@jupyter-widgets/output": () => output,
  "@jupyter-widgets/controls": loadControls,
  anywidget: () => anywidget,
};

export class PageManager extends ManagerBase {
  constructor(kernel) {
    super();
    this.kernel = kernel;
    kernel.registerCommTarget(this.comm_target_name, async (comm, message) => {
      await this.handle_comm_open(new Comm(comm), message);
    });
  }

  async loadClass(className, moduleName) {
    const module = await MODULES[moduleName]?.();
    if (!module?.[className]) throw new Error(`${moduleName} has no ${className} that this page can show`);
    return module[className];
  }

  async _create_comm(target, id, data, metadata, buffers) {
    const comm = this.kernel.createComm(target, id);
    if (data || metadata) comm.open(data, metadata, buffers);
    return new Comm(comm);
  }

  async _get_comm_info() {
    const reply = await this.kernel.requestCommInfo({ target_name: this.comm_target_name });
    return reply.content.status === "ok" ? reply.content.comms : {};
  }

  /** Makes every model of the state at once, already attached to its comm: no round trip to the kernel. */
  restore({ state }) {
    return Promise.all(Object.entries(state).map(([id, saved]) => this.restoreModel(id, saved)));
  }

  restoreModel(id, { model_name, model_module, model_module_version, state, buffers = [] }) {
    base.put_buffers(
      state,
      buffers.map(({ path }) => path),
      buffers.map(({ data }) => new DataView(base64ToBuffer(data))),
    );
    const comm = new Comm(this.kernel.createComm(this.comm_target_name, id));
    return this.new_model({ model_name, model_module, model_module_version, model_id: id, comm }, state).catch((error) =>
      console.error(error),
    );
  }

  /** Asks the kernel for the state of all models: what changed while the connection was away. */
  refresh() {
    return this._loadFromKernel();
  }

  async show(modelId, element) {
    const model = await this.get_model(modelId);
    const view = await this.create_view(model);
    MessageLoop.sendMessage(view.luminoWidget, Widget.Msg.BeforeAttach);
    element.append(view.luminoWidget.node);
    MessageLoop.sendMessage(view.luminoWidget, Widget.Msg.AfterAttach);
    return view;
  }

  callbacks() {
    return { iopub: { output: (message) => console.debug("output of a callback", message.header.msg_type) } };
  }
}
