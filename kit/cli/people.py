"""Commands about who may join, and about one person."""

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
    address_of,
    as_json,
    database,
    give_up,
    in_folder,
    of_server,
    print_json,
    store_of,
    workshop_in,
    writing,
)
from kit.words import say


@click.command()
@in_folder
@click.option("--pdf", type=File, metavar="FILE", help="Printable sheets with a QR code: each delegation's invitation.")
@click.option(
    "--language", metavar="L", help="Of the sheets; `own`: each in its delegation's. By default the workshop's."
)
@of_server
@click.option(
    "--revoke", metavar="CODE", help="End a code and the access of all who joined with it; a new one is made."
)
@click.option("--expire", metavar="CODE", help="Let nobody join with a code any more; who has joined stays.")
@click.option("--at", type=click.DateTime(), metavar="TIME", help="When --expire takes effect, in the workshop's time.")
@as_json
@database
def codes(
    folder: Path,
    pdf: Path | None,
    language: str | None,
    url: str | None,
    revoke: str | None,
    expire: str | None,
    at: Any,
    as_json: bool,
    database: str | None,
) -> None:
    """Print the join codes and links."""
    from kit.live.room import Room

    workshop = workshop_in(folder)
    with store_of(workshop, database) as store:
        room = Room(workshop, store, address_of(workshop, url))
        if revoke:
            store.codes.revoke(revoke)
        if expire:
            ends = at.replace(tzinfo=workshop.time_zone) if at else None
            store.codes.expire(expire, ends)
            click.echo(say("cli.code_ends", code=expire, at=ends or "now"), err=True)
        found = store.codes.ensure()
    rows = [
        {"role": c.role.value, "delegation": c.delegation, "code": c.code, "url": room.join_url(c.code)} for c in found
    ]
    if pdf:
        from kit.reports.sheets import write_code_sheets

        write_code_sheets(workshop, rows, pdf, language)
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            click.echo(f"{row['role']:<12} {row['delegation'] or '':<4} {row['code']}  {row['url']}")


@click.command()
@in_folder
@click.argument("file", metavar="LIST", type=File)
@click.option("--out", type=Folder, metavar="FOLDER", help="Where the files go; by default DIR/invitations.")
@of_server
@as_json
@database
def invite(folder: Path, file: Path, out: Path | None, url: str | None, as_json: bool, database: str | None) -> None:
    """Make an invitation for each person of a list (XLSX or CSV), with a code of their own."""
    from kit.exchange.invited import read_invited
    from kit.live.room import Room
    from kit.reports.invitations import invite as make

    workshop, place = workshop_in(folder), out or folder / "invitations"
    with store_of(workshop, database) as store:
        people, problems = read_invited(file, workshop)
        with writing(place):
            room = Room(workshop, store, address_of(workshop, url))
            made = make(store, people, room.join_url, place)
    if as_json:
        files = [str(made.pdf), *map(str, made.tables)]
        told = [{"row": p.row, "code": code} for p, code in zip(people, made.codes, strict=True)]
        found = [{"cell": p.cell, "code": p.code, "refused": p.refused, "message": p.message()} for p in problems]
        print_json({"files": files, "invited": told, "new_codes": made.new, "problems": found})
    else:
        for line in (*map(str, problems), *(say("invite.other_code", name=person.name) for person in made.replaced)):
            click.echo(line)
        click.echo(say("invite.written", file=made.pdf, count=len(people), new=made.new))
        click.echo(say("invite.table", file=made.tables[0]))
    sys.exit(FAILED if any(problem.refused for problem in problems) else 0)


@click.command()
@in_folder
@click.argument("who", required=False)
@click.option("--export", "file", type=File, metavar="FILE", help="Write all that is held about this person, as JSON.")
@click.option("--forget", is_flag=True, help="Delete this person; what they wrote for their delegation stays.")
@click.option("--yes", is_flag=True, help="Do not ask before deleting.")
@database
def person(folder: Path, who: str | None, file: Path | None, forget: bool, yes: bool, database: str | None) -> None:
    """Hand somebody all that is held about them, or delete it; without WHO, list who has joined."""
    from kit.exchange.one_person import WhoIsMeant, export_person, find_person, person_line

    workshop = workshop_in(folder)
    with store_of(workshop, database) as store:
        if who is None:
            click.echo("\n".join(map(person_line, store.people.all())))
            return
        try:
            found = find_person(store, who)
            if file:
                export_person(store, found, file)
        except (WhoIsMeant, OSError) as problem:
            give_up(str(problem), WRONG)
        if file:
            click.echo(say("cli.person_exported", file=file))
        if forget:
            _forget(store, found, yes=yes)
        elif not file:
            give_up(say("cli.person_nothing"), WRONG)


def _forget(store: Any, found: Any, *, yes: bool) -> None:
    from kit.storage import forget_person

    if not yes and not click.confirm(say("cli.person_question", name=found.display_name or found.id[:12])):
        give_up(say("cli.person_kept"))
    log = forget_person(store, found.id)
    click.echo(say("cli.person_forgotten", what=", ".join(f"{count} {kind}" for kind, count in log.counts.items())))
