"""Groups are even, whoever comes later, and nobody is moved by others."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kit.domain.breakouts import deal, latecomers_group

KEYS = [str(number) for number in range(1, 8)]
rooms = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=4), st.sampled_from("BILMP"), max_size=60)
groups = st.integers(2, 7).map(lambda number: KEYS[:number])


def spread(numbers: list[int]) -> int:
    return max(numbers) - min(numbers)


@given(rooms, groups, st.randoms())
def test_mixed_groups_are_even_altogether_and_by_delegation(room: dict[str, str], keys: list[str], chance) -> None:  # type: ignore[no-untyped-def]
    people = [(delegation, person) for person, delegation in room.items()]
    dealt = deal(people, keys)
    assert set(dealt) == set(room)
    sizes = Counter(dealt.values())
    assert spread([sizes[key] for key in keys]) <= 1
    for delegation in set(room.values()):
        own = Counter(group for person, group in dealt.items() if room[person] == delegation)
        assert spread([own[key] for key in keys]) <= 1
    chance.shuffle(people)
    assert deal(people, keys) == dealt


@given(rooms, groups, st.lists(st.sampled_from("BILMP"), max_size=20))
def test_those_who_come_later_fill_the_smallest_group_up(
    room: dict[str, str], keys: list[str], late: list[str]
) -> None:
    dealt = deal([(delegation, person) for person, delegation in room.items()], keys)
    counts = Counter((group, room[person]) for person, group in dealt.items())
    for delegation in late:
        sizes = Counter[str]()
        for (key, _), people in counts.items():
            sizes[key] += people
        own = {key: people for (key, of), people in counts.items() if of == delegation}
        group = latecomers_group(keys, sizes, own)
        assert sizes[group] == min(sizes[key] for key in keys)
        assert own.get(group, 0) == min(own.get(key, 0) for key in keys if sizes[key] == sizes[group])
        counts[group, delegation] += 1
    sizes = Counter({key: sum(n for (group, _), n in counts.items() if group == key) for key in keys})
    assert spread([sizes[key] for key in keys]) <= 1
