"""One form definition: a YAML file named after the form."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from kit.definitions.choices import ChoiceLists, read_choice_lists
from kit.definitions.nodes import Node, Table, scalars
from kit.definitions.questions import read_question
from kit.definitions.scalars import needs_filling
from kit.definitions.sections import Section
from kit.definitions.sources import Source
from kit.definitions.yaml_tree import parse_yaml, read_yaml
from kit.domain.form import Form, Per, Protection

AUDIENCES = ("delegation", "participants", "organisers", "public")
CHOICES_FILE = "choices.yaml"
"""Lists that all forms of a folder share."""


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """A form as its file states it, before its lists are looked up."""

    form: Form
    file: Path
    lists: ChoiceLists = field(default_factory=dict)


def flag_unfilled(source: Source, tree: Node) -> None:
    """Flags every value that still says FIXME."""
    for scalar in scalars(tree):
        if needs_filling(scalar):
            source.flaw(scalar, "fixme", value=scalar.text[scalar.text.index("FIXME") :].split("\n")[0].strip()[:80])


def read_table(source: Source, words: str | None = None) -> Section | None:
    """The table that a file consists of (or would, with these words), or None and a flaw."""
    tree, flaws = read_yaml(source.file) if words is None else parse_yaml(words, source.file)
    source.flaws.extend(flaws)
    if tree is None or not isinstance(tree, Table):
        if not flaws:
            source.flaw(tree or 0, "file_not_a_table")
        return None
    flag_unfilled(source, tree)
    return Section(source, tree)


def read_form(source: Source) -> WrittenForm | None:
    """The form of one file; its name is the file's."""
    section = read_table(source)
    return form_of(section) if section else None


def form_of(section: Section) -> WrittenForm:
    """The form that a file's table states."""
    source = section.source
    section.source = replace(source, language=section.word("language") or source.language)
    lists = read_choice_lists(section)
    return WrittenForm(_form(section, source.file.stem), source.file, lists)


def _form(section: Section, name: str) -> Form:
    questions = tuple(read_question(item) for item in section.sections("questions"))
    if not questions:
        section.source.flaw(section.table.line_of("questions"), "no_questions", form=name)
    form = Form(
        name=name,
        title=section.text("title", required=True),
        questions=questions,
        intro=section.text("intro"),
        entry_title=section.word("entry_title"),
        add_label=section.text("add_label"),
        per=Per(section.one_of("per", Per, Per.MANY)),
        protection=Protection(section.one_of("protection", Protection, Protection.NOTE)),
        anonymous=section.flag("anonymous"),
        visibility=section.one_of("visibility", AUDIENCES, "delegation"),
    )
    return section.note(form)


def form_files(folder: Path) -> tuple[Path, ...]:
    """The form files of a folder, by name."""
    return tuple(sorted(file for file in folder.glob("*.yaml") if file.name != CHOICES_FILE))
