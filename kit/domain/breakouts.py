"""Groups into which people part for a while: by delegation, by theme, or mixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from kit.domain.texts import Text

By = Literal["delegation", "theme", "mixed"]
WAYS: tuple[By, ...] = get_args(By)
FEWEST, MOST, USUAL = 2, 20, 4
"""Groups of one session; mixed groups are four unless something else is said."""
MOST_PEOPLE = 999
"""The largest number that may be given as the most people of a group."""


@dataclass(frozen=True, slots=True)
class Breakouts:
    """The groups of a session as its definition states them."""

    by: By
    groups: int = USUAL
    """How many mixed groups there are."""
    places: tuple[Text, ...] = ()
    """Where they meet, in their order; those without one are told none."""
    themes: tuple[str, ...] = ()
    """What people choose from, by theme; empty: every theme of the workshop."""
    most: int | None = None
    """People of a group that they choose themselves; None: as many as like."""


@dataclass(frozen=True, slots=True)
class Group:
    """One of the groups that people are in now."""

    key: str
    """A number of a mixed group, a theme's name, or a delegation's code."""
    name: Text
    """A theme's or a delegation's words; empty for a mixed group, whose key is its number."""
    place: Text


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups of a session that is open, as facilitators have formed them."""

    round: str
    """An id of its own for each time that groups were formed: seats of an earlier time do not count."""
    by: By
    groups: tuple[Group, ...]
    most: int | None = None

    def group(self, key: str) -> Group | None:
        """The group of that key."""
        return next((group for group in self.groups if group.key == key), None)


def deal(people: Iterable[tuple[str, str]], keys: Sequence[str]) -> dict[str, str]:
    """Each person's group, for people as (delegation, person), whatever their order.

    Delegations are dealt out one after another like cards, so that the groups' sizes, and the numbers that any one
    delegation has in them, differ by one at most.
    """
    return {person: keys[place % len(keys)] for place, (_, person) in enumerate(sorted(people))}


def latecomers_group(keys: Sequence[str], sizes: Mapping[str, int], own: Mapping[str, int]) -> str:
    """The group of somebody who comes later: the smallest; of those, where the fewest of the own delegation are."""
    return min(keys, key=lambda key: (sizes.get(key, 0), own.get(key, 0), keys.index(key)))


def room_left(grouping: Grouping, sizes: Mapping[str, int]) -> dict[str, int | None]:
    """How many more each group takes; None: as many as like."""
    most = grouping.most
    return {g.key: None if most is None else max(0, most - sizes.get(g.key, 0)) for g in grouping.groups}


def sizes_of(counts: Mapping[tuple[str, str], int]) -> Counter[str]:
    """People of each group, from those of each group and delegation."""
    sizes: Counter[str] = Counter()
    for (key, _), people in counts.items():
        sizes[key] += people
    return sizes
