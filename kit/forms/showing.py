"""What a notebook's cell puts out."""

from __future__ import annotations

from collections.abc import Callable

from IPython.display import HTML, display
from markupsafe import Markup


def html(words: Markup) -> HTML:
    """Markup as a cell's output; texts of people have been escaped on their way into it."""
    return HTML(str(words))  # type: ignore[no-untyped-call]  # IPython has no types


def show(*things: object) -> None:
    """Put things out one after another; None is nothing."""
    display(*(thing for thing in things if thing is not None))  # type: ignore[no-untyped-call]


def show_following(draw: Callable[[], Markup]) -> Callable[[], None]:
    """Put markup out; calling what is returned draws it anew in the same place."""
    handle = display(html(draw()), display_id=True)  # type: ignore[no-untyped-call]
    return lambda: handle.update(html(draw()))
