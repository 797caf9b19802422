"""A workshop as its files state it: like `Workshop`, but anything may still be missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from kit.definitions.choices import ChoiceLists
from kit.definitions.forms import WrittenForm
from kit.definitions.sources import Spots
from kit.domain.form import Choice
from kit.domain.texts import Text
from kit.domain.workshop import Delegation, Finding, Retention, Session


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read; rules look at it, and where no rule objects a Workshop is made of it."""

    folder: Path
    spots: Spots
    id: str
    languages: tuple[str, ...]
    title: Text = field(default_factory=Text)
    organiser: Text = field(default_factory=Text)
    first_day: date | None = None
    last_day: date | None = None
    place: Text = field(default_factory=Text)
    time_zone: ZoneInfo | None = None
    delegations: tuple[Delegation, ...] = ()
    sessions: tuple[Session, ...] = ()
    themes: tuple[Choice, ...] = ()
    findings: tuple[Finding, ...] = ()
    modalities: tuple[Choice, ...] = ()
    lists: ChoiceLists = field(default_factory=dict)
    """The workshop's own choice lists."""
    library_lists: ChoiceLists = field(default_factory=dict)
    """Those that all forms of the library share."""
    forms: Mapping[str, WrittenForm] = field(default_factory=dict)
    """All forms by name, the workshop's own before the library's."""
    library: Mapping[str, WrittenForm] = field(default_factory=dict)
    """The library's forms by name."""
    retention: Retention = field(default_factory=Retention)
    notice: Text = field(default_factory=Text)
    sources: tuple[str, ...] = ()
    illustrative: bool = False

    @property
    def file(self) -> Path:
        """The main file."""
        return self.folder / WORKSHOP_FILE


WORKSHOP_FILE = "workshop.yaml"
