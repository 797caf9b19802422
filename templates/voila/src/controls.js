// @jupyter-widgets/controls, with HTML shown through our sanitizer.
import * as controls from "@jupyter-widgets/controls/lib/index";
import { cleanFragment } from "./page.js";

const shown = (View) =>
  class extends View {
    update() {
      this.content.replaceChildren(cleanFragment(this.model.get("value")));
      return controls.DescriptionView.prototype.update.call(this);
    }
  };

export * from "@jupyter-widgets/controls/lib/index";
export const HTMLView = shown(controls.HTMLView);
export const HTMLMathView = shown(controls.HTMLMathView);
