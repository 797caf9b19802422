export { isEqual as default } from "underscore";
