"""The `kit` command; docs/commands.md says what each does. `--json`: one JSON document on stdout, and nothing else."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

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
from kit.definitions.memory import remembered_workshop
from kit.domain.entry import Refused
from kit.domain.form import Form
from kit.domain.viewer import FACILITATOR, ORGANISER, PUBLIC, Role, Viewer
from kit.domain.workshop import Session, Workshop
from kit.words import say

FAILED, WRONG = 1, 2
"""Exit codes: something failed (the rest is done), and wrong use or an invalid definition."""

Folder = click.Path(path_type=Path, file_okay=False)
File = click.Path(path_type=Path, dir_okay=False)
DOCUMENT_HELP = "workplan (the default), summary, signature, follow-up, round, briefing or record; repeatable."
database = click.option(
    "--db", "database", metavar="URL", help="Another database than the folder's own, for example PostgreSQL."
)
as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document on stdout, and nothing else there."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="workplan-kit")
def main() -> None:
    """Run a multi-country policy workshop and leave with finished workplans."""


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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
def new(folder: Path) -> None:
    """Make a new workshop's folder, with FIXME where there is something to fill in."""
    try:
        new_workshop(folder)
    except CannotCreate as reason:
        give_up(str(reason), WRONG)
    click.echo(say("cli.made", folder=folder))


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
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


@main.command("translate")
@click.argument("folder", metavar="DIR", type=Folder)
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
@click.option("--pdf", type=File, metavar="FILE", help="Printable sheets with a QR code: each delegation's invitation.")
@click.option(
    "--language", metavar="L", help="Of the sheets; `own`: each in its delegation's. By default the workshop's."
)
@click.option("--url", metavar="URL", help="The address that people type; by default that of the last server.")
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
    from kit.live.address import remembered_address
    from kit.live.room import Room

    workshop = workshop_in(folder)
    with store_of(workshop, database) as store:
        room = Room(workshop, store, (url or remembered_address(workshop)).rstrip("/"))
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
@click.argument("file", metavar="LIST", type=File)
@click.option("--out", type=Folder, metavar="FOLDER", help="Where the files go; by default DIR/invitations.")
@click.option("--url", metavar="URL", help="The address that people type; by default that of the last server.")
@as_json
@database
def invite(folder: Path, file: Path, out: Path | None, url: str | None, as_json: bool, database: str | None) -> None:
    """Make an invitation for each person of a list (XLSX or CSV), with a code of their own."""
    from kit.exchange.invited import read_invited
    from kit.live.address import remembered_address
    from kit.live.room import Room
    from kit.reports.invitations import invite as make

    workshop, place = workshop_in(folder), out or folder / "invitations"
    with store_of(workshop, database) as store:
        people, problems = read_invited(file, workshop)
        try:
            room = Room(workshop, store, (url or remembered_address(workshop)).rstrip("/"))
            made = make(store, people, room.join_url, place)
        except OSError as wrong:
            give_up(say("cli.not_written", file=place, reason=wrong.strerror or wrong))
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
@click.option("--form", "names", multiple=True, metavar="F", help="Only this form; may be given more than once.")
@click.option("--delegation", "delegations", multiple=True, metavar="XX", help="Only for this delegation.")
@click.option("--language", metavar="L", help="The language of the sheets; by default the workshop's own.")
@click.option("--copies", type=click.IntRange(1, 200), default=1, show_default=True, help="Sheets for each delegation.")
@click.option("--out", type=Folder, metavar="FOLDER", help="Where the files go; by default DIR/paper.")
@click.option("--url", metavar="URL", help="The address that people type; by default that of the last server.")
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
    from kit.live.address import remembered_address
    from kit.reports.paper import print_forms

    workshop = workshop_in(folder)
    forms = _on_paper(workshop, names)
    codes = known_delegations(workshop, delegations) or [known.code for known in workshop.delegations]
    address = (url or remembered_address(workshop)).rstrip("/")
    if language and language not in workshop.languages:
        give_up(say("cli.language_unknown", language=language, known=", ".join(workshop.languages)), WRONG)
    with store_of(workshop, database) as store:
        place = out or folder / "paper"
        try:
            written = print_forms(store, forms, codes, language or workshop.language, address, place, copies)
        except OSError as wrong:
            give_up(say("cli.not_written", file=place, reason=wrong.strerror or wrong))
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


