"""One question of a form, as a sheet of paper asks it."""

from collections.abc import Mapping, Sequence
from typing import Any

from kit.words import say

_KINDS = {
    "text": "lines",
    "integer": "short",
    "decimal": "short",
    "date": "short",
    "select_one": "one",
    "select_multiple": "many",
    "rank": "rank",
    "select_one_from_entries": "lines",
    "select_multiple_from_entries": "lines",
    "acknowledge": "tick",
    "begin_repeat": "table",
    "note": "note",
}
"""Question type to what the template draws."""
_LINES = {False: 2, True: 5}
"""Lines to write on, for a short and for a long text."""
_ROWS = 4
"""Empty rows of a table."""


def paper_question(question: Mapping[str, Any], asked: Sequence[Mapping[str, Any]], language: str) -> dict[str, Any]:
    """A question of `kit.forms.definition.form_json` in words; ``asked`` are all of the form's, for its conditions."""
    kind = _KINDS[question["type"]]
    return {
        "name": question["name"],
        "kind": kind,
        "group": question["group"],
        "label": question["label"],
        "needed": _needed(question, asked, language),
        "hints": [
            hint for hint in (_only_if(question, asked, language), question["hint"], _how(question, language)) if hint
        ],
        "choices": [{"label": c["label"], "hint": c["hint"]} for c in question["choices"]],
        "unknown": say("form.unknown", language) if question["or_unknown"] else "",
        "lines": _LINES[bool(question["multiline"])] if kind == "lines" else 0,
        "columns": [_column(part, asked, language) for part in question["questions"]],
        "rows": min(_ROWS, question["max_items"]) if kind == "table" else 0,
        "audience": question["audience"],
    }


def _column(part: Mapping[str, Any], asked: Sequence[Mapping[str, Any]], language: str) -> dict[str, Any]:
    choices = " / ".join(choice["label"] for choice in part["choices"])
    hints = [hint for hint in (part["hint"], choices, _how(part, language) if part["type"] == "date" else "") if hint]
    return {"label": part["label"], "needed": _needed(part, asked, language), "hints": hints}


def _needed(question: Mapping[str, Any], asked: Sequence[Mapping[str, Any]], language: str) -> str:
    required = question["required"]
    if isinstance(required, bool):
        return say("form.needed", language) if required else ""
    return " ".join(_conditions("needed_if", required, asked, language))


def _only_if(question: Mapping[str, Any], asked: Sequence[Mapping[str, Any]], language: str) -> str:
    return " ".join(_conditions("only_if", question["relevant"] or {}, asked, language))


def _conditions(
    what: str, condition: Mapping[str, Sequence[str]], asked: Sequence[Mapping[str, Any]], language: str
) -> list[str]:
    by_name = {question["name"]: question for question in asked}
    return [
        _condition(what, by_name[name], accepted, language) for name, accepted in condition.items() if name in by_name
    ]


def _condition(what: str, question: Mapping[str, Any], accepted: Sequence[str], language: str) -> str:
    if "*" in accepted:
        return say(f"paper.sheet_{what}_any", language, question=question["label"])
    labels = [choice["label"] for choice in question["choices"] if choice["name"] in accepted]
    yes_no = {"yes": say("form.yes", language), "no": say("form.no", language)}
    answers = labels or [yes_no.get(answer, answer) for answer in accepted]
    return say(f"paper.sheet_{what}", language, question=question["label"], answers=" / ".join(answers))


def _how(question: Mapping[str, Any], language: str) -> str:
    """What the screen's control shows by itself."""
    kind, most = question["type"], question["max_items"]
    if kind == "select_multiple" and most < len(question["choices"]):
        return say("paper.sheet_most", language, count=most)
    codes = {"select_one": "one", "select_multiple": "many", "rank": "rank", "date": "date"}
    code = "entry" if kind.endswith("_from_entries") else codes.get(kind)
    return say(f"paper.sheet_{code}", language) if code else ""
