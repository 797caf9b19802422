"""What a delegation told in a round of follow-up, as it was when its summary was made, and what it corrected since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from kit.domain.entry import Entry
from kit.domain.form import Form
from kit.domain.merge import Revision, answers_at
from kit.domain.rounds import (
    Standing,
    Summary,
    closes,
    corrections,
    days_after,
    follow_up_forms,
    since,
    standing,
    told_between,
)
from kit.domain.workshop import FollowUp, Workshop
from kit.storage import Store, View
from kit.words import say


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a summary."""

    entry: Entry
    """With the answers that the summary showed; none where it was only written afterwards."""
    now: Entry
    """With the answers when the time for corrections ended, or as they stand where it has not."""
    corrected: tuple[Revision, ...]
    """The corrections that were made within the time."""
    withdrawn: bool = False


def told(workshop: Workshop, view: View, summary: Summary, summaries: Iterable[Summary]) -> tuple[Told, ...]:
    """The entries of a summary, by form and time, for a viewer who may read the delegation's history."""
    begin = since(summary, summaries, workshop.time_zone)
    found = (
        _told(workshop, form, entry, view.history(entry.id), summary, begin)
        for form in follow_up_forms(workshop)
        for removed in (False, True)
        for entry in view.entries(form.name, delegation=summary.delegation, deleted=removed)
    )
    return tuple(item for item in found if item is not None)


def _told(
    workshop: Workshop, form: Form, entry: Entry, history: list[Revision], summary: Summary, begin: datetime | None
) -> Told | None:
    zone = workshop.time_zone
    corrected = corrections(history, form, summary, zone)
    shown = _at(history, summary.made)
    if not corrected and (not shown or not told_between(history, form, begin, summary.made)):
        return None
    final = [revision for revision in history if revision.at < closes(summary, zone)]
    gone = next((revision.deleted for revision in reversed(final) if revision.deleted is not None), False)
    if gone and not corrected:
        return None  # it was withdrawn before the summary was made
    then, now = answers_at(shown, len(history)), answers_at(final, len(history))
    return Told(replace(entry, values=then), replace(entry, values=now), corrected, withdrawn=bool(gone))


def _at(history: list[Revision], moment: datetime) -> list[Revision]:
    return [revision for revision in history if revision.at <= moment]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a delegation made of its summary."""

    summary: Summary
    entries: int
    corrections: int
    standing: Standing


def answers(store: Store, view: View, now: datetime, round: str | None = None) -> list[Answer]:
    """Every summary, or a round's, with what became of it; `view` is an organiser's."""
    workshop, made = store.workshop, store.rounds.all()
    found = []
    for summary in made:
        if round in (None, summary.round):
            items = told(workshop, view, summary, made)
            found.append(answer(summary, items, now, workshop.time_zone))
    return found


def answer(summary: Summary, items: Sequence[Told], now: datetime, zone: tzinfo) -> Answer:
    """What became of one summary, from its entries."""
    shown = sum(bool(item.entry.values) for item in items)
    corrected = sum(bool(item.corrected) for item in items)
    return Answer(summary, shown, corrected, standing(summary, shown, corrected, now, zone))


def round_words(workshop: Workshop, round: str, language: str) -> str:
    """What a round is called: by its usual time, or by the days that the workshop states."""
    days = days_after(workshop.follow_up, round)
    if days == days_after(FollowUp(), round):
        return say(f"round.{round}", language)
    return say("round.days_after", language, days=days)
