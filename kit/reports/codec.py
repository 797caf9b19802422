"""The report model as JSON and back, every mistake named by its place."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from kit.reports import model
from kit.reports.model import Block, Cell, Money, Report

TAGS: dict[str, type] = {
    "paragraph": model.Paragraph,
    "list": model.ListBlock,
    "key-values": model.KeyValues,
    "table": model.Table,
    "timeline": model.Timeline,
    "bars": model.Bars,
    "grid": model.Grid,
    "note": model.Note,
    "link": model.Link,
    "signatures": model.Signatures,
    "page-break": model.PageBreak,
}
NAMES = {cls: tag for tag, cls in TAGS.items()}
_hints = cache(get_type_hints)


class InvalidReport(ValueError):
    """A report model that cannot be rendered; ``problems`` holds one sentence for each mistake, with its place."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("The report is not valid:\n" + "\n".join(f"  {problem}" for problem in problems))
        self.problems = problems


def to_json(report: Report) -> dict[str, Any]:
    """The report as JSON values: dates in ISO 8601, decimals as text, each block with its ``block`` tag."""
    value = _encode(report)
    assert isinstance(value, dict)
    return value


def from_json(value: object) -> Report:
    """The report that `to_json` wrote.

    Raises:
        InvalidReport: where a field is missing, unknown or of the wrong type.
    """
    problems: list[str] = []
    report = _decode(value, Report, "report", problems)
    if problems or not isinstance(report, Report):
        raise InvalidReport(problems or ["report: an object is needed"])
    return report


def _encode(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        tag = {"block": NAMES[type(value)]} if type(value) in NAMES else {}
        return tag | {item.name: _encode(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def _decode(value: Any, wanted: Any, place: str, problems: list[str]) -> Any:
    if wanted == Cell:
        return _cell(value, place, problems)
    if wanted == Block:
        return _block(value, place, problems)
    origin = get_origin(wanted)
    if origin is tuple:
        return _tuple(value, get_args(wanted), place, problems)
    if origin is Literal:
        return _checked(
            value, value in get_args(wanted), f"one of {', '.join(map(str, get_args(wanted)))}", place, problems
        )
    if origin in (Union, types.UnionType):  # pragma: no cover - the model has no other unions
        raise TypeError(f"{place}: no decoder for {wanted}")
    if is_dataclass(wanted):
        return _object(value, wanted, place, problems)
    return _scalar(value, wanted, place, problems)


def _scalar(value: Any, wanted: type, place: str, problems: list[str]) -> Any:
    if wanted in (date, Decimal):
        return _tagged(value, place, problems)
    if wanted is float:
        fine = isinstance(value, int | float) and not isinstance(value, bool)
        return _checked(float(value) if fine else 0.0, fine, "a number", place, problems)
    fine = isinstance(value, wanted) and not (wanted is int and isinstance(value, bool))
    return _checked(value, fine, {str: "a text", int: "a whole number", bool: "true or false"}[wanted], place, problems)


def _checked(value: Any, fine: bool, needed: str, place: str, problems: list[str]) -> Any:
    if not fine:
        problems.append(f"{place}: {needed} is needed, not {str(value)[:60]!r}")
    return value


def _tuple(value: Any, wanted: tuple[Any, ...], place: str, problems: list[str]) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        problems.append(f"{place}: a list is needed, not {type(value).__name__}")
        return ()
    if wanted[-1] is Ellipsis:
        return tuple(_decode(item, wanted[0], f"{place}[{number}]", problems) for number, item in enumerate(value))
    if len(value) != len(wanted):
        problems.append(f"{place}: {len(wanted)} items are needed, not {len(value)}")
        return ()
    return tuple(
        _decode(item, kind, f"{place}[{number}]", problems)
        for number, (item, kind) in enumerate(zip(value, wanted, strict=True))
    )


def _object(value: Any, wanted: Any, place: str, problems: list[str]) -> Any:
    if not isinstance(value, Mapping):
        problems.append(f"{place}: an object is needed, not {type(value).__name__}")
        return None
    before = len(problems)
    known = {item.name: item for item in fields(wanted)}
    problems += [f"{place}: unknown field {name!r}" for name in value if name not in known and name != "block"]
    hints = _hints(wanted)
    given = {name: _decode(value[name], hints[name], f"{place}.{name}", problems) for name in known if name in value}
    missing = [name for name, item in known.items() if name not in value and _required(item)]
    problems += [f"{place}: the field {name!r} is missing" for name in missing]
    return wanted(**given) if len(problems) == before else None


def _required(item: Any) -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _block(value: Any, place: str, problems: list[str]) -> Any:
    tag = value.get("block") if isinstance(value, Mapping) else None
    if tag not in TAGS:
        problems.append(f"{place}: the block must be one of {', '.join(TAGS)}, not {tag!r}")
        return None
    return _object(value, TAGS[tag], place, problems)


def _cell(value: Any, place: str, problems: list[str]) -> Cell:
    if value is None or (isinstance(value, str | int) and not isinstance(value, bool)):
        return value
    if isinstance(value, Mapping) and set(value) == {"amount", "currency"}:
        money: Money = _object(value, Money, place, problems)
        return money
    tagged: Cell = _tagged(value, place, problems)
    return tagged


def _tagged(value: Any, place: str, problems: list[str]) -> Any:
    try:
        if isinstance(value, Mapping) and set(value) == {"decimal"}:
            return Decimal(value["decimal"])
        if isinstance(value, Mapping) and set(value) == {"date"}:
            return date.fromisoformat(value["date"])
    except (InvalidOperation, TypeError, ValueError):
        pass
    problems.append(f"{place}: a decimal or a date is needed, not {str(value)[:60]!r}")
    return None
