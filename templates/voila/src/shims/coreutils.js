// What the kernel connection uses of @jupyterlab/coreutils: URLs of our own server, and no page options.
const join = (...parts) =>
  parts
    .filter((part) => part !== "")
    .map((part, index) => (index ? part.replace(/^\/+/, "") : part))
    .map((part, index, all) => (index < all.length - 1 ? part.replace(/\/+$/, "") : part))
    .join("/");

export const URLExt = {
  join,
  normalize: (url) => url && new URL(url, location.href).href,
  getHostName: (url) => new URL(url, location.href).hostname,
  objectToQueryString: (value) => "?" + new URLSearchParams(value),
};

export const PageConfig = {
  getOption: () => "",
  getBaseUrl: () => new URL("/", location.href).href,
  getWsUrl: () => new URL("/", location.href).href.replace(/^http/, "ws"),
  getToken: () => "",
};
