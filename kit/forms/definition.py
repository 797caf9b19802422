"""A form in one language, as the page's script reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kit.domain.form import Choice, Condition, Form, Per, Protection, Question, QuestionType
from kit.domain.texts import Text
from kit.domain.viewer import Viewer
from kit.words import say

VISIBILITIES = ("delegation", "participants", "organisers", "public")
ATTRIBUTIONS = ("none", "country", "city")


def mode_of(form: Form, *, has_subjects: bool) -> str:
    """How a form is laid out: `one` entry, a `list`, one entry about each of `subjects`, or `subject_lists`."""
    if form.per in (Per.PERSON, Per.DELEGATION):
        return "one"
    if form.per is Per.OWN_ACTIVITY:
        return "subject_lists"
    return "subjects" if has_subjects or form.per in (Per.FINDING, Per.ACTIVITY) else "list"


def form_json(form: Form, viewer: Viewer, language: str, *, mode: str, replying: bool = False,
    behalf: Sequence[Mapping[str, str]] = (),
) -> dict[str, Any]:  # fmt: skip
    """The form as JSON; a question is `writable` where this viewer may answer it.

    `replying`: the viewer reads others' entries about their own activities, and answers what is asked of owners.
    `behalf`: for whom entries can be typed who have no device, as choices; none where they cannot.
    """
    questions = [_question(form, q, viewer, language, replying) for q in form]
    return {
        "name": form.name,
        **langs(language, title=form.title, intro=form.intro, add_label=form.add_label),
        "title": form.title.to(language),
        "intro": form.intro.to(language),
        "add_label": form.add_label.to(language),
        "title_question": form.title_question,
        "mode": mode,
        "can_add": not replying
        and not answers_for_hub(form, viewer)
        and any(question["writable"] for question in questions),
        "visibility": form.visibility,
        "audience": _audience(form, language),
        "behalf": list(behalf),
        "questions": questions,
    }


def _question(form: Form, question: Question, viewer: Viewer, language: str, replying: bool) -> dict[str, Any]:
    private = question.contact or question.organisers_only
    return {
        "name": question.name,
        "type": question.type.value,
        **langs(language, label=question.label, hint=question.hint, group=question.group),
        "label": question.label.to(language),
        "hint": question.hint.to(language),
        "group": question.group.to(language),
        "required": _condition(question.required) if isinstance(question.required, Condition) else question.required,
        "relevant": _condition(question.relevant) if question.relevant else None,
        "choices": choices_json(question.choices, language),
        "entries_of": question.entries_of,
        "questions": [_question(form, part, viewer, language, replying) for part in question.questions],
        "minimum": question.minimum,
        "maximum": question.maximum,
        "max_length": question.max_length,
        "max_items": question.max_items,
        "multiline": question.multiline,
        "or_unknown": question.or_unknown,
        "contact": question.contact,
        "read_only": question.read_only,
        "audience": say("form.only_organisers", language) if private else "",
        "writable": may_write(form, question, viewer, replying=replying),
    }


def may_write(form: Form, question: Question, viewer: Viewer, *, replying: bool = False) -> bool:
    """Whether a viewer answers this question; the store decides again."""
    if question.type is QuestionType.NOTE or question.read_only:
        return False
    if question.written_by == "hub" or form.per is Per.HUB:
        return viewer.staff
    if answers_for_hub(form, viewer):
        return False
    return replying if question.written_by == "owner" else not replying


def answers_for_hub(form: Form, viewer: Viewer) -> bool:
    """Whether the viewer answers what delegations ask of the hub: a request's decision, a question's answer."""
    asked = any(question.written_by == "hub" for question in form)
    return asked and form.per is not Per.HUB and viewer.staff and viewer.delegation is None


def choices_json(choices: Iterable[Choice], language: str) -> list[dict[str, Any]]:
    """Choices with their words in one language."""
    return [
        {
            "name": choice.name,
            "label": choice.label.to(language),
            "hint": choice.hint.to(language),
            **langs(language, label=choice.label, hint=choice.hint),
        }
        for choice in choices
    ]


def langs(language: str, **texts: Text) -> dict[str, dict[str, str]]:
    """Under `langs` the language of each text, where one is not in the page's: it is read aloud in its own."""
    if not any(text.elsewhere(language) for text in texts.values()):
        return {}
    return {"langs": {name: text.tag(language) for name, text in texts.items() if text}}


def _condition(condition: Condition) -> dict[str, list[str]]:
    return {name: sorted(accepted) for name, accepted in condition.accepted.items()}


def _audience(form: Form, language: str) -> dict[str, Any]:
    sentence = say(f"form.who_{form.protection.value}", language)
    if form.protection is not Protection.NOTE or form.per is Per.HUB:
        return {"sentence": sentence, "visibility": None, "attribution": None}
    visibility = _worded("visibility", VISIBILITIES, language, hints=True)
    return {
        "sentence": sentence,
        "visibility": visibility,
        "attribution": _worded("attribution", ATTRIBUTIONS, language),
    }


def _worded(area: str, names: Sequence[str], language: str, *, hints: bool = False) -> list[dict[str, str]]:
    def worded(name: str) -> dict[str, str]:
        hint = say(f"form.{area}_{name}_hint", language) if hints else ""
        return {"name": name, "label": say(f"form.{area}_{name}", language), "hint": hint}

    return [worded(name) for name in names]
