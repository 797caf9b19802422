"""A vote's record: everything that was counted, so that others can count it again.

Each ballot's seal is made from the seal before it and the ballot, the first from what was asked: who changes, leaves
out or adds a ballot changes every seal after it, and the last one is what the room was shown. The record's own seal
covers the rest. Seals are SHA-256; they show changes made after the seal was seen, and prove nothing about before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kit.domain.ballots import Ballot, Tally
from kit.domain.entry import Refused
from kit.domain.form import Choice
from kit.domain.marks import check_marks
from kit.domain.tally import tally
from kit.domain.texts import Text
from kit.domain.workshop import Vote

KIND, VERSION = "workplan-kit vote record", 1
_SHORT = 12
"""Letters of a seal that people compare by eye: 48 bits."""
_COUNTED = ("by_person", "winner_of_all_duels", "circle", "placed_by_person")
_COUNTED_BY_DELEGATION = ("by_delegation", "changes_by_rule", "changes_without", "placed_by_delegation", "turnout")


@dataclass(frozen=True, slots=True)
class Disagrees:
    """Something in a record that does not agree with the rest of it; `code` is its sentence."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)


def record(
    counted: Tally,
    ballots: Sequence[Ballot],
    *,
    about: Mapping[str, Any],
    decision: Mapping[str, Any] | None,
    with_delegations: bool,
) -> dict[str, Any]:
    """The record as plain JSON values; `about` says which vote of which workshop it is.

    Without enough ballots for totals it holds none. Ballots carry their delegation only `with_delegations`: then it can
    be read from them how a person voted wherever few of one delegation did.
    """
    shown = [] if counted.hidden else sorted(ballots, key=lambda ballot: ballot.code)
    asked = _vote_json(counted.vote)
    listed = [_ballot_json(ballot, with_delegations) for ballot in shown]
    for line, seal in zip(listed, _chain(asked, listed), strict=True):
        line["seal"] = seal
    found = {
        "kind": KIND,
        "version": VERSION,
        **about,
        "vote": asked,
        "ballots": listed,
        "ballots_seal": listed[-1]["seal"] if listed else None,
        "result": counted.to_json(),
        "decision": dict(decision) if decision else None,
    }
    return found | {"seal": _seal(found)}


def room_seal(vote: Vote, ballots: Sequence[Ballot]) -> str:
    """The seal of all ballots, short, as the room is shown it; empty without ballots."""
    lines = [_ballot_json(ballot, False) for ballot in sorted(ballots, key=lambda ballot: ballot.code)]
    seals = list(_chain(_vote_json(vote), lines))
    return short(seals[-1]) if seals else ""


def short(seal: str) -> str:
    """The beginning of a seal, in groups of four."""
    letters = seal[:_SHORT].upper()
    return "-".join(letters[place : place + 4] for place in range(0, _SHORT, 4))


def check(found: Any) -> list[Disagrees]:
    """What does not agree in a record; nothing where all of it does. Raises ValueError for what is no record."""
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise ValueError("no record of a vote")
    try:
        return [*_check_seals(found), *_check_ballots(found)]
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        return [Disagrees("record.unreadable", {"reason": f"{type(wrong).__name__}: {wrong}"[:120]})]


def _check_seals(found: Mapping[str, Any]) -> Iterator[Disagrees]:
    if found["seal"] != _seal({name: value for name, value in found.items() if name != "seal"}):
        yield Disagrees("record.seal")
    lines = found["ballots"]
    for number, (line, seal) in enumerate(zip(lines, _chain(found["vote"], lines), strict=True), start=1):
        if line["seal"] != seal:
            yield Disagrees("record.ballot_seal", {"number": str(number), "code": str(line["code"])})
            return
    if found["ballots_seal"] != (lines[-1]["seal"] if lines else None):
        yield Disagrees("record.last_seal")


def _check_ballots(found: Mapping[str, Any]) -> Iterator[Disagrees]:
    vote, lines, said = _vote_from(found["vote"]), found["ballots"], found["result"]
    codes = [line["code"] for line in lines]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Disagrees("record.twice", {"code": str(code)})
    for line in lines:
        try:
            check_marks(vote, line["marks"])
        except Refused:
            yield Disagrees("record.bad_ballot", {"code": str(line["code"])})
    if not said["hidden"]:
        yield from _recount(vote, lines, said)


def _recount(vote: Vote, lines: Sequence[Mapping[str, Any]], said: Mapping[str, Any]) -> Iterator[Disagrees]:
    by_delegation = bool(lines) and all("delegation" in line for line in lines)
    again = tally(vote, [Ballot(line.get("delegation"), line["marks"], line["code"]) for line in lines]).to_json()
    names = ["ballots", "abstentions", "hidden", *_COUNTED, *(_COUNTED_BY_DELEGATION if by_delegation else ())]
    for name in names:
        if _numbers(again.get(name)) != _numbers(said.get(name)):
            yield Disagrees("record.result", {"what": name})


def _numbers(value: Any) -> Any:
    """As JSON gives it back, without the words that people read."""
    plain = json.loads(json.dumps(value))
    if isinstance(plain, list):
        return [_numbers(each) for each in plain]
    return (
        {name: _numbers(each) for name, each in plain.items() if name != "label"} if isinstance(plain, dict) else plain
    )


def _vote_json(vote: Vote) -> dict[str, Any]:
    options = [{"name": option.name, "words": option.label.first} for option in vote.options]
    numbers = {"budget": vote.budget, "cap": vote.cap, "min_ballots": vote.min_ballots}
    return {"question": vote.question.first, "method": vote.method, "unit": vote.unit, **numbers, "options": options}


def _vote_from(asked: Mapping[str, Any]) -> Vote:
    options = tuple(Choice(each["name"], Text({"": each["words"]})) for each in asked["options"])
    budget, cap, fewest = (int(asked[name]) for name in ("budget", "cap", "min_ballots"))
    return Vote(Text({"": asked["question"]}), options, asked["method"], budget, cap, asked["unit"], fewest)


def _ballot_json(ballot: Ballot, with_delegations: bool) -> dict[str, Any]:
    marks = dict(ballot.values) if isinstance(ballot.values, Mapping) else list(ballot.values)
    line = {"code": ballot.code, "marks": marks}
    return line | ({"delegation": ballot.delegation} if with_delegations else {})


def _chain(asked: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A seal for each ballot, from the one before. A ballot's delegation is not in it: one seal fits both records."""
    last = _seal(asked)
    for line in lines:
        last = _seal([last, line["code"], line["marks"]])
        yield last


def _seal(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
