"""What the projector's wall shows: a facilitator turns it, and whoever reads the turn checks it again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

MARK = "wall"
"""The agenda's step that turns the wall."""
VIEWS = ("question", "result", "parking", "break", "join", "blank")
"""What is asked; one result; what is left for later; a pause; how to join, large; nothing."""
MOST_PAGES = 99
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that the wall is turned to."""

    view: str = "question"
    result: str = ""
    """The name of a session's result (`kit.forms.results`), where `view` is `result`."""
    page: int = 0
    """Of a result that does not fit on one picture; walls of all sizes count round and round."""
    alone: bool = False
    """The pages turn by themselves."""
    until: str = ""
    """The end of a break, `HH:MM` in the workshop's time zone; empty where it is open."""
    number: int = 0
    """Rises with each turn, so that the same thing can be shown again after something else."""

    def to_json(self) -> dict[str, Any]:
        """The turn as the value of a mark."""
        return asdict(self)


def turn_from(value: object) -> Turn:
    """The turn that a mark's value holds; the question where it holds none that is known today."""
    if not isinstance(value, Mapping) or value.get("view") not in VIEWS:
        return Turn()
    result, until = value.get("result"), value.get("until")
    return Turn(
        view=value["view"],
        result=result if isinstance(result, str) else "",
        page=_whole(value.get("page"), MOST_PAGES),
        alone=value.get("alone") is True,
        until=until if isinstance(until, str) and is_clock(until) else "",
        number=_whole(value.get("number")),
    )


def is_clock(words: str) -> bool:
    """Whether this is a time of day as `HH:MM`."""
    return _CLOCK.fullmatch(words) is not None


def _whole(value: object, most: int | None = None) -> int:
    fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0 and (most is None or value <= most)
    return int(value) if fits else 0  # type: ignore[call-overload]
