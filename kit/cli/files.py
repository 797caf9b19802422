"""Commands for other people's files, in and out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kit.cli.common import (
    FAILED,
    WRONG,
    File,
    Folder,
    as_json,
    database,
    give_up,
    in_folder,
    known_delegations,
    print_json,
    store_of,
    viewer_named,
    workshop_in,
)
from kit.domain.viewer import ORGANISER
from kit.words import say


@click.command("import")
@in_folder
@click.argument("file", type=File)
@click.option("--delegation", metavar="XX", help="Whose plan it is, where the file does not say.")
@click.option("--dry-run", is_flag=True, help="Show what would be saved, and save nothing.")
@as_json
@database
def import_(
    folder: Path, file: Path, delegation: str | None, dry_run: bool, as_json: bool, database: str | None
) -> None:
    """Take in a workplan, a registration list, findings or ballots from XLSX or CSV."""
    from kit.exchange import import_file, paper_voters

    workshop = workshop_in(folder)
    if delegation:
        known_delegations(workshop, (delegation,))
    with store_of(workshop, database) as store:
        voters = paper_voters(store, workshop)
        result = import_file(store.view(ORGANISER), workshop, file, delegation, dry_run, ballot_views=voters)
    if as_json:
        print_json(result.to_json())
    else:
        click.echo(str(result))
    sys.exit(FAILED if result.refused else 0)


@click.command()
@in_folder
@click.option("--format", "formats", default="json,csv,xlsx,ics", show_default=True)
@click.option("--as", "viewer", default="organiser", show_default=True, metavar="ROLE[:DELEGATION]")
@click.option("--out", type=Folder, metavar="D", help="Where the files go; by default DIR/export.")
@database
def export(folder: Path, formats: str, viewer: str, out: Path | None, database: str | None) -> None:
    """Write everything that this viewer may see."""
    from kit.exchange import FORMATS, export_workshop

    workshop = workshop_in(folder)
    chosen = [part.strip() for part in formats.split(",") if part.strip()]
    for unknown in (part for part in chosen if part not in FORMATS):
        give_up(say("cli.format_unknown", format=unknown, known=", ".join(FORMATS)), WRONG)
    looking = viewer_named(viewer, workshop)
    with store_of(workshop, database) as store:
        for path in export_workshop(store.view(looking), workshop, chosen, out or folder / "export"):
            click.echo(path)
