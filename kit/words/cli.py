"""What the command line says."""

MESSAGES = {
    "cli.not_a_workshop": "{folder} is not a workshop's folder: there is no workshop.yaml in it. `kit new {folder}` makes one.",
    "cli.check_fine": "{folder}: no problems found.",
    "cli.check_found": "{errors} to mend, {warnings} to look at.",
    "cli.invalid": "The definition of this workshop has errors. Mend these first:",
    "cli.made": "{folder} is ready. Fill in what is marked FIXME, then run: kit check {folder}",
    "cli.session_unknown": "There is no session {session}. The sessions are: {known}.",
    "cli.opened": "{title} is open.",
    "cli.closed": "{title} is closed. Its record: {file}",
    "cli.record_failed": "{title} is closed and its answers are safe, but its record could not be written: {reason}",
    "cli.no_vote": "{session} holds no vote. Sessions with a vote: {known}.",
    "cli.tally_hidden": "The result of {session} is hidden until the session is closed.",
    "cli.delegation_unknown": "There is no delegation {code}. The delegations are: {known}.",
    "cli.format_unknown": "There is no format {format}. The formats are: {known}.",
    "cli.role_unknown": "There is no role {role}. Write organiser, facilitator, public or participant:CODE.",
    "cli.backup_done": "Backed up to {file}.",
    "cli.restored": "Restored to {folder}.",
    "cli.purged": "Removed by the rules of retention: {what}.",
    "cli.purge_nothing": "Nothing was due to be removed.",
    "cli.serving": "{title}\nPeople join at {address}",
    "cli.serving_stop": "Stop with Ctrl+C. Everything that was saved stays.",
}
