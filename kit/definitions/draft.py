"""A workshop as its files state it: like `Workshop`, but anything may still be missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from kit.definitions.catalogues import Catalogues
from kit.definitions.choices import ChoiceLists
from kit.definitions.forms import WrittenForm
from kit.definitions.sources import Spot, Spots
from kit.domain.form import Choice
from kit.domain.texts import Text
from kit.domain.workshop import Delegation, Finding, FollowUp, Retention, Session


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
    elsewhere: frozenset[str] = frozenset()
    """Names of forms that will be there, though this draft does not hold them."""
    retention: Retention = field(default_factory=Retention)
    follow_up: FollowUp = field(default_factory=FollowUp)
    notice: Text = field(default_factory=Text)
    sources: tuple[str, ...] = ()
    illustrative: bool = False
    previous: Path | None = None
    catalogues: Catalogues = field(default_factory=Catalogues)
    """What translators have written beside YAML."""

    @property
    def file(self) -> Path:
        """The main file."""
        return self.folder / WORKSHOP_FILE

    def spot(self, key: str) -> Spot:
        """Where a key of the main file stands."""
        return self.spots.of(self.spots, key) if self.spots.knows(self.spots) else Spot(self.file, 0)

    @property
    def used_forms(self) -> dict[str, WrittenForm]:
        """The forms that sessions name, and the workshop's own, whose texts and lists people will see."""
        named = {name for session in self.sessions for name in session.forms}
        return {name: form for name, form in self.forms.items() if name in named or name not in self.library}


WORKSHOP_FILE = "workshop.yaml"
