"""What `kit rehearse` says."""

MESSAGES = {
    "rehearse.joining": "Joining",
    "rehearse.saving": "Filling in",
    "rehearse.title": "{participants} delegates joined at once; {processors} processors, {free} of memory free.",
    "rehearse.joins": "Joining, until the form can be filled in: median {median}, 95 % within {p95}, slowest {slowest}",
    "rehearse.saves": "Saving ({count} changes), until kept: median {median}, 95 % within {p95}, slowest {slowest}",
    "rehearse.cpu": "Processor time: {join} for a join, {save} for a save",
    "rehearse.memory": "Memory: {each} for a participant, {server} for the server itself",
    "rehearse.none_failed": "Nobody failed.",
    "rehearse.failed": "{count} of {participants} failed:",
    "rehearse.failure": "  {count} × {step}, session {session}: {reason}",
    "rehearse.step_join": "joining",
    "rehearse.step_save": "saving",
    "rehearse.advice": (
        "This machine is advised for at most {participants} participants "
        "(memory {by_memory}; all in within half a minute {by_joining}; all typing at once {by_saving}). "
        "Rehearse with as many as you expect: what a page costs grows with what the others write."
    ),
    "rehearse.cannot": "The rehearsal's server did not start. Its last words:\n{words}",
}
