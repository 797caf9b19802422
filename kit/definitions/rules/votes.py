"""A vote can be held: enough options, and a budget that fits them."""

from __future__ import annotations

from collections.abc import Iterator

from kit.definitions.draft import Draft
from kit.definitions.flaws import Flaw
from kit.definitions.rules.looking import flaw_at
from kit.domain.moderation import questions_to_sort
from kit.domain.nominal import NOMINAL
from kit.domain.workshop import FEWEST_OPTIONS, MOST_OPTIONS, Session, Vote

MOST_FOR_PAIRS = 7
"""Options of a vote by pairs: seven make 21 pairs, about as many as people compare with care."""
HAVE_BUDGET = ("dots", "rank", "approve")


def check(draft: Draft) -> Iterator[Flaw]:
    """Flags too few or too many options, and budgets that cannot be spent."""
    for session in draft.sessions:
        if session.vote:
            yield from _of_vote(draft, session.vote)
            yield from _of_steps(draft, session, session.vote)


def _of_vote(draft: Draft, vote: Vote) -> Iterator[Flaw]:
    count = len(vote.options)
    if vote.sequence == NOMINAL:
        count = MOST_OPTIONS  # as many as come of the ideas, which are counted when they are put to the vote
    if not FEWEST_OPTIONS <= count <= MOST_OPTIONS:
        yield flaw_at(draft, vote, "options", "vote_options", count=count, fewest=FEWEST_OPTIONS, most=MOST_OPTIONS)
    if vote.method == "pairwise" and MOST_FOR_PAIRS < count == len(vote.options):
        pairs = count * (count - 1) // 2
        yield flaw_at(draft, vote, "options", "vote_pairs", count=count, pairs=pairs, most=MOST_FOR_PAIRS)
    if vote.method not in HAVE_BUDGET:
        return
    spendable = count * vote.cap if vote.method == "dots" else count
    if not 1 <= vote.budget <= max(spendable, 1):
        yield flaw_at(draft, vote, "budget", "vote_budget", budget=vote.budget, most=spendable)
    if vote.method == "dots" and not 1 <= vote.cap <= vote.budget:
        yield flaw_at(draft, vote, "cap", "vote_cap", cap=vote.cap, budget=vote.budget)


def _of_steps(draft: Draft, session: Session, vote: Vote) -> Iterator[Flaw]:
    """A nominal group needs a form to write ideas in, and ballots whose disagreement can be told."""
    if vote.sequence != NOMINAL:
        return
    if vote.method not in HAVE_BUDGET:
        yield flaw_at(draft, vote, "method", "vote_steps_method", method=vote.method)
    form = draft.forms.get(vote.ideas)
    if vote.ideas not in session.forms or form is None or not questions_to_sort(form.form):
        yield flaw_at(draft, vote, "ideas", "vote_ideas", name=vote.ideas, session=session.id)
