"""The nominal group: a vote in six steps, from ideas that each writes alone to a ranking that was talked about.

Delbecq and Van de Ven, A Group Process Model for Problem Identification and Program Planning, 1971. Ideas are sorted by
a facilitator; the groups that come of it are what is ranked. Both rankings are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kit.domain.form import Choice
from kit.domain.moderation import LONGEST_WORDS
from kit.domain.texts import Text
from kit.domain.workshop import Vote

ONCE, NOMINAL = "once", "nominal_group"
SEQUENCES = (ONCE, NOMINAL)
MARK = "phase"
"""The agenda's step that moves such a vote on."""
PHASES = ("writing", "sharing", "clarifying", "first", "discussing", "final")
"""Silent writing, sharing, clarifying, the first ranking, talking about where it disagrees, the final vote."""
FIRST, FINAL = "first", "final"
"""The two rounds of ballots; a vote without steps has the final one only."""
WITH_OPTIONS = PHASES[PHASES.index(FIRST) :]
"""From here on the ideas are sorted and stand as options."""
TAKES_IDEAS = ("writing", "sharing")
"""Hearing others, people think of more."""
SILENT = "writing"
"""While each writes alone, nobody else of the delegation reads it."""


@dataclass(frozen=True, slots=True)
class Phase:
    """Where a vote in steps has come to."""

    name: str = PHASES[0]
    options: tuple[Choice, ...] = ()
    """What came of the ideas, from the first ranking on; the vote's own options stand before them."""

    def to_json(self) -> dict[str, Any]:
        """The value of the agenda's mark."""
        options = [{"name": option.name, "words": dict(option.label.by_language)} for option in self.options]
        return {"phase": self.name, "options": options}


@dataclass(frozen=True, slots=True)
class Poll:
    """A vote as it stands: with its options of now, and what may be done."""

    vote: Vote
    phase: Phase | None
    """None for a vote without steps."""
    state: str
    """Of its session: `planned`, `open` or `closed`."""

    @property
    def round(self) -> str:
        """The round whose ballots are the newest: those that can be cast, or were cast last."""
        return FINAL if self.phase is None or self.phase.name == FINAL else FIRST

    @property
    def may_vote(self) -> bool:
        """Whether people can vote now."""
        return self.state == "open" and (self.phase is None or self.phase.name in (FIRST, FINAL))

    @property
    def has_options(self) -> bool:
        """Whether there is anything to vote on yet."""
        return self.phase is None or self.phase.name in WITH_OPTIONS

    def may_be_told(self, round: str) -> bool:
        """Whether the totals of a round may be told: it is over, and nobody can change a ballot of it."""
        if self.state == "closed":
            return round == FINAL or self.phase is not None
        return round == FIRST and self.phase is not None and self.phase.name in ("discussing", FINAL)


def poll(vote: Vote, marks: Mapping[str, Any], state: str) -> Poll:
    """The vote with what the agenda's marks of its session say."""
    if vote.sequence != NOMINAL:
        return Poll(vote, None, state)
    phase = phase_from(marks.get(MARK))
    return Poll(replace(vote, options=(*vote.options, *phase.options)), phase, state)


def phase_from(value: object) -> Phase:
    """The phase that a mark's value holds; the first one where it holds none that is known today."""
    if not isinstance(value, Mapping) or value.get("phase") not in PHASES:
        return Phase()
    listed = value.get("options")
    options = tuple(filter(None, map(_option, listed))) if isinstance(listed, Sequence) else ()
    return Phase(value["phase"], options)


def _option(value: object) -> Choice | None:
    if not isinstance(value, Mapping) or not isinstance(value.get("words"), Mapping):
        return None
    words = {str(language): str(said) for language, said in value["words"].items()}
    return Choice(str(value.get("name")), Text(words)) if words else None


def option_of(name: str, words: str, language: str) -> Choice:
    """A group of ideas as an option, in the facilitator's words."""
    return Choice(name, Text({language: words[:LONGEST_WORDS]}))
