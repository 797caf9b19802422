"""The report model as JSON and back, every mistake named by its place."""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import repeat
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
    "signatures": model.Signatures,
    "page-break": model.PageBreak,
}
NAMES = {cls: tag for tag, cls in TAGS.items()}
Place = tuple["Place | None", str]
"""A field or an item and what it is part of: written out only where something is wrong with it."""
Decoder = Callable[[Any, Place, list[str]], Any]


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
    report = _decoder(Report)(value, (None, "report"), problems)
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


@cache
def _decoder(wanted: Any) -> Decoder:
    """How values of a type are read; found once for each type, since a report has thousands of values."""
    if wanted == Cell:
        return _cell
    if wanted == Block:
        return _block
    origin = get_origin(wanted)
    if origin is tuple:
        return _tuple(get_args(wanted))
    if origin is Literal:
        return _choice(get_args(wanted))
    if origin in (Union, types.UnionType):  # pragma: no cover - the model has no other unions
        raise TypeError(f"no decoder for {wanted}")
    if is_dataclass(wanted):
        return _object(wanted)
    return _tagged if wanted in (date, Decimal) else _scalar(wanted)


def _scalar(wanted: type) -> Decoder:
    needed = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}[wanted]
    accepted: Any = (int, float) if wanted is float else wanted

    def decode(value: Any, place: Place, problems: list[str]) -> Any:
        if not isinstance(value, accepted) or (wanted is not bool and isinstance(value, bool)):
            return _refused(value, needed, place, problems)
        return float(value) if wanted is float else value

    return decode


def _choice(names: tuple[Any, ...]) -> Decoder:
    def decode(value: Any, place: Place, problems: list[str]) -> Any:
        return value if value in names else _refused(value, f"one of {', '.join(map(str, names))}", place, problems)

    return decode


def _refused(value: Any, needed: str, place: Place, problems: list[str]) -> Any:
    problems.append(f"{_written(place)}: {needed} is needed, not {str(value)[:60]!r}")
    return value


def _written(place: Place) -> str:
    whole, part = place
    return f"{_written(whole)}{part}" if whole else part


def _tuple(wanted: tuple[Any, ...]) -> Decoder:
    same = _decoder(wanted[0]) if wanted[-1] is Ellipsis else None
    each = [] if same else [_decoder(kind) for kind in wanted]

    def decode(value: Any, place: Place, problems: list[str]) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            problems.append(f"{_written(place)}: a list is needed, not {type(value).__name__}")
            return ()
        if same is None and len(value) != len(each):
            problems.append(f"{_written(place)}: {len(each)} items are needed, not {len(value)}")
            return ()
        decoders = repeat(same, len(value)) if same else each
        return tuple(
            read(item, (place, f"[{number}]"), problems)
            for number, (item, read) in enumerate(zip(value, decoders, strict=True))
        )

    return decode


def _object(wanted: Any) -> Decoder:
    required = {item.name: _required(item) for item in fields(wanted)}
    decoders = {name: _decoder(hint) for name, hint in get_type_hints(wanted).items() if name in required}

    def decode(value: Any, place: Place, problems: list[str]) -> Any:
        if not isinstance(value, Mapping):
            problems.append(f"{_written(place)}: an object is needed, not {type(value).__name__}")
            return None
        before = len(problems)
        unknown = [name for name in value if name not in required and name != "block"]
        problems += [f"{_written(place)}: unknown field {name!r}" for name in unknown]
        given = {
            name: read(value[name], (place, f".{name}"), problems) for name, read in decoders.items() if name in value
        }
        missing = [name for name, needed in required.items() if needed and name not in value]
        problems += [f"{_written(place)}: the field {name!r} is missing" for name in missing]
        return wanted(**given) if len(problems) == before else None

    return decode


def _required(item: Any) -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _block(value: Any, place: Place, problems: list[str]) -> Any:
    tag = value.get("block") if isinstance(value, Mapping) else None
    if tag not in TAGS:
        problems.append(f"{_written(place)}: the block must be one of {', '.join(TAGS)}, not {tag!r}")
        return None
    return _decoder(TAGS[tag])(value, place, problems)


def _cell(value: Any, place: Place, problems: list[str]) -> Cell:
    if value is None or (isinstance(value, str | int) and not isinstance(value, bool)):
        return value
    decode = _decoder(Money) if isinstance(value, Mapping) and set(value) == {"amount", "currency"} else _tagged
    found: Cell = decode(value, place, problems)
    return found


def _tagged(value: Any, place: Place, problems: list[str]) -> Any:
    try:
        if isinstance(value, Mapping) and set(value) == {"decimal"}:
            return Decimal(value["decimal"])
        if isinstance(value, Mapping) and set(value) == {"date"}:
            return date.fromisoformat(value["date"])
    except (InvalidOperation, TypeError, ValueError):
        pass
    problems.append(f"{_written(place)}: a decimal or a date is needed, not {str(value)[:60]!r}")
    return None
