"""Sending a round of follow-up back: who gets a summary, and until when each may correct it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kit.definitions.weekends import DAYS, weekend_of
from kit.domain.rounds import ROUNDS, Summary, due, follow_up_forms, last_working_day
from kit.domain.workshop import Workshop
from kit.forms.told import Answer
from kit.storage import Store
from kit.words import say


def send_back(store: Store, round: str, delegations: Sequence[str], link: str, *, again: bool) -> list[Summary]:
    """Note that what these delegations (all, where none is named) told goes back to them now.

    Who has been sent the round already keeps its time, unless it is sent ``again``: then its time begins anew.
    """
    workshop, made = store.workshop, store.context.clock()
    today = made.astimezone(workshop.time_zone).date()
    wanted = [d for d in workshop.delegations if not delegations or d.code in delegations]
    summaries = []
    for delegation in wanted:
        weekend = weekend_of(delegation)
        until = last_working_day(today, weekend, workshop.follow_up.working_days)
        summaries.append(Summary(round, delegation.code, made, until, tuple(sorted(weekend)), link))
    return store.rounds.keep(summaries, again=again)


def closed_session(store: Store) -> str | None:
    """A session to open so that corrections can be made; None where one that asks for them takes answers."""
    forms = {form.name for form in follow_up_forms(store.workshop)}
    asking = [session for session in store.workshop.sessions if forms.intersection(session.forms)]
    states, now = store.agenda.states(), store.context.clock()
    taking = [s for s in asking if states[s.id].state == "open" or s.takes_late(now)]
    return None if taking or not asking else asking[-1].id


def as_json(answer: Answer) -> dict[str, Any]:
    """One delegation's answer to a round."""
    summary = answer.summary
    return {
        "round": summary.round,
        "delegation": summary.delegation,
        "made": summary.made.isoformat(),
        "until": summary.until.isoformat(),
        "weekend": [DAYS[day] for day in summary.weekend],
        "entries": answer.entries,
        "corrections": answer.corrections,
        "standing": str(answer.standing),
    }


def lines(workshop: Workshop, answers: Sequence[Answer]) -> Iterator[str]:
    """Every round for a terminal: when it is due, and what became of it."""
    for round in ROUNDS:
        day = due(workshop, round)
        yield say("round.due" if day else "round.due_open", round=round, due=day.isoformat() if day else "")
        mine = [answer for answer in answers if answer.summary.round == round]
        yield from (_line(answer) for answer in mine) if mine else ("  " + say("round.line_none"),)


def _line(answer: Answer) -> str:
    summary, stands = answer.summary, say(f"round.standing_{answer.standing}")
    counted = {"entries": answer.entries, "corrections": answer.corrections}
    return "  " + say("round.line", delegation=summary.delegation, standing=stands, until=summary.until, **counted)
