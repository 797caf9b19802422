"""Commands for a workshop before anybody joins: make it, check it, translate it, write notebooks for it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from kit.cli.common import (
    WRONG,
    File,
    as_json,
    give_up,
    in_folder,
    print_json,
    workshop_in,
)
from kit.definitions import (
    CannotCreate,
    Flaw,
    InvalidWorkshop,
    Translated,
    check_workshop,
    new_workshop,
    translate,
)
from kit.definitions.languages import english_name, is_language
from kit.words import say


@click.command()
@in_folder
def new(folder: Path) -> None:
    """Make a new workshop's folder, with FIXME where there is something to fill in."""
    try:
        new_workshop(folder)
    except CannotCreate as reason:
        give_up(str(reason), WRONG)
    click.echo(say("cli.made", folder=folder))


@click.command()
@in_folder
@as_json
def check(folder: Path, as_json: bool) -> None:
    """Find every problem of the definitions: file, line, what is wrong, what to write instead."""
    if not (folder / "workshop.yaml").is_file():
        if as_json:
            print_json({"ok": False, "problems": [], "message": say("cli.not_a_workshop", folder=folder)})
        give_up(say("cli.not_a_workshop", folder=folder), WRONG)
    flaws = check_workshop(folder)
    errors = [flaw for flaw in flaws if flaw.severity == "error"]
    if as_json:
        print_json({"ok": not errors, "problems": [_flaw_json(flaw) for flaw in flaws]})
    else:
        _print_flaws(folder, flaws, errors)
    sys.exit(WRONG if errors else 0)


def _flaw_json(flaw: Flaw) -> dict[str, Any]:
    return {
        name: str(getattr(flaw, name)) if name == "file" else getattr(flaw, name) for name in flaw.__dataclass_fields__
    }


def _print_flaws(folder: Path, flaws: list[Flaw], errors: list[Flaw]) -> None:
    for flaw in flaws:
        click.echo(f"{flaw.severity}: {flaw}")
    found = say("cli.check_found", errors=len(errors), warnings=len(flaws) - len(errors))
    click.echo(found if flaws else say("cli.check_fine", folder=folder))


@click.command("translate")
@in_folder
@click.option(
    "--language", "languages", multiple=True, metavar="XX", help="Only this one; may be given more than once."
)
@click.option("--forms", is_flag=True, help="Also the kit's own drafts of its forms' words, to be corrected there.")
@as_json
def translate_(folder: Path, languages: tuple[str, ...], forms: bool, as_json: bool) -> None:
    """Write the catalogues that translators open, or bring them up to date; list what is not translated."""
    if not (folder / "workshop.yaml").is_file():
        give_up(say("cli.not_a_workshop", folder=folder), WRONG)
    for unknown in (tag for tag in languages if not is_language(tag)):
        give_up(say("define.language_unknown", value=unknown), WRONG)
    try:
        found = translate(folder, languages, forms=forms)
    except InvalidWorkshop as invalid:
        give_up("\n".join([say("cli.invalid"), *map(str, invalid.flaws)]), WRONG)
    except OSError as wrong:
        give_up(say("cli.not_written", file=wrong.filename, reason=wrong.strerror))
    if as_json:
        print_json({"languages": [_translated_json(each) for each in found]})
        return
    for each in found:
        _print_translated(each)


def _translated_json(each: Translated) -> dict[str, Any]:
    return {
        "language": each.language,
        "file": str(each.file) if each.file.is_file() else None,
        "texts": each.texts,
        "drafts": each.drafts,
        "missing": [{"file": str(m.file), "name": m.name, "text": m.text.first} for m in each.missing],
    }


def _print_translated(each: Translated) -> None:
    counts = {"texts": each.texts, "missing": len(each.missing), "drafts": each.drafts}
    file = each.file if each.file.is_file() else ""
    click.echo(say("cli.translated", language=english_name(each.language), file=file, **counts).rstrip())
    for missing, count in Counter(m.file for m in each.missing).items():
        click.echo(say("cli.translated_missing", file=missing, count=count))


@click.command("import-form")
@click.argument("file", type=File)
@click.option("-o", "out", type=File, metavar="FORM.yaml", help="Where the form goes; by default it is printed.")
@as_json
def import_form(file: Path, out: Path | None, as_json: bool) -> None:
    """Turn an XLSForm workbook into a form definition."""
    from kit.definitions import import_xlsform

    yaml, flaws = import_xlsform(file)
    if out and yaml:
        out.write_text(yaml, encoding="utf-8")
    if as_json:
        print_json({"form": yaml, "problems": [_flaw_json(flaw) for flaw in flaws]})
    else:
        for flaw in flaws:
            click.echo(f"{flaw.severity}: {flaw}", err=True)
        if yaml and not out:
            click.echo(yaml)
    sys.exit(WRONG if any(flaw.severity == "error" for flaw in flaws) else 0)


@click.command()
@in_folder
def lab(folder: Path) -> None:
    """Open JupyterLab in this environment, for those who write notebooks."""
    import os

    from kit.definitions.places import NOTEBOOKS

    workshop = workshop_in(folder)
    environment = {**os.environ, "KIT_WORKSHOP": str(workshop.folder.resolve())}
    os.execvpe(sys.executable, [sys.executable, "-m", "jupyter", "lab", f"--notebook-dir={NOTEBOOKS}"], environment)
