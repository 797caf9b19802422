"""An XLSForm workbook as a form definition, with everything that could not be taken over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kit.definitions.flaws import Flaw, make_flaw
from kit.definitions.form_writer import form_to_yaml
from kit.definitions.workshops import parse_form
from kit.definitions.xlsform.columns import language_tag, read_text, unknown_languages
from kit.definitions.xlsform.lists import Lists, read_lists
from kit.definitions.xlsform.naming import stored_name
from kit.definitions.xlsform.survey import Survey
from kit.definitions.xlsform.tidying import tidy
from kit.definitions.xlsform.workbook import Row, Unreadable, read_sheets
from kit.domain.form import Form, Question
from kit.domain.texts import Text


def import_xlsform(path: Path) -> tuple[str, list[Flaw]]:
    """The YAML of a form, and the flaws by row of the sheet; an empty text where nothing could be read.

    Source: https://xlsform.org/en/ and https://xlsform.org/en/ref-table/ for the columns.
    """
    try:
        sheets = read_sheets(path)
    except Unreadable as wrong:
        return "", [wrong.flaw]
    rows = sheets.get("survey", [])
    if not rows:
        return "", [make_flaw(path, 0, "xls_no_survey")]
    settings = sheets.get("settings", [])[:1]
    language = _language(rows, settings)
    lists = read_lists(sheets.get("choices", []), language, path)
    survey = Survey(path, language, lists.choices)
    questions = survey.read(rows)
    if not questions:
        return "", [*survey.flaws, make_flaw(path, 0, "xls_no_survey")]
    form = _form(path, settings, language, _finished(questions, survey, lists))
    flaws = [make_flaw(path, 1, "xls_language", value=name) for name in unknown_languages(rows)]
    written = form_to_yaml(form, language)
    _, remaining = parse_form(written, path.with_name(f"{form.name}.yaml"))
    return written, sorted({*flaws, *survey.flaws, *lists.flaws, *remaining})


def _finished(questions: tuple[Question, ...], survey: Survey, lists: Lists) -> tuple[Question, ...]:
    def report(question: Question, name: str) -> None:
        survey.flaw(survey.rows.get(question.name, 0), "xls_condition_lost", question=question.name, name=name)

    tidied = tidy(questions, survey.renamed, lists.renamed, report)
    return tuple(_with_choices(question, lists) for question in tidied)


def _with_choices(question: Question, lists: Lists) -> Question:
    rows = tuple(_with_choices(row, lists) for row in question.questions)
    return replace(question, choices=lists.choices.get(question.choice_list or "", ()), questions=rows)


def _form(path: Path, settings: list[Row], language: str, questions: tuple[Question, ...]) -> Form:
    title = read_text(settings[0], "form_title", language) if settings else Text()
    return Form(
        name=stored_name(path.stem, ()),
        title=title or Text({language: path.stem}),
        questions=questions,
    )


def _language(rows: list[Row], settings: list[Row]) -> str:
    """The language of texts without one: as the settings say, else that of the first label, else English."""
    stated = language_tag(settings[0].cells.get("default_language", "")) if settings else None
    headers = [header for row in rows for header in row.cells if header.partition("::")[0] == "label"]
    first = next((language_tag(header.partition("::")[2]) for header in headers if "::" in header), None)
    return stated or ("en" if "label" in headers else first) or "en"
