// Untrusted HTML to DOM: parsed by the browser in a document without scripts, then rebuilt from what is allowed.

const TAGS = new Set(
  (
    "a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup data dd del details dfn div dl dt " +
    "em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp " +
    "section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr font meter progress label"
  ).split(" "),
);
const DROPPED_WHOLE = new Set("script style template noscript iframe object embed svg math title textarea select head".split(" "));
const ATTRIBUTES = new Set(
  (
    "abbr align alt cite class colspan color datetime dir height high hreflang id lang low max min open optimum " +
    "reversed role rowspan scope span start summary tabindex title type valign value width"
  ).split(" "),
);
const LINK = /^(https?:|mailto:|tel:|(?![/\\]{2})[^:]*$)/i;
const IMAGE = /^(data:image\/(png|jpe?g|gif|webp|avif|svg\+xml)[;,]|blob:|(?![/\\]{2})[^:]*$)/i;
const address = (value) => value.replace(/[\t\n\r]/g, "").trim(); // as browsers read it

// The page's policy refuses inline style in parsed documents too, and reports each; so styles wait under another name.
const STYLE = "data-kit-style";
const withoutStyles = (html) =>
  String(html)
    .replace(/<style\b[\s\S]*?(<\/style\s*>|$)/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)style(\s*=)/gi, `$1${STYLE}$2`));

const parse = (html) => new DOMParser().parseFromString(withoutStyles(html), "text/html").body;

function allowed(tag, name, value) {
  if (name === "href") return tag === "a" && LINK.test(address(value));
  if (name === "src") return tag === "img" && IMAGE.test(address(value));
  return ATTRIBUTES.has(name) || name.startsWith("aria-");
}

function cleanElement(element, inline) {
  const tag = element.localName;
  const copy = document.createElement(tag);
  for (const { name, value } of element.attributes) {
    // A style attribute is inline style to the page's policy; set through the object model it is not.
    if (name === STYLE && !inline) copy.style.cssText = value;
    else if (allowed(tag, name, value)) copy.setAttribute(name, value);
  }
  if (tag === "a" && /^https?:/i.test(element.getAttribute("href") ?? "")) {
    copy.target = "_blank";
    copy.rel = "noopener noreferrer";
  }
  return copy;
}

function cleanInto(target, source, inline) {
  for (const node of source.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) target.append(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || DROPPED_WHOLE.has(node.localName)) continue;
    const kept = TAGS.has(node.localName) && node.namespaceURI === "http://www.w3.org/1999/xhtml";
    const inner = kept ? cleanElement(node, inline) : target;
    cleanInto(inner, node, inline);
    if (kept) target.append(inner);
  }
  return target;
}

/** A fragment with the allowed elements of `html`. */
export function cleanFragment(html) {
  return cleanInto(document.createDocumentFragment(), parse(html), false);
}

/** The allowed elements of `html` as text, for packages that set innerHTML themselves; styles are left out. */
export function cleanText(html) {
  return cleanInto(document.createElement("div"), parse(html), true).innerHTML;
}
