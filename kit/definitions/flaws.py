"""What is wrong with a definition, where, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Literal

from kit.words import say

Severity = Literal["error", "warning"]
WARNINGS = frozenset(
    {
        "breakouts_places",
        "drafts_await",
        "form_not_used",
        "partly_translated",
        "previous_missing",
        "relied_on_key",
        "relied_on_question",
        "untranslated",
        "xls_column_lost",
        "xls_condition_lost",
        "xls_expression_lost",
        "xls_group",
        "xls_language",
        "xls_nested_repeat",
        "xls_not_closed",
        "xls_not_opened",
        "xls_or_other",
        "xls_renamed",
        "xls_repeat_empty",
        "xls_type_lost",
        "xls_type_nearest",
    }
)
"""Codes of what a workshop can be run with."""
NAMES_SHOWN = 12


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """One problem of a definition; a `line` of 0 means the whole file."""

    file: Path
    line: int
    code: str
    problem: str
    remedy: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else f"{self.file}"
        return f"{place}: {self.problem} {self.remedy}".rstrip()


class InvalidWorkshop(Exception):
    """A workshop whose definition has errors; `flaws` lists all of them."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__("\n".join(str(flaw) for flaw in flaws))
        self.flaws = tuple(flaws)


def make_flaw(file: Path, line: int, code: str, /, **details: object) -> Flaw:
    """A flaw in the catalogue's words: `define.CODE` says what is wrong, `define.CODE_remedy` what to write."""
    problem, remedy = say(f"define.{code}", **details), say(f"define.{code}_remedy", **details)
    return Flaw(file, line, code, problem, remedy, "warning" if code in WARNINGS else "error")


def errors(flaws: Iterable[Flaw]) -> list[Flaw]:
    """Only those with which a workshop cannot be run."""
    return [flaw for flaw in flaws if flaw.severity == "error"]


def suggest(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known name, or else the known names."""
    names = sorted(set(known))
    lowered = {name.lower(): name for name in names}
    near = get_close_matches(word.lower(), lowered, n=9, cutoff=0.6)
    if near:
        return say("define.did_you_mean", name=lowered[max(near, key=partial(_likeness, word.lower()))])
    if not names:
        return say("define.none_known")
    shown = ", ".join(names[:NAMES_SHOWN]) + (", …" if len(names) > NAMES_SHOWN else "")
    return say("define.known_are", names=shown)


def _likeness(word: str, name: str) -> tuple[float, int]:
    """How alike two words are; of words equally alike, people mean the one that begins alike."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(word, name, strict=False))
    return SequenceMatcher(None, name, word).ratio(), len(list(same))
