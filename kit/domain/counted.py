"""Which ballots a result of a vote is made from, once results of it have been shown (see `kit.domain.shown`).

Two results that differ by a few ballots tell what these few say, so the result that was shown stands until enough
ballots have been cast or changed. Enough is what the vote needs for a result at all, and five at most: where the
organisers let three ballots be counted, three may change a result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from kit.domain.ballots import Ballot
from kit.domain.shown import Said, may_follow
from kit.domain.suppress import MINIMUM
from kit.domain.tally import has_result, said
from kit.domain.workshop import Vote

Look = Sequence[Ballot]
"""The ballots from which a result was made that somebody was shown."""


def standing(vote: Vote, ballots: Look, looks: Sequence[Look]) -> Look:
    """The ballots that a result is made from now: all of them, or those of the last look."""
    return ballots if not looks or is_news(vote, ballots, looks) else looks[-1]


def differs(vote: Vote, ballots: Look, look: Look) -> bool:
    """Whether any ballot was cast or changed between the two."""
    return ballots != look and _marked(vote, ballots) != _marked(vote, look)


def is_news(vote: Vote, ballots: Look, looks: Sequence[Look]) -> bool:
    """Whether their result has not been shown, and may be. A result without scores is none."""
    if looks and (ballots == looks[-1] or _whole(vote, ballots) == _whole(vote, looks[-1])):
        return False
    if not has_result(vote, ballots):
        return False
    enough = enough_ballots(vote)
    return all(
        may_follow(count(vote, ballots), map(partial(count, vote), looks), minimum=enough)
        for count in (_whole, _marked)
    )


def enough_ballots(vote: Vote) -> int:
    """How many ballots must have been cast or changed before a result may be shown beside an earlier one."""
    return max(1, min(MINIMUM, vote.min_ballots))


def _whole(vote: Vote, ballots: Look) -> Said:
    """Ballots by what they say: all that a result can tell."""
    return Counter(_says(vote, ballot) for ballot in ballots)


def _marked(vote: Vote, ballots: Look) -> Said:
    """Ballots by what they say and their number, as a record lists them."""
    return Counter(f"{ballot.code} {_says(vote, ballot)}" for ballot in ballots)


def _says(vote: Vote, ballot: Ballot) -> str:
    return f"{ballot.delegation} {sorted(said(vote, ballot).items())}"
