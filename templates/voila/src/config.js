// What the server wrote into the page.
const read = (id, otherwise) => {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : otherwise;
};

/** `{baseUrl, kernelId, assets: {name: url}, modules: {widget id: url}, words, failed}` */
export const page = read("kit-page", {});

/** The widgets' state, in the format of `application/vnd.jupyter.widget-state+json`. */
export const widgetState = () => read("kit-state", { version_major: 2, version_minor: 0, state: {} });

export const word = (key) => page.words?.[key] ?? key;

export function asset(name) {
  const url = page.assets?.[name];
  if (!url) throw new Error(`${name} is not among this page's files`);
  return url;
}

/** Adds a style sheet of our own server once. */
export function loadStyle(url) {
  if ([...document.styleSheets].some((sheet) => sheet.href === new URL(url, location.href).href)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: url }));
}
