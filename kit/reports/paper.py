"""Forms to fill in on paper: the screen's own questions, in its order and words, with a number and a QR code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kit.domain.behalf import can_be_remarked
from kit.domain.form import Form
from kit.domain.paper import in_full
from kit.domain.texts import direction
from kit.domain.viewer import Role, Viewer
from kit.domain.workshop import Workshop
from kit.forms.definition import form_json
from kit.forms.remarks import whom_choices
from kit.reports.fonts import families
from kit.reports.paper_questions import paper_question
from kit.reports.qr import qr_svg
from kit.reports.templates import IN_WORKSHOP, Templates
from kit.reports.text import clean, map_plain
from kit.reports.typesetting import printable, typeset_pdf
from kit.storage import Asked, Store
from kit.words import say


@dataclass(frozen=True)
class Printed:
    """One file of sheets."""

    file: Path
    form: str
    count: int
    """Sheets in it."""
    numbers: tuple[int, ...]
    """One for each sheet, without check digits; none for anonymous ones."""


def print_forms(
    store: Store, forms: Sequence[Form], delegations: Sequence[str], language: str, address: str, out: Path, copies: int
) -> list[Printed]:
    """Write one PDF for each form to ``out``, with ``copies`` sheets for each delegation, each with a new number.

    A form about findings has sheets for each finding. Anonymous sheets, as many, are all alike: without a number, a
    delegation or a code. ``address`` is the server's, as people type it.

    Raises:
        OSError: where a file cannot be written.
        TypstError: where a template that was changed by hand does not compile.
    """
    out.mkdir(parents=True, exist_ok=True)
    return [_print_form(store, form, delegations, language, address, out, copies) for form in forms]


def _print_form(
    store: Store, form: Form, delegations: Sequence[str], language: str, address: str, out: Path, copies: int
) -> Printed:
    workshop, file = store.workshop, out / f"{form.name}.pdf"
    if form.anonymous:
        count = copies * len(delegations)
        file.write_bytes(_typeset(workshop, unnumbered_values(workshop, form, count, language, address)))
        return Printed(file, form.name, count, ())
    subjects = [finding.id for finding in workshop.findings] if form.per == "finding" else [None]
    asked = [Asked(form.name, code, subject) for code in delegations for subject in subjects for _ in range(copies)]
    numbers = store.papers.make(asked, Viewer(Role.ORGANISER), printed=True)
    values = paper_values(workshop, form, list(zip(numbers, asked, strict=True)), language, address)
    file.write_bytes(_typeset(workshop, values))
    return Printed(file, form.name, len(numbers), tuple(numbers))


def paper_values(
    workshop: Workshop, form: Form, sheets: Sequence[tuple[int, Asked]], language: str, address: str
) -> dict[str, Any]:
    """What the template prints: the form as the screen has it, and each sheet with its number."""
    shown = [_sheet(workshop, number, asked, language, address) for number, asked in sheets]
    values = _values(workshop, form, shown, say("paper.sheet_hint", language), language)
    for (number, _), sheet in zip(sheets, values["sheets"], strict=True):
        sheet |= {"number": in_full(number), "svg": qr_svg(key_address(address, number))}
    return values


def unnumbered_values(workshop: Workshop, form: Form, count: int, language: str, address: str) -> dict[str, Any]:
    """The same of an anonymous form: sheets that nothing tells apart."""
    sheet = {"delegation": "", "about": "", "number": "", "svg": "", "code": ""}
    sheet["key"] = say("paper.sheet_collect", language, address=f"{address}/paper")
    return _values(workshop, form, [sheet] * count, say("paper.sheet_anonymous", language), language)


def _values(
    workshop: Workshop, form: Form, sheets: Sequence[Mapping[str, str]], hint: str, language: str
) -> dict[str, Any]:
    # What a member of a delegation is asked on the screen; nobody in particular, so that nothing of anybody is in it.
    shown = form_json(form, Viewer(Role.PARTICIPANT, "-"), language, mode="one")
    asked = [q for q in shown["questions"] if q["writable"] or q["type"] == "note"]
    audience = shown["audience"]
    texts = {
        "workshop": workshop.title.to(language),
        "title": shown["title"],
        "intro": shown["intro"],
        "questions": [paper_question(question, asked, language) for question in asked],
        "who_sees": {"label": say("form.who_sees", language), "sentence": audience["sentence"]},
        "more": [*_whom(workshop, form, language), *_audience(audience, language)],
        "words": {"sheet": say("paper.sheet", language), "sheet_hint": hint},
        "sheets": sheets,
    }
    rtl = direction(language) == "rtl"
    values: dict[str, Any] = map_plain(texts, lambda text: printable(clean(text), rtl=rtl))
    return values | {"language": language, "direction": direction(language), "fonts": list(families(language))}


def key_address(address: str, number: int) -> str:
    """The page where a sheet is typed in."""
    return f"{address}/paper/{in_full(number)}"


def _sheet(workshop: Workshop, number: int, asked: Asked, language: str, address: str) -> dict[str, str]:
    subject = next((f for f in workshop.findings if f.id == asked.subject), None)
    about = f"{subject.id} · {subject.text.to(language)}" if subject else ""
    return {
        "delegation": workshop.delegation(asked.delegation).name.to(language),
        "about": say("paper.sheet_about", language, subject=about) if about else "",
        "key": say("paper.sheet_key", language, address=f"{address}/paper"),
        "code": say("paper.sheet_code", language, number=in_full(number)),
    }


def _whom(workshop: Workshop, form: Form, language: str) -> list[dict[str, Any]]:
    if not can_be_remarked(form):
        return []
    labels = [choice["label"] for choice in whom_choices(workshop, language)]
    return [{"label": say("paper.sheet_whom", language), "choices": labels}]


def _audience(audience: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """Who may read it, where that can be chosen on the screen too."""
    labels = {"visibility": "form.who_sees", "attribution": "form.who_named"}
    return [
        {"label": say(code, language), "choices": [choice["label"] for choice in audience[name]]}
        for name, code in labels.items()
        if audience[name]
    ]


def _typeset(workshop: Workshop, values: Mapping[str, Any]) -> bytes:
    templates = Templates.of([workshop.folder.joinpath(*IN_WORKSHOP)])
    template = templates.find("paper.typ").read_bytes()
    made = datetime.now(UTC).replace(microsecond=0)
    values = {**values, "style": dict(templates.style)}
    return typeset_pdf(templates, template, {"paper": values}, made)
