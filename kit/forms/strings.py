"""The words that a form's or ballot's script says by itself; what Python fills in would only weigh on phones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from kit.words import sentences

_GIVEN = ("map_", "ratings_", "scatter_", "spread_", "words_")
"""What boards are given with their data."""
_TOLD = ("in_row", "malformed", "not_saved", "only_organisers", "replying_", "session_closed")
"""What a form is told: with its definition, or when a change is refused."""

_FILLED_IN_HERE = (
    "attribution_", "board_", "for_", "grid_", "match_", "remark_", "row_separator", "tally_", "visibility_", "who_",
)  # fmt: skip
_SAID_BY_SCRIPTS = ("who_sees", "who_named")
_SCALE = ("scatter_little", "scatter_much")
"""Ends of the scales of a ballot by impact and effort."""
_BALLOT = "ballot_"


def load(languages: Iterable[str]) -> None:
    """Find the words of these languages now, so that processes forked later share them."""
    for language in languages:
        form_strings(language)


@cache
def form_strings(language: str) -> Mapping[str, str]:
    """What a form's script says."""
    return {code: words for code, words in ballot_strings(language).items() if not code.startswith((_BALLOT, *_SCALE))}


@cache
def ballot_strings(language: str) -> Mapping[str, str]:
    """What a ballot's script says; ranking is the form's own control."""
    words = sentences("form", language)
    return {code: said for code, said in words.items() if _is_said(code) or code in _SCALE}


def _is_said(code: str) -> bool:
    return code in _SAID_BY_SCRIPTS or not code.startswith((*_FILLED_IN_HERE, *_GIVEN, *_TOLD))
