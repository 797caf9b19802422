"""Commands that keep a copy, bring it back, and let go of what is due."""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.common import (
    File,
    database,
    give_up,
    in_folder,
    store_of,
    workshop_in,
)
from kit.words import say


@click.command()
@in_folder
@click.argument("file", type=File)
@database
def backup(folder: Path, file: Path, database: str | None) -> None:
    """Write a consistent copy while people go on writing."""
    workshop = workshop_in(folder)
    with store_of(workshop, database) as store:
        store.backup(file)
    click.echo(say("cli.backup_done", file=file))


@click.command()
@click.argument("file", type=File)
@in_folder
@click.option("--force", is_flag=True, help="Replace what is there; it is kept beside as a backup.")
@database
def restore(file: Path, folder: Path, force: bool, database: str | None) -> None:
    """Bring a backup back into a workshop's folder."""
    from kit.storage import StorageProblem, restore_backup

    workshop = workshop_in(folder)
    try:
        restore_backup(file, workshop, database, force=force)
    except StorageProblem as problem:
        give_up(str(problem))
    click.echo(say("cli.restored", folder=folder))


@click.command()
@in_folder
@database
def purge(folder: Path, database: str | None) -> None:
    """Carry out the rules of retention; the log holds counts and no content."""
    from datetime import datetime

    from kit.storage import purge as carry_out

    workshop = workshop_in(folder)
    with store_of(workshop, database) as store:
        log = carry_out(store, datetime.now(workshop.time_zone).date())
    what = ", ".join(f"{count} {kind}" for kind, count in log.counts.items() if count)
    click.echo(say("cli.purged", what=what) if what else say("cli.purge_nothing"))
