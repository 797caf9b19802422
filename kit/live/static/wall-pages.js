// Nobody scrolls a wall: what does not fit on one picture goes on to the next, row by row, and nothing is cut.
const ROWS = "[data-row], tbody:not([data-group]) > tr, :is(ul, ol) > li";
const LARGER = [2.2, 1.8, 1.6, 1.4, 1.2]; // where there is room for larger letters
const SMALLER = [1, 0.9, 0.8, 0.7, 0.6]; // below 1 only where a single row is higher than the wall

/** The pages of what stands in `stage`: lists of rows that are seen together. Empty where everything fits. */
export function fitted(stage) {
  const rows = rowsIn(stage);
  for (const scale of LARGER) {
    stage.style.setProperty("--wall-scale", scale);
    if (seen(stage, rows, rows)) return [];
  }
  for (const scale of SMALLER) {
    stage.style.setProperty("--wall-scale", scale);
    const pages = cut(stage, rows);
    const fine = pages.length ? pages.every((page) => seen(stage, rows, page)) : seen(stage, rows, rows);
    if (fine) return pages.length > 1 ? levelled(stage, rows, pages) : [];
  }
  return cut(stage, rows);
}

/** Shows one page; rows of other pages, and whatever held nothing else, are out of sight. */
export function showPage(pages, number) {
  if (!pages.length) return;
  const all = pages.flat();
  const now = new Set(pages[number]);
  for (const row of all) row.hidden = !now.has(row);
  hideEmpty(all);
}

/** On a phone, or with the window zoomed in, the page scrolls like any other. */
function rowsIn(stage) {
  const projected = matchMedia("(min-width: 48rem) and (orientation: landscape)").matches;
  const found = projected ? [...stage.querySelectorAll(ROWS)] : [];
  return found.filter((row) => !row.parentElement.closest(ROWS) && !row.closest(".kd-unseen"));
}

/** Whether these rows, and no others, can be seen without scrolling. */
function seen(stage, rows, page) {
  const wanted = new Set(page);
  for (const row of rows) row.hidden = !wanted.has(row);
  hideEmpty(rows);
  return stage.scrollHeight <= stage.clientHeight + 1 && stage.scrollWidth <= stage.clientWidth + 1;
}

/** Tables, lists and groups of which no row is seen. */
function hideEmpty(rows) {
  const held = new Map();
  for (const row of rows) {
    for (let box = row.parentElement; box && !box.matches(".wall-stage, .kd"); box = box.parentElement) {
      held.set(box, (held.get(box) ?? false) || !row.hidden);
    }
  }
  for (const [box, any] of held) box.hidden = !any;
}

function cut(stage, rows) {
  const pages = [];
  let start = 0;
  for (let next = 1; next <= rows.length; next += 1) {
    const more = next < rows.length;
    if (more && seen(stage, rows, rows.slice(start, next + 1))) continue;
    const end = more ? lastOfPage(rows, start, next) : next;
    pages.push(rows.slice(start, end));
    start = next = end;
  }
  return pages;
}

/** A group that began on a page goes to the next one whole, unless it filled that page alone. */
function lastOfPage(rows, start, next) {
  const group = rows[next].closest("[data-group]");
  const first = group ? rows.findIndex((row) => row.closest("[data-group]") === group) : next;
  return first > start ? Math.min(first, next) : next;
}

/** As many rows on each page where that fits too: a last page of one row looks like a mistake. */
function levelled(stage, rows, pages) {
  const size = Math.ceil(rows.length / pages.length);
  const even = pages.map((_, number) => rows.slice(number * size, (number + 1) * size)).filter((page) => page.length);
  const grouped = rows.some((row) => row.closest("[data-group]"));
  return !grouped && even.every((page) => seen(stage, rows, page)) ? even : pages;
}
