// The entry: starts the page, and hands its parts to controls.js, which may be loaded after it.
import $ from "jquery";
import { start } from "./start.js";

export * from "@jupyter-widgets/base";
export { ConflatableMessage, Message, MessageLoop } from "@lumino/messaging";
export { AttachedProperty } from "@lumino/properties";
export { Signal } from "@lumino/signaling";
export * from "@lumino/widgets";
export { cleanFragment } from "./sanitize.js";
export default $;

start();
