"""Commands for what lies on the tables: forms on paper, the checklist of the room."""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.common import (
    WRONG,
    File,
    Folder,
    address_of,
    as_json,
    database,
    give_up,
    in_folder,
    in_language,
    known_delegations,
    of_server,
    print_json,
    store_of,
    workshop_in,
    writing,
)
from kit.domain.form import Form
from kit.domain.workshop import Workshop
from kit.words import say


@click.command()
@in_folder
@click.option("--form", "names", multiple=True, metavar="F", help="Only this form; may be given more than once.")
@click.option("--delegation", "delegations", multiple=True, metavar="XX", help="Only for this delegation.")
@click.option("--language", metavar="L", help="The language of the sheets; by default the workshop's own.")
@click.option("--copies", type=click.IntRange(1, 200), default=1, show_default=True, help="Sheets for each delegation.")
@click.option("--out", type=Folder, metavar="FOLDER", help="Where the files go; by default DIR/paper.")
@of_server
@as_json
@database
def paper(
    folder: Path,
    names: tuple[str, ...],
    delegations: tuple[str, ...],
    language: str | None,
    copies: int,
    out: Path | None,
    url: str | None,
    as_json: bool,
    database: str | None,
) -> None:
    """Print forms for people without a device: a PDF for each form, a number and a QR code on each sheet."""
    from kit.domain.paper import in_full
    from kit.reports.paper import print_forms

    workshop = workshop_in(folder)
    forms = _on_paper(workshop, names)
    codes = known_delegations(workshop, delegations) or [known.code for known in workshop.delegations]
    address = address_of(workshop, url)
    if language and language not in workshop.languages:
        give_up(say("cli.language_unknown", language=language, known=", ".join(workshop.languages)), WRONG)
    with store_of(workshop, database) as store:
        place = out or folder / "paper"
        with writing(place):
            written = print_forms(store, forms, codes, language or workshop.language, address, place, copies)
    if as_json:
        about = [(p.form, str(p.file), p.count, [*map(in_full, p.numbers)]) for p in written]
        print_json([dict(zip(("form", "path", "sheets", "numbers"), each, strict=True)) for each in about])
        return
    for p in written:
        numbers = {"first": in_full(p.numbers[0]), "last": in_full(p.numbers[-1])} if p.numbers else {}
        click.echo(
            say("paper.written" if numbers else "paper.written_unnumbered", file=p.file, count=p.count, **numbers)
        )


def _on_paper(workshop: Workshop, names: tuple[str, ...]) -> list[Form]:
    """The forms named, or all that sessions ask and that can be printed; exit code 2 for others."""
    from kit.domain.paper import has_paper

    asked = dict.fromkeys(name for session in workshop.sessions for name in session.forms)
    known = {name: form for name in asked if has_paper(form := workshop.forms[name])}
    for name in names:
        if name not in known:
            give_up(say("paper.no_form", name=name, known=", ".join(known)), WRONG)
    return [known[name] for name in names or known]


@click.command()
@in_folder
@click.option("--out", "file", type=File, metavar="FILE", help="By default DIR/checklist.pdf; or docx, html, xlsx.")
@in_language
@of_server
@as_json
@database
def checklist(
    folder: Path, file: Path | None, language: str | None, url: str | None, as_json: bool, database: str | None
) -> None:
    """Make the checklist of the room; what the kit can check itself is checked."""
    from datetime import datetime

    from kit.reports.checklist import known_format, open_points, write_checklist
    from kit.reports.prepared import look_at

    workshop, file = workshop_in(folder), file or folder / "checklist.pdf"
    try:
        known_format(file)
    except ValueError as wrong:
        give_up(str(wrong), WRONG)
    with store_of(workshop, database) as store:
        address = address_of(workshop, url)
        prepared = look_at(workshop, store, address, language or workshop.language)
    with writing(file):
        write_checklist(prepared, file, datetime.now(workshop.time_zone).date())
    checks = prepared.checks()
    if as_json:
        points = [{"check": c.name, "done": c.done, "what": c.what, "found": c.found} for c in checks]
        print_json({"file": str(file), "checks": points})
        return
    click.echo("\n".join(open_points(checks)))
    left = sum(not check.done for check in checks)
    click.echo(say("checklist.written", file=file, open=left, count=len(checks)))
