// The functions of underscore that Backbone's models and views use, in today's JavaScript; its collections want more.
export { default as isEqual } from "underscore/modules/isEqual.js";

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;", "`": "&#x60;" };
let ids = 0;

export const { isArray } = Array;
export const isFunction = (value) => typeof value === "function";
export const isObject = (value) => Object(value) === value;
export const isString = (value) => typeof value === "string";
export const keys = (from) => Object.keys(from ?? {});
export const values = (from) => Object.values(from ?? {});
export const pairs = (from) => Object.entries(from ?? {});
export const isEmpty = (value) => !(isArray(value) || isString(value) ? value : keys(value)).length;
export const has = (from, name) => from != null && Object.hasOwnProperty.call(from, name);
export const functions = (from) => named(from, (value) => isFunction(value)).sort();
export const escape = (text) => `${text ?? ""}`.replace(/[&<>"'`]/g, (sign) => ESCAPES[sign]);
export const uniqueId = (prefix = "") => `${prefix}${++ids}`;
export const create = (prototype, own) => Object.assign(Object.create(prototype), own);
export const clone = (value) => (isArray(value) ? value.slice() : isObject(value) ? extend({}, value) : value);
export const invert = (from) => Object.fromEntries(pairs(from).map(([name, value]) => [value, name]));
export const pick = (from, ...wanted) => chosen(from, wanted, true);
export const omit = (from, ...unwanted) => chosen(from, unwanted, false);
export const reduce = (list, step, first) => list.reduce(step, first);
export const defer = (work, ...given) => setTimeout(work, 1, ...given);

/** Copies what a source has and what it inherits, as Backbone's classes need it of their statics. */
export function extend(target, ...sources) {
  for (const source of sources) for (const name in source) target[name] = source[name];
  return target;
}

export function defaults(target, ...sources) {
  for (const source of sources) for (const name in source) if (target[name] === undefined) target[name] = source[name];
  return target;
}

export function each(from, step) {
  if (isArray(from)) from.forEach(step);
  else for (const name of keys(from)) step(from[name], name, from);
  return from;
}

export function result(from, name, otherwise) {
  const held = from?.[name];
  const value = held === undefined ? otherwise : held;
  return isFunction(value) ? value.call(from) : value;
}

export function once(work) {
  let value;
  return function (...given) {
    if (work) value = work.apply(this, given);
    work = undefined;
    return value;
  };
}

export function iteratee(wanted, context) {
  if (isFunction(wanted)) return wanted.bind(context);
  return (from) => pairs(wanted).every(([name, value]) => name in from && from[name] === value);
}

export { iteratee as matches };

function named(from, fits) {
  const found = [];
  for (const name in from) if (fits(from[name], name, from)) found.push(name);
  return found;
}

function chosen(from, given, wanted) {
  const [first] = given;
  const names = given.flat(Infinity).map(String);
  const fits = isFunction(first) ? first : (_, name) => names.includes(name);
  return Object.fromEntries(named(from, (...of) => !!fits(...of) === wanted).map((name) => [name, from[name]]));
}
