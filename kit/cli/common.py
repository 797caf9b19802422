"""What the commands share: folders and options, and how they say what is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from kit.definitions import (
    InvalidWorkshop,
)
from kit.definitions.memory import remembered_workshop
from kit.domain.entry import Refused
from kit.domain.viewer import FACILITATOR, ORGANISER, PUBLIC, Role, Viewer
from kit.domain.workshop import Session, Workshop
from kit.words import say

FAILED, WRONG = 1, 2
"""Exit codes: something failed (the rest is done), and wrong use or an invalid definition."""

Folder = click.Path(path_type=Path, file_okay=False)
File = click.Path(path_type=Path, dir_okay=False)
database = click.option(
    "--db", "database", metavar="URL", help="Another database than the folder's own, for example PostgreSQL."
)
in_folder = click.argument("folder", metavar="DIR", type=Folder)
in_language = click.option("--language", metavar="L", help="By default the workshop's own.")
of_server = click.option(
    "--url", metavar="URL", help="The address that people type; by default that of the last server."
)
as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document on stdout, and nothing else there."
)


def give_up(message: str, code: int = FAILED) -> NoReturn:
    """Say what is wrong, and end."""
    click.echo(message, err=True)
    sys.exit(code)


def workshop_in(folder: Path) -> Workshop:
    """The folder's workshop, or its errors and exit code 2."""
    if not (folder / "workshop.yaml").is_file():
        give_up(say("cli.not_a_workshop", folder=folder), WRONG)
    try:
        return remembered_workshop(folder)
    except InvalidWorkshop as invalid:
        give_up("\n".join([say("cli.invalid"), *map(str, invalid.flaws)]), WRONG)


def session_of(workshop: Workshop, session_id: str) -> Session:
    """The session of that id, or the known ones and exit code 2."""
    try:
        return workshop.session(session_id)
    except KeyError:
        known = ", ".join(session.id for session in workshop.sessions)
        give_up(say("cli.session_unknown", session=session_id, known=known), WRONG)


@contextmanager
def store_of(workshop: Workshop, url: str | None) -> Iterator[Any]:
    """The workshop's store; what goes wrong in it is said in words."""
    from kit.storage import StorageProblem, open_store

    try:
        store = open_store(workshop, url)
    except StorageProblem as problem:
        give_up(str(problem))
    try:
        yield store
    except StorageProblem as problem:
        give_up(str(problem))
    except Refused as refusal:
        give_up(say(refusal.code, **refusal.details))
    finally:
        store.close()


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """What keeps a file from being written is said in words."""
    try:
        yield
    except OSError as wrong:
        give_up(say("cli.not_written", file=file, reason=wrong.strerror or wrong))


def address_of(workshop: Workshop, url: str | None) -> str:
    """The address that people type: the one that is named, or that of the last server."""
    from kit.live.address import remembered_address

    return (url or remembered_address(workshop)).rstrip("/")


def print_json(document: Any) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def viewer_named(name: str, workshop: Workshop) -> Viewer:
    """The viewer of `--as ROLE[:DELEGATION]`, or exit code 2."""
    role, _, delegation = name.partition(":")
    plain = {"organiser": ORGANISER, "facilitator": FACILITATOR, "public": PUBLIC}
    if role in plain and not delegation:
        return plain[role]
    if role != Role.PARTICIPANT:
        give_up(say("cli.role_unknown", role=role), WRONG)
    return Viewer(Role.PARTICIPANT, known_delegations(workshop, (delegation,))[0])


def known_delegations(workshop: Workshop, codes: tuple[str, ...]) -> list[str]:
    """The delegations named, or exit code 2."""
    known = [delegation.code for delegation in workshop.delegations]
    for code in codes:
        if code not in known:
            give_up(say("cli.delegation_unknown", code=code, known=", ".join(known)), WRONG)
    return list(codes)
