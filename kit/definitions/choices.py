"""Lists of choices: `name: label`, or items with `name`, `label` and `hint`."""

from __future__ import annotations

from collections.abc import Mapping

from kit.definitions.nodes import Listing, Node, Scalar, Table
from kit.definitions.sections import Section, read_text
from kit.definitions.sources import Source
from kit.domain.form import Choice

ChoiceLists = Mapping[str, tuple[Choice, ...]]


def read_choices(source: Source, node: Node, key: str) -> tuple[Choice, ...]:
    """The choices of one list, in their order."""
    if isinstance(node, Table):
        return tuple(_from_pair(source, name, label) for name, label in node.pairs)
    if isinstance(node, Listing):
        found = (_from_item(source, item, key) for item in node.items)
        return tuple(choice for choice in found if choice)
    source.flaw(node, "not_choices", key=key)
    return ()


def _from_pair(source: Source, name: Scalar, label: Node) -> Choice:
    if isinstance(label, Table) and label.get("label"):
        section = Section(source, label)
        return section.note(Choice(name.text, section.text("label"), section.text("hint")))
    return source.note_line(Choice(name.text, read_text(source, label, name.text)), name.line)


def _from_item(source: Source, item: Node, key: str) -> Choice | None:
    if not isinstance(item, Table):
        source.flaw(item, "not_choices", key=key)
        return None
    section = Section(source, item)
    name = section.word("name", required=True)
    return section.note(Choice(name or "", section.text("label", required=True), section.text("hint")))


def read_choice_lists(section: Section, key: str = "choices") -> dict[str, tuple[Choice, ...]]:
    """All lists of a file, by name."""
    lists = section.section(key)
    if lists is None:
        return {}
    return {name.text: read_choices(section.source, node, name.text) for name, node in lists.table.pairs}
