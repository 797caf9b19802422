"""The `kit` command; docs/commands.md says what each does. `--json`: one JSON document on stdout, and nothing else."""

from __future__ import annotations

import click

from kit.cli import definition, documents, files, keeping, people, room, sessions, sheets


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="workplan-kit")
def main() -> None:
    """Run a multi-country policy workshop and leave with finished workplans."""


for _command in (
    definition.new,
    definition.check,
    definition.translate_,
    definition.import_form,
    definition.lab,
    room.serve,
    room.rehearse,
    people.codes,
    people.invite,
    people.person,
    sheets.paper,
    sheets.checklist,
    sessions.open_,
    sessions.close,
    sessions.status,
    sessions.tally,
    documents.report,
    documents.followup,
    files.import_,
    files.export,
    keeping.backup,
    keeping.restore,
    keeping.purge,
):
    main.add_command(_command)