@main.command("open")
@click.argument("folder", metavar="DIR", type=Folder)
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
@click.option("--out", metavar="D", help="A folder, or an address that fsspec knows; by default DIR/reports.")
@click.option("--document", "documents", multiple=True, metavar="KIND", help=DOCUMENT_HELP)
@click.option(
    "--delegation", "delegations", multiple=True, metavar="XX", help="Only this one; may be given more than once."
)
@click.option("--format", "formats", default="html,pdf,docx,xlsx", show_default=True)
@click.option("--language", metavar="L", help="By default the workshop's own.")
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
@click.option(
    "--round", "round_name", metavar="R", help="two-weeks, 90-days or next-workshop; without it: how all stand."
)
@click.option(
    "--delegation", "delegations", multiple=True, metavar="XX", help="Only this one; may be given more than once."
)
@click.option("--again", is_flag=True, help="Send it once more, as it stands now, with five new working days.")
@click.option("--url", metavar="URL", help="The address that delegations open; by default that of the last server.")
@click.option("--out", metavar="D", help="A folder, or an address that fsspec knows; by default DIR/reports.")
@click.option("--format", "formats", default="html,pdf,docx,xlsx", show_default=True)
@click.option("--language", metavar="L", help="By default the workshop's own.")
@as_json
@database
def followup(folder: Path, round_name: str | None, again: bool, url: str | None, **options: Any) -> None:
    """Send what delegations told back to them, to be corrected within a few working days; or show how that stands."""
    from kit.domain.rounds import ROUNDS
    from kit.forms.told import answers
    from kit.live.address import remembered_address
    from kit.reports.command import known_formats, make
    from kit.reports.send_back import as_json, lines, send_back

    workshop = workshop_in(folder)
    named = known_delegations(workshop, options["delegations"])
    if round_name not in (None, *ROUNDS):
        give_up(say("round.unknown", round=round_name, known=", ".join(ROUNDS)), WRONG)
    address = (url or remembered_address(workshop)).rstrip("/")
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


@main.command()
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


@main.command("import")
@click.argument("folder", metavar="DIR", type=Folder)
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


@main.command("import-form")
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
@click.option("--out", "file", type=File, metavar="FILE", help="By default DIR/checklist.pdf; or docx, html, xlsx.")
@click.option("--language", metavar="L", help="By default the workshop's own.")
@click.option("--url", metavar="URL", help="The address that people type; by default that of the last server.")
@as_json
@database
def checklist(
    folder: Path, file: Path | None, language: str | None, url: str | None, as_json: bool, database: str | None
) -> None:
    """Make the checklist of the room; what the kit can check itself is checked."""
    from datetime import datetime

    from kit.live.address import remembered_address
    from kit.reports.checklist import known_format, open_points, write_checklist
    from kit.reports.prepared import look_at

    workshop, file = workshop_in(folder), file or folder / "checklist.pdf"
    try:
        known_format(file)
    except ValueError as wrong:
        give_up(str(wrong), WRONG)
    with store_of(workshop, database) as store:
        address = (url or remembered_address(workshop)).rstrip("/")
        prepared = look_at(workshop, store, address, language or workshop.language)
    try:
        write_checklist(prepared, file, datetime.now(workshop.time_zone).date())
    except OSError as wrong:
        give_up(say("cli.not_written", file=file, reason=wrong.strerror))
    checks = prepared.checks()
    if as_json:
        points = [{"check": c.name, "done": c.done, "what": c.what, "found": c.found} for c in checks]
        print_json({"file": str(file), "checks": points})
        return
    click.echo("\n".join(open_points(checks)))
    left = sum(not check.done for check in checks)
    click.echo(say("checklist.written", file=file, open=left, count=len(checks)))


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
@click.argument("file", type=File)
@database
def backup(folder: Path, file: Path, database: str | None) -> None:
    """Write a consistent copy while people go on writing."""
    workshop = workshop_in(folder)
    with store_of(workshop, database) as store:
        store.backup(file)
    click.echo(say("cli.backup_done", file=file))


@main.command()
@click.argument("file", type=File)
@click.argument("folder", metavar="DIR", type=Folder)
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
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


@main.command()
@click.argument("folder", metavar="DIR", type=Folder)
def lab(folder: Path) -> None:
    """Open JupyterLab in this environment, for those who write notebooks."""
    import os

    from kit.definitions.places import NOTEBOOKS

    workshop = workshop_in(folder)
    environment = {**os.environ, "KIT_WORKSHOP": str(workshop.folder.resolve())}
    os.execvpe(sys.executable, [sys.executable, "-m", "jupyter", "lab", f"--notebook-dir={NOTEBOOKS}"], environment)
