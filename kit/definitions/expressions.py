"""XLSForm's `relevant` expressions, as far as a Condition can say them (https://xlsform.org/en/#relevant)."""

from __future__ import annotations

import re

from kit.domain.form import Condition

TOKEN = re.compile(
    r"""\s*(?:\$\{\s*(?P<question>[^}]+?)\s*\}|(?P<quoted>'[^']*'|"[^"]*")|(?P<number>-?[0-9]+(?:\.[0-9]+)?)"""
    r"""|(?P<word>[A-Za-z_][A-Za-z_-]*)|(?P<sign>!=|=|\(|\)|,))"""
)
MAX_LENGTH = 2000
"""Characters; longer expressions are not read."""
MAX_DEPTH = 10
"""Nested parentheses."""

Token = tuple[str, str]


class _CannotSay(Exception):
    """The expression says what a Condition cannot."""


def parse_expression(words: str) -> Condition | None:
    """The condition that an expression states, or None where ours cannot say it.

    Understood are `${a} = 'b'`, `selected(${a}, 'b')` and `${a} != ''`, joined by `and`, and by `or` where all
    alternatives are about the same question.
    """
    try:
        tokens = _tokens(words)
        condition, rest = _either(tokens, 0)
    except _CannotSay:
        return None
    return None if rest else condition


def _tokens(words: str) -> list[Token]:
    found, position = [], 0
    words = words.strip()
    while position < len(words):
        match = TOKEN.match(words, position)
        if not match or match.lastgroup is None or len(words) > MAX_LENGTH:
            raise _CannotSay
        found.append((match.lastgroup, match[match.lastgroup]))
        position = match.end()
    return found


def _take(tokens: list[Token], *wanted: str) -> tuple[list[str], list[Token]]:
    """The values of the next tokens, which must be `wanted`: a kind of token, or a sign or word itself."""
    if len(tokens) < len(wanted):
        raise _CannotSay
    for (kind, value), want in zip(tokens, wanted, strict=False):
        if want != kind and not (kind in {"sign", "word"} and want == value):
            raise _CannotSay
    return [value for _, value in tokens[: len(wanted)]], tokens[len(wanted) :]


def _either(tokens: list[Token], depth: int) -> tuple[Condition, list[Token]]:
    condition, rest = _all(tokens, depth)
    while rest[:1] == [("word", "or")]:
        other, rest = _all(rest[1:], depth)
        names = condition.accepted.keys() | other.accepted.keys()
        if len(names) != 1:
            raise _CannotSay
        name = next(iter(names))
        condition = Condition({name: condition.accepted[name] | other.accepted[name]})
    return condition, rest


def _all(tokens: list[Token], depth: int) -> tuple[Condition, list[Token]]:
    condition, rest = _one(tokens, depth)
    while rest[:1] == [("word", "and")]:
        other, rest = _one(rest[1:], depth)
        if condition.accepted.keys() & other.accepted.keys():
            raise _CannotSay
        condition = Condition({**condition.accepted, **other.accepted})
    return condition, rest


def _one(tokens: list[Token], depth: int) -> tuple[Condition, list[Token]]:
    if tokens[:1] == [("sign", "(")] and depth < MAX_DEPTH:
        condition, rest = _either(tokens[1:], depth + 1)
        return condition, _take(rest, ")")[1]
    if tokens[:1] == [("word", "selected")]:
        (_, _, name, _, value, _), rest = _take(tokens, "selected", "(", "question", ",", "quoted", ")")
        return _accepting(name, value[1:-1]), rest
    (name, sign), rest = _take(tokens, "question", "sign")
    ((kind, value), *rest) = rest or [("", "")]
    if sign == "!=" and value in {"''", '""'}:
        return Condition({name: frozenset({"*"})}), rest
    if sign != "=" or kind not in {"quoted", "number"}:
        raise _CannotSay
    return _accepting(name, value[1:-1] if kind == "quoted" else value), rest


def _accepting(name: str, value: str) -> Condition:
    if not value or value == "*":
        raise _CannotSay
    return Condition({name: frozenset({value})})
