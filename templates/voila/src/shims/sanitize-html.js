// base-manager sanitizes the descriptions of widgets with this package's signature; its lists are stricter than ours.
import { cleanText } from "../sanitize.js";

export default (html) => cleanText(html);
