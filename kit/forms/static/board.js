// Results drawn from JSON: in a widget, and by `draw` on the console and the wall. All words come with the data.
import { drawBars, drawCounts, drawTally } from "./bars.js";
import { drawGrid, drawMatches, drawSpread } from "./grid.js";
import { make } from "./dom.js";
import { drawMap } from "./map.js";
import { drawRatings } from "./ratings.js";
import { drawScatter } from "./scatter.js";
import { drawSteps } from "./steps.js";
import { drawChecks, drawTable, drawTimeline } from "./timeline.js";
import { drawWords } from "./words.js";

const KINDS = {
  timeline: drawTimeline,
  checks: drawChecks,
  table: drawTable,
  tally: drawTally,
  grid: drawGrid,
  spread: drawSpread,
  matches: drawMatches,
  map: drawMap,
  ratings: drawRatings,
  scatter: drawScatter,
  words: drawWords,
  bars: drawBars,
  counts: drawCounts,
  steps: drawSteps,
};

/** Draws a board into `el`; `data-size="wall"` on it makes the letters large. An unknown kind is an empty board. */
export function draw(el, kind, data, strings) {
  el.classList.add("kd");
  el.dataset.kind = kind;
  const wall = el.dataset.size === "wall" ? { shape: el.clientWidth / Math.max(el.parentElement.clientHeight, 1) } : null;
  const parts = data && KINDS[kind] ? KINDS[kind](data, strings, wall) : [];
  el.replaceChildren(...(parts.length ? parts : [make("p", { class: "kd-empty" }, strings.board_empty)]));
}

export default {
  render({ model, el }) {
    const show = () => {
      const { language, direction, size } = model.get("options");
      el.lang = language;
      el.dir = direction;
      if (size) el.dataset.size = size;
      const open = [...el.querySelectorAll("details")].map((each) => each.open);
      draw(el, model.get("kind"), model.get("data"), model.get("strings"));
      el.querySelectorAll("details").forEach((each, place) => (each.open = open[place] ?? each.open));
    };
    model.on("change:data", show);
    show();
    return () => model.off("change:data", show);
  },
};
