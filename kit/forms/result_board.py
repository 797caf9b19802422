"""A result on a page: a heading and a board that follows the answers, or tables in a record."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from kit.forms.board import BoardWidget
from kit.forms.board_tables import tables_of
from kit.forms.result import Result


def result_heading(result: Result) -> Markup:
    """The heading over a board."""
    return Markup("<h2>{}</h2>").format(result.title)


def result_tables(result: Result) -> Markup:
    """A result as tables, for a record."""
    body = tables_of(result.kind, result.data) if result.data is not None else Markup("<p>{}</p>").format(result.note)
    return result_heading(result) + body


class ResultBoard(BoardWidget):
    """Draws what `result` gives, again after each change."""

    def __init__(self, result: Callable[[], Result], language: str) -> None:
        first = result()
        super().__init__(first.kind, first.data, language=language)
        if first.note:
            self.strings = {**self.strings, "board_empty": first.note}
        self._result = result

    def refresh(self) -> None:
        """Draw what there is now."""
        now = self._result()
        data = dict(now.data) if now.data is not None else None
        if data != self.data:
            self.data = data
