"""What is said about records of votes."""

MESSAGES: dict[str, str] = {
    "record.written": "The record is in {file}: {ballots} ballots, seal {seal}.",
    "record.few": "Fewer than {min} ballots say something, so the record in {file} holds none of them.",
    "record.reveals": "For the organiser only. Whoever knows the number of a ballot can see how that person voted; where nearly all voted alike, everybody's vote can be guessed.",
    "record.reveals_delegations": "Each ballot shows its delegation: where few of a delegation voted, their votes can be guessed. Do not pass it on.",
    "record.no_delegations": (
        "Ballots are written without their delegation, so results by delegation cannot be counted again from it. "
        "Use --with-delegations for a record that the organiser alone keeps."
    ),
    "record.agrees": "{file} agrees: {ballots} ballots counted again, seal {seal}.",
    "record.agrees_by_person": "Counted again by person only: its ballots do not say their delegation.",
    "record.hidden": "It holds no ballots, as too few were cast; there was nothing to count again.",
    "record.disagrees": "{file} does not agree:",
    "record.not_a_record": "{file} is no record of a vote.",
    "record.unreadable": "A part of it is missing or has another form ({reason}).",
    "record.seal": "The record's seal does not fit what it holds: something was changed after it was written.",
    "record.ballot_seal": "From ballot {number} ({code}) on, seals do not fit: a ballot was changed, added or left out.",
    "record.last_seal": "The seal of all ballots is not that of the last one: ballots were added or left out at the end.",
    "record.twice": "The ballot number {code} stands there twice.",
    "record.bad_ballot": "The ballot {code} holds marks that this vote does not allow.",
    "record.result": "Counted again, “{what}” comes out differently.",
    "record.what_is_meant": "Name a workshop's folder and a session, or a record with --check FILE.",
}
