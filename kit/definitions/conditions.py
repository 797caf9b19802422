"""Conditions: `{question: answer}` as this kit writes them, `${question} = 'answer'` as XLSForm does."""

from __future__ import annotations

from kit.definitions.expressions import parse_expression
from kit.definitions.nodes import Listing, Node, Scalar, Table
from kit.definitions.sources import Source
from kit.domain.form import Condition


def read_condition(source: Source, node: Node, key: str) -> Condition | None:
    """A condition in either notation; None and a flaw where it says something that we cannot express."""
    if isinstance(node, Table):
        accepted = {name.text: _accepted(source, value, name.text) for name, value in node.pairs}
        return source.note(Condition(accepted), node)
    if isinstance(node, Scalar):
        condition = parse_expression(node.text)
        if condition:
            return source.note_line(condition, node.line)
    source.flaw(node, "condition_unreadable", key=key)
    return None


def _accepted(source: Source, node: Node, key: str) -> frozenset[str]:
    if isinstance(node, Scalar):
        return frozenset({node.text})
    if isinstance(node, Listing):
        return frozenset(item.text for item in node.items if isinstance(item, Scalar))
    source.flaw(node, "condition_unreadable", key=key)
    return frozenset()
