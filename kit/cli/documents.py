"""Commands that make documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from kit.cli.common import (
    FAILED,
    WRONG,
    address_of,
    as_json,
    database,
    give_up,
    in_folder,
    in_language,
    known_delegations,
    print_json,
    store_of,
    workshop_in,
)
from kit.definitions import InvalidWorkshop
from kit.domain.viewer import ORGANISER
from kit.domain.workshop import Workshop
from kit.words import say

DOCUMENT_HELP = "workplan (the default), summary, signature, follow-up, round, briefing or record; repeatable."
_out = click.option("--out", metavar="D", help="A folder, or an address that fsspec knows; by default DIR/reports.")
_formats = click.option("--format", "formats", default="html,pdf,docx,xlsx", show_default=True)
_delegations = click.option(
    "--delegation", "delegations", multiple=True, metavar="XX", help="Only this one; may be given more than once."
)


@click.command()
@in_folder
@_out
@click.option("--document", "documents", multiple=True, metavar="KIND", help=DOCUMENT_HELP)
@_delegations
@_formats
@in_language
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes; by default one for each processor.")
@click.option("--dask", "scheduler", metavar="ADDRESS", help="Work on this Dask cluster instead.")
@as_json
@database
def report(folder: Path, **options: Any) -> None:
    """Make every country's workplan and the consolidated regional one."""
    from kit.reports.command import make

    if options["delegations"]:
        known_delegations(workshop_in(folder), options["delegations"])
    options["documents"] = options["documents"] or ("workplan",)
    try:
        result = make(folder, **options)
    except InvalidWorkshop:
        workshop_in(folder)  # says what is wrong; to read it first would cost as much again
        raise
    except ValueError as error:
        give_up(str(error), WRONG)
    if options["as_json"]:
        print_json(result.to_json())
    else:
        click.echo(str(result))
    sys.exit(FAILED if result.failed else 0)


@click.command()
@in_folder
@click.option(
    "--round", "round_name", metavar="R", help="two-weeks, 90-days or next-workshop; without it: how all stand."
)
@_delegations
@click.option("--again", is_flag=True, help="Send it once more, as it stands now, with five new working days.")
@click.option("--url", metavar="URL", help="The address that delegations open; by default that of the last server.")
@_out
@_formats
@in_language
@as_json
@database
def followup(folder: Path, round_name: str | None, again: bool, url: str | None, **options: Any) -> None:
    """Send what delegations told back to them, to be corrected within a few working days; or show how that stands."""
    from kit.domain.rounds import ROUNDS
    from kit.forms.told import answers
    from kit.reports.command import known_formats, make
    from kit.reports.send_back import as_json, lines, send_back

    workshop = workshop_in(folder)
    named = known_delegations(workshop, options["delegations"])
    if round_name not in (None, *ROUNDS):
        give_up(say("round.unknown", round=round_name, known=", ".join(ROUNDS)), WRONG)
    address = address_of(workshop, url)
    try:
        known_formats(options["formats"])
        with store_of(workshop, options["database"]) as store:
            if round_name:
                send_back(store, round_name, named, f"{address}/join", again=again)
                _warn_of_rounds(workshop, store, address)
        result = make(workshop.folder, documents=("round",), **options) if round_name else None
    except ValueError as error:
        give_up(str(error), WRONG)
    with store_of(workshop, options["database"]) as store:
        stand = answers(store, store.view(ORGANISER), store.context.clock())
    if options["as_json"]:
        made = result.to_json() if result else {"seconds": 0, "documents": [], "failed": []}
        print_json({"delegations": [as_json(answer) for answer in stand], **made})
    else:
        click.echo("\n".join([*lines(workshop, stand), *([str(result)] if result else [])]))
    sys.exit(FAILED if result and result.failed else 0)


def _warn_of_rounds(workshop: Workshop, store: Any, address: str) -> None:
    from kit.reports.prepared import is_own
    from kit.reports.send_back import closed_session

    if is_own(address):
        click.echo(say("round.no_link", address=address), err=True)
    if session := closed_session(store):
        click.echo(say("round.closed", folder=workshop.folder, session=session), err=True)
