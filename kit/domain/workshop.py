"""A workshop: who meets, on what, when, with which forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from kit.domain.breakouts import Breakouts
from kit.domain.form import Choice, Form
from kit.domain.texts import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Delegation:
    """Those who write one workplan together, usually a country; `code` is its ISO 3166 code or another short name."""

    code: str
    name: Text
    cities: tuple[Choice, ...] = ()
    languages: tuple[str, ...] = ()
    currency: str | None = None
    """ISO 4217; offered first in money questions."""
    weekend: frozenset[int] | None = None
    """Days of the week on which offices are closed, 0 being Monday; None: as CLDR has it for the territory `code`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One numbered finding of the mapping to which delegations respond."""

    id: str
    text: Text
    theme: str | None = None
    illustrative: bool = False
    """Written as an example; not a statement of the source."""


FEWEST_OPTIONS, MOST_OPTIONS = 3, 30
"""Of one vote; more than thirty cannot be compared in a room."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A priority round: what is asked, how people vote, and when the result is shown."""

    question: Text
    options: tuple[Choice, ...]
    method: str
    """`dots`, `rank` (top `budget`, best first), `approve`, `impact_effort` (two scales) or `pairwise` (each pair)."""
    budget: int = 5
    """Dots to give, places to rank, or options that may be approved."""
    cap: int = 3
    """The most dots on one option."""
    unit: str = "both"
    """`person`, `delegation` or `both`: which result is called the result; all are always shown."""
    min_ballots: int = 5
    """Below this number of ballots no totals are shown."""
    sequence: str = "once"
    """`once`, or `nominal_group`: in six steps (`kit.domain.nominal`), its options written in the room."""
    ideas: str = "ideas"
    """The form of its session in which people write the ideas, for a nominal group."""


@dataclass(frozen=True, slots=True)
class Session:
    """One item of the agenda, run by one notebook."""

    id: str
    title: Text
    day: int
    """1 for the workshop's first day; 0 for what happens afterwards."""
    start: time | None
    minutes: int
    notebook: str
    """Name of a notebook in the workshop's folder or in `notebooks/`, without `.ipynb`."""
    forms: tuple[str, ...] = ()
    theme: str | None = None
    vote: Vote | None = None
    deadline: datetime | None = None
    """Until then answers are taken after the event, though the session has closed."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    at_least: int | None = None
    """Minutes below which it is not proposed to be shortened when the day runs late; None: two thirds."""
    can_wait: bool = False
    """It may be proposed to leave it out on its day."""
    breakouts: Breakouts | None = None
    """How people part into groups in it; facilitators can set up others in the room."""

    @property
    def end(self) -> time | None:
        """When it ends by plan, local time."""
        if self.start is None:
            return None
        return (datetime.combine(date.min, self.start) + timedelta(minutes=self.minutes)).time()

    def takes_late(self, now: datetime) -> bool:
        """Whether answers are still taken once the session has closed."""
        return self.deadline is not None and now < self.deadline


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days after the workshop's last day each kind of data is kept (None: until somebody deletes it)."""

    access_needs_days: int | None = 7
    ballot_links_days: int | None = 7
    contacts_days: int | None = 365
    notes_days: int | None = 90


@dataclass(frozen=True, slots=True)
class FollowUp:
    """When rounds of follow-up are due, in days after the workshop's last day, and how long each may be corrected."""

    first_round_days: int = 14
    second_round_days: int = 90
    working_days: int = 5
    """Days on which a delegation's offices are open, after the day on which a round is sent back."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """One event, one folder."""

    folder: Path
    id: str
    title: Text
    organiser: Text
    first_day: date
    last_day: date
    place: Text
    time_zone: ZoneInfo
    languages: tuple[str, ...]
    """The first is the workshop's own; the others can be chosen on joining."""
    delegations: tuple[Delegation, ...]
    sessions: tuple[Session, ...]
    forms: Mapping[str, Form]
    themes: tuple[Choice, ...] = ()
    findings: tuple[Finding, ...] = ()
    modalities: tuple[Choice, ...] = ()
    """How the hub helps: helpdesk, technical support fund, and so on."""
    retention: Retention = field(default_factory=Retention)
    follow_up: FollowUp = field(default_factory=FollowUp)
    notice: Text = field(default_factory=Text)
    """The privacy notice that people read on joining."""
    sources: tuple[str, ...] = ()
    """Where the facts of this definition come from; printed in reports."""
    illustrative: bool = False
    """The definition holds examples that no source states; pages and reports say so."""
    previous: Path | None = None
    """The folder of the workshop before this one, from which newcomers are briefed."""
    drafted: frozenset[str] = frozenset()
    """Languages in which some texts are drafts that await a native reader; pages and reports say so."""

    def is_drafted(self, language: str) -> bool:
        """Whether some texts that somebody reads in this language are drafts."""
        return not self.drafted.isdisjoint({language, language.split("-")[0]})

    @property
    def language(self) -> str:
        """The workshop's own language."""
        return self.languages[0]

    def delegation(self, code: str) -> Delegation:
        """The delegation with that code. Raises KeyError where there is none."""
        return _by(self.delegations, "code", code)

    def session(self, session_id: str) -> Session:
        """The session with that id. Raises KeyError where there is none."""
        return _by(self.sessions, "id", session_id)

    def date_of(self, session: Session) -> date | None:
        """The day on which a session is held; None for what happens afterwards."""
        return self.first_day + timedelta(days=session.day - 1) if session.day else None


def _by(items: tuple[T, ...], attribute: str, value: str) -> T:
    for item in items:
        if getattr(item, attribute) == value:
            return item
    raise KeyError(value)
