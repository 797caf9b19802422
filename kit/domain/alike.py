"""Texts that share words, gathered: a proposal for whoever sorts them, in any language.

No dictionary and no model: a word is its first letters, so that endings do not part it, and weighs the more the fewer
texts use it (Sparck Jones, Journal of Documentation 28, 1972). Two groups become one while their texts are on average
as much alike as `LEAST` says (average linkage: Sokal and Michener, 1958), so that no chain of chance words joins all.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations

LEAST = 0.16
"""Likeness, from 0 to 1, from which two groups of texts are proposed as one."""
MOST_TEXTS = 200
"""More are not compared: the newest wait until some have been sorted."""
_ROOT, _SHORTEST, _MOST_WORDS = 5, 3, 4
"""Letters that a word is known by; letters of the shortest word that counts; words that say why."""
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Alike:
    """Texts that are proposed as one group."""

    texts: tuple[str, ...]
    """Their ids, in the order of the alphabet."""
    words: tuple[str, ...]
    """Words that several of them share, the most telling first."""


def groups_of_alike(texts: Mapping[str, str]) -> tuple[Alike, ...]:
    """Groups of two texts or more, the largest first; `texts` by id. The order of the texts changes nothing."""
    taken = dict(sorted(texts.items())[:MOST_TEXTS])
    spelled = {id: _words(text) for id, text in taken.items()}
    weighed = _weighed({id: set(words) for id, words in spelled.items()})
    found = [Alike(tuple(group), _shared(group, spelled, weighed)) for group in _joined(weighed) if len(group) > 1]
    return tuple(sorted(found, key=lambda alike: (-len(alike.texts), alike.texts)))


def _words(text: str) -> dict[str, str]:
    """Each word's root with the word as it was first written."""
    found: dict[str, str] = {}
    for word in _split(unicodedata.normalize("NFC", text)):
        if sum(unicodedata.category(letter)[0] in "LN" for letter in word) >= _SHORTEST:
            found.setdefault(_root(word.casefold()), word)
    return found


def _split(text: str) -> list[str]:
    """Runs of letters, digits and the marks that scripts put on letters; joiners belong to words."""
    kept = (c if unicodedata.category(c)[0] in "LMN" or c in "\u200c\u200d" else " " for c in text)
    return "".join(kept).split()


def _root(word: str) -> str:
    """The first letters, with the marks on the last of them."""
    letters = 0
    for place, character in enumerate(word):
        letters += unicodedata.category(character)[0] in "LN"
        if letters > _ROOT:
            return word[:place]
    return word


def _weighed(roots: Mapping[str, set[str]]) -> dict[str, Weights]:
    """Each text as a vector of length one over the words that another text uses too."""
    used = Counter(root for words in roots.values() for root in words)
    weight = {root: math.log(1 + len(roots) / number) for root, number in used.items()}
    return {id: _of_length_one({root: weight[root] for root in words}, used) for id, words in roots.items()}


def _of_length_one(weights: Weights, used: Mapping[str, int]) -> Weights:
    # Words that nobody else uses make a text longer, and so less like others.
    length = math.sqrt(sum(weight**2 for weight in weights.values()))
    return {root: weight / length for root, weight in weights.items() if used[root] > 1}


def _joined(weighed: Mapping[str, Weights]) -> list[list[str]]:
    """The texts in groups, each once; the two groups that are most alike are joined first."""
    groups = {place: [id] for place, id in enumerate(weighed)}
    near = _near(list(weighed.values()))
    heap = [(-value, one, other) for one, others in near.items() for other, value in others.items() if one < other]
    heapify(heap)
    while heap and -heap[0][0] >= LEAST:
        _, one, other = heappop(heap)
        if one in groups and other in groups:
            new = max(groups) + 1
            near[new] = _near_both(near, one, other, len(groups[one]), len(groups[other]))
            groups[new] = groups.pop(one) + groups.pop(other)
            for third, value in near[new].items():
                near[third][new] = value
                heappush(heap, (-value, third, new))
    return [sorted(group) for group in groups.values()]


def _near(weights: Sequence[Weights]) -> dict[int, dict[int, float]]:
    """Every text's likeness to each that shares a word with it."""
    near: dict[int, dict[int, float]] = {place: {} for place in range(len(weights))}
    for one, other in combinations(range(len(weights)), 2):
        if value := _likeness(weights[one], weights[other]):
            near[one][other] = near[other][one] = value
    return near


def _near_both(near: dict[int, dict[int, float]], one: int, other: int, many: int, more: int) -> dict[int, float]:
    """The likeness of two groups taken together to every other: the average over their texts."""
    first, second = near.pop(one), near.pop(other)
    others = sorted((first.keys() | second.keys()) - {one, other})
    for third in others:
        near[third].pop(one, None)
        near[third].pop(other, None)
    return {t: (first.get(t, 0.0) * many + second.get(t, 0.0) * more) / (many + more) for t in others}


def _likeness(one: Weights, other: Weights) -> float:
    shorter, longer = sorted((one, other), key=len)
    return sum(weight * longer.get(root, 0.0) for root, weight in shorter.items())


def _shared(
    group: Sequence[str], spelled: Mapping[str, Mapping[str, str]], weighed: Mapping[str, Weights]
) -> tuple[str, ...]:
    weights: dict[str, float] = {}
    for id in group:
        weights |= {root: weights.get(root, 0.0) + weight for root, weight in weighed[id].items()}
    several = [root for root in weights if sum(root in spelled[id] for id in group) > 1]
    best = sorted(several, key=lambda root: (-weights[root], -len(root), root))[:_MOST_WORDS]
    return tuple(min(spelled[id][root] for id in group if root in spelled[id]) for root in best)
