// The views of @jupyter-widgets wrap their own element and read it back: `$(el)[0]`, `view.$el.addClass()`.
class Wrapped extends Array {
  static get [Symbol.species]() {
    return Array;
  }
  each(change) {
    this.forEach((element) => change(element));
    return this;
  }
  addClass(names) {
    return this.each((element) => element.classList.add(...names.split(/\s+/)));
  }
  removeClass(names) {
    return this.each((element) => element.classList.remove(...names.split(/\s+/)));
  }
  attr(name, value) {
    return value === undefined ? this[0]?.getAttribute(name) : this.each((element) => element.setAttribute(name, value));
  }
  append(...nodes) {
    return this.each((element) => element.append(...nodes.flat()));
  }
  empty() {
    return this.each((element) => element.replaceChildren());
  }
  remove() {
    return this.each((element) => element.remove());
  }
}

export default function $(element) {
  if (element instanceof Wrapped) return element;
  const wrapped = new Wrapped();
  if (typeof element === "string") wrapped.push(...document.querySelectorAll(element));
  else if (element) wrapped.push(element);
  return wrapped;
}

// `el instanceof $` is asked by the views.
Object.defineProperty($, Symbol.hasInstance, { value: (value) => value instanceof Wrapped });
