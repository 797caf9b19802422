"""Results of the forms that have boards of their own: findings, offers and needs, capacities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from kit.domain.form import Form
from kit.domain.grid import agreement_grid
from kit.domain.matching import match
from kit.domain.needs_map import needs_map
from kit.domain.shown import Said
from kit.domain.suppress import Suppressed
from kit.domain.workshop import Session, Workshop
from kit.forms.boards import grid_board, matches_board, needs_map_board, ratings_board, spread_board
from kit.forms.result import Planned, Result
from kit.storage import View
from kit.words import say


def matches(workshop: Workshop, view: View, language: str) -> Result:
    """Where delegations can help one another, match by match."""
    entries = view.entries("offer_need")
    data = matches_board(match(entries), entries, workshop, language) if entries else None
    return Result(say("session.matches", language), "matches", data, say("session.nothing_yet", language))


def mutual_needs(workshop: Workshop, view: View, language: str) -> Result:
    """Who can help whom, as a map."""
    entries = view.entries("offer_need")
    found = needs_map(entries, match(entries))
    data = needs_map_board(found, workshop, language) if found.ties else None
    return Result(say("session.needs_map", language), "map", data, say("session.nothing_yet", language))


def findings(workshop: Workshop, view: View, form: Form, language: str) -> Result:
    """Each finding with every delegation's answer; where some may not be named, with how many gave each answer."""
    grid = agreement_grid(workshop, view.entries(form.name), language)
    named = all(row.answered == len(row.cells) for row in grid.rows)
    kind, board = ("grid", grid_board) if named else ("spread", spread_board)
    return Result(say("session.grid", language), kind, board(grid, workshop, language))


def ratings(workshop: Workshop, view: View, session: Session, form: Form, language: str) -> Result:
    """Where delegations stand in each area and where they want to be, in the words of the scale."""
    entries = view.entries(form.name, session=session.id)
    name = f"{session.id}.{form.name}"

    def tell(area: str, cells: Sequence[str], said: Said) -> Suppressed:
        return view.shown(f"{name}.{area}", cells, said)

    data = ratings_board(entries, form, workshop, language, tell)
    return Result(say("session.ratings", language), "ratings", data, say("session.nothing_yet", language))


def _of_findings(workshop: Workshop, view: View, _: Session, form: Form, language: str) -> Iterator[Planned]:
    yield Planned(form.name, say("session.grid", language), partial(findings, workshop, view, form, language))


def _of_exchange(workshop: Workshop, view: View, _: Session, form: Form, language: str) -> Iterator[Planned]:
    drawn, listed = (partial(result, workshop, view, language) for result in (mutual_needs, matches))
    yield Planned(f"{form.name}.map", say("session.needs_map", language), drawn, while_open=True)
    yield Planned(form.name, say("session.matches", language), listed, while_open=True)


def _of_capacities(workshop: Workshop, view: View, session: Session, form: Form, language: str) -> Iterator[Planned]:
    draw = partial(ratings, workshop, view, session, form, language)
    yield Planned(f"{form.name}.ratings", say("session.ratings", language), draw)


OWN: Mapping[str, Callable[[Workshop, View, Session, Form, str], Iterator[Planned]]] = {
    "mapping_response": _of_findings,
    "offer_need": _of_exchange,
    "capacity": _of_capacities,
}
"""Form to what its answers come to, beside what is counted of them."""
