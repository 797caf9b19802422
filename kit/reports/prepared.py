"""What of a workshop's preparation the kit can look at itself: each point with what was found, and what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from kit.definitions import Flaw, check_workshop
from kit.definitions.languages import language_name
from kit.domain.texts import direction
from kit.domain.workshop import Workshop
from kit.storage import Rehearsed, StorageProblem, Store, last_rehearsed
from kit.words import listed, rows_listed, say
from kit.words.formats import day_words
from kit.words.locales import awaits_reader

_LEFT_TO_RIGHT = "\u200e"
CONSENTS = "consent_"
"""How the registration's questions for one purpose each begin."""


@dataclass(frozen=True, slots=True)
class Check:
    """One point; `what` and `found` are in the reader's language."""

    name: str
    done: bool
    what: str
    found: str


@dataclass(frozen=True)
class Prepared:
    """A workshop before it begins, looked at by the kit."""

    workshop: Workshop
    flaws: tuple[Flaw, ...]
    codes: frozenset[str | None]
    """Delegations with a code that can be used; None for those of staff."""
    address: str
    """That stands in the QR codes."""
    rehearsed: Rehearsed | None
    not_copied: str
    """Why no copy of the answers could be made; empty where one could."""
    language: str

    def checks(self) -> tuple[Check, ...]:
        """Every point, in the order in which they are seen to."""
        return tuple(look(self) for look in LOOKS)

    @cached_property
    def folder(self) -> str:
        """The folder as commands name it: as seen from where they are given, if it lies below."""
        folder, here = self.workshop.folder, Path.cwd()
        return str(folder.relative_to(here) if folder.is_relative_to(here) else folder)

    def point(self, name: str, done: bool, said: str = "", /, **details: object) -> Check:
        """A point with its sentence `checklist.NAME_yes` or `_no`, or the one of `said`."""
        code = f"checklist.{name}_{said or ('yes' if done else 'no')}"
        found = say(code, self.language, **({"folder": self.folder} | details))
        return Check(name, done, say(f"checklist.{name}", self.language), found)


def look_at(workshop: Workshop, store: Store, address: str, language: str) -> Prepared:
    """Look at everything now; a copy of the answers is made, read, and thrown away."""
    return Prepared(
        workshop=workshop,
        flaws=tuple(check_workshop(workshop.folder)),
        codes=frozenset(code.delegation for code in store.codes.usable()),
        address=address,
        rehearsed=last_rehearsed(workshop.folder),
        not_copied=_not_copied(store),
        language=language,
    )


def _not_copied(store: Store) -> str:
    try:
        with TemporaryDirectory(prefix="kit-copy-") as folder:
            store.backup(Path(folder) / "copy.db")
    except (StorageProblem, OSError) as problem:
        return str(problem)
    return ""


def _definition(p: Prepared) -> Check:
    return p.point("definition", not p.flaws, count=len(p.flaws))


def _place(p: Prepared) -> Check:
    place = p.workshop.place.to(p.language)
    found = p.point("place", False)
    return Check(found.name, True, found.what, place) if place else found


def _times(p: Prepared) -> Check:
    held = [session for session in p.workshop.sessions if session.day]
    without = listed([session.title.to(p.language) for session in held if session.start is None], p.language)
    return p.point("times", not without, count=len(held), zone=p.workshop.time_zone.key, titles=without)


def _languages(p: Prepared) -> Check:
    drafts = [tag for tag in p.workshop.languages if p.workshop.is_drafted(tag) or awaits_reader(tag)]
    offered, awaiting = (named(tags, p.language) for tags in (p.workshop.languages, drafts))
    return p.point("languages", not drafts, languages=offered, drafts=awaiting)


def _read_by(p: Prepared) -> Check:
    offered = {tag.split("-")[0] for tag in p.workshop.languages}
    left_out = [d for d in p.workshop.delegations if d.languages and offered.isdisjoint(_bases(d.languages))]
    return p.point("read_by", not left_out, delegations=listed([d.name.to(p.language) for d in left_out], p.language))


def _codes(p: Prepared) -> Check:
    wanted = {None, *(delegation.code for delegation in p.workshop.delegations)}
    return p.point("codes", wanted <= p.codes)


def _address(p: Prepared) -> Check:
    return p.point("address", not is_own(p.address), address=p.address)


def _notice(p: Prepared) -> Check:
    missing = p.workshop.notice.missing(p.workshop.languages)
    return p.point("notice", not missing, languages=named(missing, p.language))


def _consents(p: Prepared) -> Check:
    asked = rows_listed(consents(p.workshop, p.language), p.language)
    return p.point("consents", bool(asked), consents=asked)


def _rehearsal(p: Prepared) -> Check:
    r = p.rehearsed
    if r is None:
        return p.point("rehearsal", False)
    date = day_words(r.at.astimezone(p.workshop.time_zone).date(), p.language)
    details = {"date": date, "machine": r.machine, "participants": r.participants, "failed": r.failed}
    if r.failed:
        return p.point("rehearsal", False, "failed", **details)
    if r.advised is None:
        return p.point("rehearsal", False, "short", **details)
    enough = r.advised >= r.participants
    return p.point("rehearsal", enough, "yes" if enough else "few", **details, advised=r.advised)


def _backup(p: Prepared) -> Check:
    return p.point("backup", not p.not_copied, reason=p.not_copied)


LOOKS: tuple[Callable[[Prepared], Check], ...] = (
    _definition, _place, _times, _languages, _read_by, _notice, _consents, _rehearsal, _address, _codes, _backup,
)  # fmt: skip


def consents(workshop: Workshop, language: str) -> Iterator[str]:
    """What the registration asks consent for, each purpose in its own words."""
    form = workshop.forms.get("registration")
    return (q.label.to(language) for q in form or () if q.name.startswith(CONSENTS))


def is_own(address: str) -> bool:
    """Whether an address leads whoever scans it to their own device."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or not host


def _bases(languages: tuple[str, ...]) -> set[str]:
    return {tag.split("-")[0] for tag in languages}


def named(tags: Iterable[str], language: str) -> str:
    """Languages by their names, in words of `language`; such a list runs in that language's direction."""
    words = listed([language_name(tag, (language,)).to(language) for tag in tags], language)
    begins_rtl = bool(words) and unicodedata.bidirectional(words[0]) in ("R", "AL")
    return f"{_LEFT_TO_RIGHT}{words}" if begins_rtl and direction(language) == "ltr" else words
