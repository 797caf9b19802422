"""What a notebook's cell puts out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from IPython.display import HTML, display
from markupsafe import Markup


def html(words: Markup) -> HTML:
    """Markup as a cell's output; texts of people have been escaped on their way into it."""
    return HTML(str(words))  # type: ignore[no-untyped-call]  # IPython has no types


def show(*things: object) -> None:
    """Put things out one after another; None is nothing."""
    display(*(thing for thing in things if thing is not None))  # type: ignore[no-untyped-call]


class Together:
    """Several things that are put out as one."""

    def __init__(self, *things: object) -> None:
        self._things = things

    def _ipython_display_(self) -> None:
        show(*self._things)


class Following:
    """Markup that can be drawn anew in the place where it was put out."""

    def __init__(self, draw: Callable[[], Markup]) -> None:
        self._draw = draw
        self._handle: Any = None

    def _ipython_display_(self) -> None:
        self._handle = display(html(self._draw()), display_id=True)  # type: ignore[no-untyped-call]

    def refresh(self) -> None:
        """Draw it anew, if it has been put out."""
        if self._handle is not None:
            self._handle.update(html(self._draw()))
