"""Texts that the workshop's languages still lack; people read the first language instead."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw, make_flaw
from kit.definitions.forms import WrittenForm
from kit.definitions.languages import english_name
from kit.definitions.rules.looking import all_questions, flaw_in_file
from kit.domain.form import Choice
from kit.domain.texts import Text


def check(draft: Draft) -> Iterator[Flaw]:
    """Warns once for each language that nothing is written in, and for each file that is partly translated."""
    texts = {file: [text for text in found if text] for file, found in _texts(draft).items()}
    missing = {
        file: Counter(tag for text in found for tag in text.missing(draft.languages)) for file, found in texts.items()
    }
    total = sum(len(found) for found in texts.values())
    for tag in draft.languages:
        name = english_name(tag)
        if total and sum(lacking[tag] for lacking in missing.values()) == total:
            yield flaw_in_file(draft, "languages", "untranslated", language=name, tag=tag, texts=total)
            continue
        for file, lacking in missing.items():
            if lacking[tag]:
                count = {"missing": lacking[tag], "texts": len(texts[file])}
                yield make_flaw(file, 0, "partly_translated", language=name, tag=tag, **count)


def _texts(draft: Draft) -> dict[Path, list[Text]]:
    found: dict[Path, list[Text]] = defaultdict(list)
    found[draft.file] += _of_workshop(draft)
    for written in draft.used_forms.values():
        found[written.file] += _of_form(written)
    for choices in draft.library_lists.values():
        for choice in choices:
            found[draft.spots.of(choice).file] += _of_choices([choice])
    return found


def _of_workshop(draft: Draft) -> Iterator[Text]:
    yield from (draft.title, draft.organiser, draft.place, draft.notice)
    yield from (item.name for item in draft.delegations)
    yield from (item.text for item in draft.findings)
    for choices in (
        draft.themes,
        draft.modalities,
        *draft.lists.values(),
        *(item.cities for item in draft.delegations),
    ):
        yield from _of_choices(choices)
    for session in draft.sessions:
        yield session.title
        if session.vote:
            yield session.vote.question
            yield from _of_choices(session.vote.options)


def _of_form(written: WrittenForm) -> Iterator[Text]:
    yield from (written.form.title, written.form.intro, written.form.add_label)
    for question, _ in all_questions(written):
        yield from (question.label, question.hint, question.group)
        yield from _of_choices(question.choices)
    for choices in written.lists.values():
        yield from _of_choices(choices)


def _of_choices(choices: Iterable[Choice]) -> Iterator[Text]:
    for choice in choices:
        yield from (choice.label, choice.hint)
