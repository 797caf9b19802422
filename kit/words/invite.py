"""The sheet that invites a delegation: beside its code, when and where, what to bring, and what is kept."""

MESSAGES = {
    "invite.when": "When",
    "invite.hours": "{day}, {begin}–{end}",
    "invite.clock": "Times are those of {city} (UTC{offset}).",
    "invite.place": "Where",
    "invite.languages": "Languages",
    "invite.organiser": "Invited by",
    "invite.bring": "What to bring",
    "invite.bring_device": "A phone, tablet or laptop with its charger. There is nothing to install and no account to make; who has no device gets one, or paper.",
    "invite.bring_knowledge": "What your office already has on the subjects: a plan, figures, good practice. No lists of names, no files on cases.",
    "invite.same_code": "The whole delegation uses this one code. Keep it within the delegation: who has it can write for you.",
    "invite.own_code": "This code is yours alone. Do not pass it on: who has it can write for your delegation.",
    "invite.written": "{file}: invitations for {count} people; new codes: {new}.",
    "invite.table": "{file}: the table for mail merge. It holds names and codes: keep it as you keep the list.",
    "invite.other_code": "{name}: the code in the list is not a valid one for this delegation and role, so a new one was made.",
    "invite.privacy": "What is kept, and why",
    "invite.consents": "You are asked separately for each of these, may refuse any without a reason, and may change your mind: {consents}.",
}
