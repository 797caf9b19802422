"""Commands that open and close sessions, say where they stand, and count their votes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

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
    print_json,
    session_of,
    store_of,
    workshop_in,
)
from kit.domain.viewer import ORGANISER
from kit.words import say


@click.command("open")
@in_folder
@click.argument("session")
@database
def open_(folder: Path, session: str, database: str | None) -> None:
    """Open a session on every phone."""
    workshop = workshop_in(folder)
    chosen = session_of(workshop, session)
    with store_of(workshop, database) as store:
        if chosen.vote and (count := store.view(ORGANISER).held_back(chosen.id)):
            click.echo(say("live.reopening", count=count), err=True)
        store.agenda.open(chosen.id, ORGANISER)
    click.echo(say("cli.opened", title=chosen.title.to(workshop.language)))


@click.command()
@in_folder
@click.argument("session")
@database
def close(folder: Path, session: str, database: str | None) -> None:
    """Close a session and write its record."""
    from kit.kernels.run import NotebookFailed
    from kit.live.records import write_record

    workshop = workshop_in(folder)
    chosen = session_of(workshop, session)
    title = chosen.title.to(workshop.language)
    with store_of(workshop, database) as store:
        store.agenda.close(chosen.id, ORGANISER)
    try:
        record = write_record(workshop, chosen, database)
    except (NotebookFailed, OSError) as failure:
        give_up(say("cli.record_failed", title=title, reason=failure))
    click.echo(say("cli.closed", title=title, file=record))


@click.command()
@in_folder
@as_json
@database
def status(folder: Path, as_json: bool, database: str | None) -> None:
    """Show the sessions with their state, and the entries of each session and delegation."""
    from kit.live.status import as_lines, workshop_status

    workshop = workshop_in(folder)
    with store_of(workshop, database) as store:
        answer = workshop_status(workshop, store)
    if as_json:
        print_json(answer)
    else:
        click.echo("\n".join(as_lines(answer)))


@click.command()
@click.argument("folder", metavar="DIR", type=Folder, required=False)
@click.argument("session", required=False)
@click.option("--record", "written", type=File, metavar="FILE", help="Write the vote's record, which others can check.")
@click.option("--with-delegations", is_flag=True, help="Say on each ballot of the record of which delegation it is.")
@click.option("--check", "checked", type=File, metavar="FILE", help="Count a record again; say what does not agree.")
@as_json
@database
def tally(
    folder: Path | None,
    session: str | None,
    written: Path | None,
    with_delegations: bool,
    checked: Path | None,
    as_json: bool,
    database: str | None,
) -> None:
    """Show a vote's result by every rule; write its record, or check one."""
    if checked is not None:
        _check_record(checked, as_json=as_json)
        return
    if folder is None or session is None:
        give_up(say("record.what_is_meant"), WRONG)
    workshop = workshop_in(folder)
    chosen = session_of(workshop, session)
    if chosen.vote is None:
        known = ", ".join(s.id for s in workshop.sessions if s.vote) or "–"
        give_up(say("cli.no_vote", session=session, known=known), WRONG)
    with store_of(workshop, database) as store:
        view = store.view(ORGANISER)
        result = view.tally(chosen.id)
        if result is None:
            give_up(say("cli.tally_hidden", session=session))
        if written is not None:
            _write_record(view.vote_record(chosen.id, with_delegations=with_delegations), written)
    if as_json:
        print_json(result.to_json())
    elif written is None:
        from kit.live.status import tally_lines

        click.echo("\n".join(tally_lines(result, workshop, workshop.language)))


def _write_record(found: dict[str, Any], file: Path) -> None:
    from kit.exchange.vote_records import write_record

    try:
        lines = write_record(found, file)
    except OSError as wrong:
        give_up(say("cli.not_written", file=file, reason=wrong.strerror))
    click.echo("\n".join(lines), err=True)


def _check_record(file: Path, *, as_json: bool) -> None:
    from kit.exchange.vote_records import check_record

    try:
        agrees, document, lines = check_record(file)
    except (OSError, ValueError):
        give_up(say("record.not_a_record", file=file), WRONG)
    if as_json:
        print_json(document)
    else:
        click.echo("\n".join(lines))
    sys.exit(0 if agrees else FAILED)
