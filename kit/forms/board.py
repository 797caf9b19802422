"""Results as a widget: drawn from data that `kit.forms.boards` makes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import traitlets

from kit.domain.texts import direction
from kit.forms.base import KitWidget
from kit.forms.boards import board_strings

STATIC = Path(__file__).with_name("static")
KINDS = frozenset(
    {
        "bars", "checks", "counts", "grid", "map", "matches", "ratings", "scatter", "spread", "steps", "table", "tally",
        "timeline", "words",
    }
)  # fmt: skip


class BoardWidget(KitWidget):
    """One board; assigning `data` draws it again. `size="wall"` is for the back of the room.

    Raises ValueError for a kind that no board has.
    """

    _esm = STATIC / "board.js"  # type: ignore[assignment]
    _css = STATIC / "board.css"  # type: ignore[assignment]
    kind = traitlets.Unicode().tag(sync=True)
    data: Any = traitlets.Dict(allow_none=True).tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)

    def __init__(self, kind: str, data: Mapping[str, Any] | None, *, language: str, size: str = "") -> None:
        if kind not in KINDS:
            raise ValueError(f"there is no board {kind!r}; there are {', '.join(sorted(KINDS))}")
        options = {"language": language, "direction": direction(language), "size": size}
        given = dict(data) if data is not None else None
        super().__init__(kind=kind, data=given, options=options, strings=board_strings(language))
