"""Commands that hold a workshop, and that try it beforehand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from kit.cli.common import (
    FAILED,
    WRONG,
    File,
    as_json,
    database,
    give_up,
    in_folder,
    print_json,
    workshop_in,
)
from kit.domain.workshop import Workshop
from kit.words import say


@click.command()
@in_folder
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other devices of the network join.")
@click.option("--port", default=8866, show_default=True, type=click.IntRange(0, 65535))
@click.option("--url", metavar="URL", help="The address that people type, where it is not the server's own.")
@click.option("--certfile", type=File, metavar="FILE", help="A TLS certificate with its chain, PEM: serve HTTPS.")
@click.option("--keyfile", type=File, metavar="FILE", help="The certificate's key, PEM, where it is not in --certfile.")
@click.option(
    "--behind-proxy", "proxies", multiple=True, metavar="ADDRESS",
    help="Believe this proxy's X-Forwarded-For and -Proto; an address or network, may be given more than once.",
)  # fmt: skip
@click.option("--openid", metavar="ISSUER", help="Let staff sign in with accounts of this OpenID Connect provider.")
@click.option(
    "--openid-client", "client", metavar="ID", help="The server's id there; its secret is in KIT_OPENID_SECRET."
)
@click.option("--staff", type=File, metavar="FILE", help="Who may sign in, by e-mail; by default DIR/staff.yaml.")
@database
def serve(folder: Path, host: str, port: int, url: str | None, database: str | None, **more: Any) -> None:
    """Hold the workshop: people join with their codes until you press Ctrl+C."""
    from kit.live.admission_memory import kernels_that_fit
    from kit.live.options import CannotListen, WrongOptions, door_of, openid_of
    from kit.live.serve import serve as hold
    from kit.storage import StorageProblem

    workshop = workshop_in(folder)
    try:
        kernels_that_fit()
        door, openid = door_of(host, port, url, **more), openid_of(folder, **more)
    except (ValueError, WrongOptions) as wrong:
        give_up(str(wrong), WRONG)
    try:
        hold(workshop, door, url=url, database=database, openid=openid, ready=_print_codes)
    except CannotListen as problem:
        give_up(say(problem.code, **problem.details))
    except StorageProblem as problem:
        give_up(str(problem))


def _print_codes(room: Any) -> None:
    from kit.live.qr import for_terminal

    click.echo(say("cli.serving", title=room.workshop.title.to(room.workshop.language), address=room.join_url()))
    click.echo(for_terminal(room.join_url()))
    for code in room.store.codes.ensure():
        who = f"{code.role} {code.delegation or ''}".strip()
        click.echo(f"{who:<16} {code.code}  {room.join_url(code.code)}")
    click.echo(say("cli.serving_stop"))
    sys.stdout.flush()


@click.command()
@in_folder
@click.option("--participants", type=click.IntRange(1, 2000), default=20, show_default=True, metavar="N")
@as_json
def rehearse(folder: Path, participants: int, as_json: bool) -> None:
    """Play delegates who join at once and fill in the forms; say how many people this machine holds."""
    from kit.live.rehearsal import CannotRehearse
    from kit.live.rehearsal import rehearse as play

    workshop = workshop_in(folder)
    try:
        report = play(workshop, participants)
    except CannotRehearse as problem:
        give_up(say("rehearse.cannot", words=problem))
    _keep_rehearsed(workshop, report)
    if as_json:
        print_json(report.to_json())
    else:
        click.echo("\n".join(report.lines()))
    sys.exit(FAILED if report.failures else 0)


def _keep_rehearsed(workshop: Workshop, report: Any) -> None:
    """For the checklist; a folder that cannot be written to is no reason to lose what was found."""
    import platform
    from contextlib import suppress
    from datetime import UTC, datetime

    from kit.storage import Rehearsed, keep_rehearsed

    failed = len({failure.delegate for failure in report.failures})
    machine, advised = platform.node(), report.advice.participants
    with suppress(OSError):
        keep_rehearsed(workshop.folder, Rehearsed(datetime.now(UTC), report.participants, failed, advised, machine))
