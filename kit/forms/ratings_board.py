"""Where delegations stand and where they want to be, area by area, in the words of the scale.

Delegations stand in the workshop's order in every area: a profile to talk about, never a table of ranks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from kit.domain.entry import Entry
from kit.domain.form import Choice, Form
from kit.domain.shown import Said
from kit.domain.suppress import Suppressed
from kit.domain.workshop import Workshop
from kit.words import listed, say

AREA, TODAY, WANTED = "area", "current", "wanted_12m"
"""Questions of the form `capacity`."""


Tell = Callable[[str, Sequence[str], Said], Suppressed]
"""What may be shown of an area's steps, and of what was said of them (`kit.storage.View.shown`)."""


def ratings_board(
    entries: Sequence[Entry],
    form: Form,
    workshop: Workshop,
    language: str,
    tell: Tell,
) -> dict[str, Any] | None:
    """The board of `capacity` entries; None where nothing has been rated.

    Answers whose delegation the viewer may not know are counted step by step, as far as `tell` lets them be shown.
    """
    scale = [choice for choice in _choices(form, TODAY) if choice.name.isdigit()]
    items = [
        _area(area, [e for e in entries if e.values.get(AREA) == area.name], form, workshop, language, tell)
        for area in _choices(form, AREA)
    ]
    answered = [item for item in items if item["rows"] or item["others"]]
    if not answered or not scale:
        return None
    shown = [item for item in answered if item["rows"] or item["others"]["counts"]]
    few = listed([item["label"] for item in answered if item not in shown], language)
    return {
        "scale": [choice.label.to(language) for choice in scale],
        "legend": {name: say(f"form.ratings_{name}", language) for name in ("today", "wanted")},
        "items": shown,
        "untold": say("form.ratings_untold", language, areas=few) if few else "",
    }


def _area(
    area: Choice, entries: Sequence[Entry], form: Form, workshop: Workshop, language: str, tell: Tell
) -> dict[str, Any]:
    latest = {entry.delegation: entry for entry in entries if entry.delegation and entry.values.get(TODAY)}
    rows = [_row(latest[d.code], d.name.to(language), form, language) for d in workshop.delegations if d.code in latest]
    others = [entry for entry in entries if entry.delegation is None and entry.values.get(TODAY)]
    return {
        "label": area.label.to(language),
        "rows": rows,
        "others": _others(others, form, language, partial(tell, area.name)),
    }


def _row(entry: Entry, who: str, form: Form, language: str) -> dict[str, Any]:
    today, wanted = (str(entry.values.get(question) or "") for question in (TODAY, WANTED))
    labels = [_label(form, question, answer, language) for question, answer in ((TODAY, today), (WANTED, wanted))]
    words = say("form.ratings_words", language, today=labels[0], wanted=labels[1]) if wanted else labels[0]
    return {"who": who, "today": _step(today), "wanted": _step(wanted), "words": words}


def _others(
    entries: Sequence[Entry], form: Form, language: str, tell: Callable[[Sequence[str], Said], Suppressed]
) -> dict[str, Any] | None:
    if not entries:
        return None
    given = Counter(str(entry.values[TODAY]) for entry in entries)
    made = tell([choice.name for choice in _choices(form, TODAY)], given)
    counts = [count for step, count in made.cells.items() if step.isdigit()] if made.total is not None else []
    told = [(_label(form, TODAY, step, language), count) for step, count in made.cells.items() if count]
    words = (
        listed([f"{label}: {count}" for label, count in told], language)
        if counts
        else say("session.few_answers", language)
    )
    return {"who": say("form.ratings_others", language), "counts": counts, "words": words}


def _step(answer: str) -> int | None:
    return int(answer) if answer.isdigit() else None


def _choices(form: Form, question: str) -> Sequence[Choice]:
    asked = form.question(question)
    return asked.choices if asked else ()


def _label(form: Form, question: str, answer: str, language: str) -> str:
    return next((c.label.to(language) for c in _choices(form, question) if c.name == answer), answer)
