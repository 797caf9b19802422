"""What may stand on a ballot, by the way of voting: one function for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kit.domain.entry import Refused
from kit.domain.placing import HIGHEST, LOWEST
from kit.domain.workshop import Vote

Marks = Mapping[str, Any] | Sequence[Any]
"""Option to dots, or to impact and effort; options, best first in a ranking; or pairs, the preferred option first.

Empty is an abstention.
"""


def check_marks(vote: Vote, values: Any) -> dict[str, Any] | list[Any]:
    """A ballot's marks as they are stored. Raises Refused for any that the vote does not allow."""
    check, shape = _CHECKS[vote.method]
    if not isinstance(values, shape):
        raise Refused("store.malformed", what="ballot")
    return check(vote, values)


def _check_dots(vote: Vote, values: Mapping[str, Any]) -> dict[str, int]:
    _check_options(vote, values)
    if any(not _is_whole(dots) or dots < 0 for dots in values.values()):
        raise Refused("store.malformed", what="ballot")
    if any(dots > vote.cap for dots in values.values()):
        raise Refused("store.ballot_cap", cap=str(vote.cap))
    given = sum(values.values())
    if given > vote.budget:
        raise Refused("store.ballot_budget", given=str(given), budget=str(vote.budget))
    return {option: dots for option, dots in values.items() if dots}


def _check_list(vote: Vote, values: Sequence[Any]) -> list[str]:
    _check_options(vote, values)
    twice = next((option for option in values if list(values).count(option) > 1), None)
    if twice is not None:
        raise Refused("store.ballot_twice", option=twice)
    if len(values) > vote.budget:
        raise Refused("store.ballot_budget", given=str(len(values)), budget=str(vote.budget))
    return list(values)


def _check_places(vote: Vote, values: Mapping[str, Any]) -> dict[str, list[int]]:
    """Impact and effort; an option that is on neither scale is left out, one that is on one scale only is not taken."""
    _check_options(vote, values)
    found: dict[str, list[int]] = {}
    for option, place in values.items():
        if not isinstance(place, list | tuple) or len(place) != 2:
            raise Refused("store.malformed", what="ballot")
        if all(mark is None for mark in place):
            continue
        if any(mark is None for mark in place):
            label = next(each.label for each in vote.options if each.name == option)
            raise Refused("store.ballot_half", option=label)
        if any(not _is_whole(mark) or not LOWEST <= mark <= HIGHEST for mark in place):
            raise Refused("store.malformed", what="ballot")
        found[option] = list(place)
    return found


def _check_pairs(vote: Vote, values: Sequence[Any]) -> list[list[str]]:
    seen: set[frozenset[str]] = set()
    for pair in values:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise Refused("store.malformed", what="ballot")
        _check_options(vote, pair)
        if pair[0] == pair[1] or frozenset(pair) in seen:
            raise Refused("store.malformed", what="ballot")
        seen.add(frozenset(pair))
    return [list(pair) for pair in values]


def _check_options(vote: Vote, values: Iterable[Any]) -> None:
    options = {option.name for option in vote.options}
    for option in values:
        if not isinstance(option, str) or option not in options:
            raise Refused("store.ballot_option", option=str(option)[:60])


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_List = (list, tuple)
_CHECKS: Mapping[str, tuple[Callable[[Vote, Any], dict[str, Any] | list[Any]], type | tuple[type, ...]]] = {
    "dots": (_check_dots, Mapping),
    "rank": (_check_list, _List),
    "approve": (_check_list, _List),
    "impact_effort": (_check_places, Mapping),
    "pairwise": (_check_pairs, _List),
}
"""Way of voting to its check, and to the shape that its marks have."""
