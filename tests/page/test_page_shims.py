"""What the page's bundle puts in the place of a library answers as the library does."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "templates" / "voila" / "src"
CALLS = """
import * as ours from "./shims/underscore.js";
import * as theirs from "underscore";

class Parent { kept() {} }
Parent.inherited = 1;
class Child extends Parent {}
const heir = Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } });
const held = { a: 1, b: null, c: undefined, f() { return this.a; }, length: 0 };
const counted = (_) => { let n = 0; const f = _.once(() => ++n); return [f(), f(), n]; };
const seen = (_, from) => { const all = []; _.each(from, (...of) => all.push(of.slice(0, 2))); return all; };
const CALLS = {
  clone: (_) => [_.clone(held), _.clone([1, [2]]), _.clone("text"), _.clone(null), _.clone(heir)],
  create: (_) => [_.create(Parent.prototype, { own: 1 }) instanceof Parent, _.create({}, { own: 1 }).own],
  defaults: (_) => [_.defaults({ a: 0, b: undefined, c: null }, { a: 1, b: 2, c: 3 }, undefined, heir),
    _.defaults({}, null)],
  each: (_) => [seen(_, ["x", "y"]), seen(_, { p: 1, q: 2 }), seen(_, null)],
  escape: (_) => [_.escape(`<a href="x">'&amp;\\``), _.escape(null), _.escape(7)],
  extend: (_) => [_.extend({ a: 1 }, { a: undefined, b: 2 }, null, heir), _.extend({}, Child).inherited],
  functions: (_) => _.functions({ z() {}, a() {}, n: 1 }),
  has: (_) => [_.has(held, "b"), _.has(heir, "inherited"), _.has(null, "a")],
  invert: (_) => _.invert({ a: "x", b: "y" }),
  is: (_) => [null, undefined, 0, "", "a", [], [0], {}, held, Parent, /x/, { length: 0 }].map((value) =>
    [_.isArray(value), _.isEmpty(value), _.isFunction(value), _.isObject(value), _.isString(value)]),
  iteratee: (_) => [_.iteratee({ a: 1 })(held), _.iteratee({ a: 1, b: 2 })(held), _.iteratee({ c: undefined })({}),
    _.iteratee(function () { return this.a; }, held)(), _.matches({ inherited: 1 })(heir)],
  lists: (_) => [_.keys(held), _.keys(null), _.keys(heir), _.values({ a: 1 }), _.pairs({ a: 1 })],
  omit: (_) => [_.omit(held, "a", "f"), _.omit(heir, ["own"]),
    _.omit({ a: 1, b: 2 }, (value) => value > 1), _.omit(null, "a")],
  once: counted,
  pick: (_) => [_.pick(held, "a", ["b"], "gone"), _.pick(heir, "inherited"),
    _.pick({ a: 1, b: 2 }, (value) => value > 1), _.pick(null, "a")],
  reduce: (_) => _.reduce([1, 2, 3], (sum, next) => sum + next, 10),
  result: (_) => [_.result(held, "f"), _.result(held, "b", 1), _.result(held, "c", 1),
    _.result(null, "a", () => 2), _.result(held, "g")],
  uniqueId: (_) => [typeof _.uniqueId(), _.uniqueId("c").slice(0, 1), _.uniqueId() !== _.uniqueId()],
};
const show = (value) => JSON.stringify(value, (_, held) => (held === undefined ? "undefined" : held));
const answers = Object.entries(CALLS).map(([name, call]) => [name, [show(call(ours)), show(call(theirs))]]);
console.log(JSON.stringify(Object.fromEntries(answers)));
"""


def test_underscore_s_stand_in_answers_as_underscore() -> None:
    if not shutil.which("node") or not (SOURCES / "node_modules").is_dir():
        pytest.skip("needs Node and `npm ci` in templates/voila/src")
    command = ["node", "--input-type=module", "--eval", CALLS]
    done = subprocess.run(command, cwd=SOURCES, check=True, timeout=60, capture_output=True, text=True)
    answers = json.loads(done.stdout)
    assert answers
    assert {name: ours for name, (ours, _) in answers.items()} == {
        name: theirs for name, (_, theirs) in answers.items()
    }
