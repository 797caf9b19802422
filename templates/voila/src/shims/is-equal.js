export { default } from "underscore/modules/isEqual.js";
