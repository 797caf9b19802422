"""One line for each fault: what was tried, how often, and what was lost, doubled or half-written."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from fault_audit import Damage


@dataclass(frozen=True, slots=True)
class Row:
    """A fault that was tried."""

    fault: str
    tried: int
    accepted: int
    """Changes whose writers were told that they are saved."""
    damage: Damage
    note: str = ""
    control: bool = False
    """With durability taken away: it has to lose something, or the method finds nothing."""

    @property
    def bad(self) -> bool:
        """Whether this must not be."""
        return self.control != bool(self.damage) or not self.tried

    def line(self) -> str:
        """For a terminal, and for the page of figures."""
        verdict = ("must lose: " if self.control else "") + ("FAILED" if self.bad else "ok")
        damage = (self.damage.lost, self.damage.doubled, self.damage.half)
        cells = (self.fault, f"{self.tried:,}", f"{self.accepted:,}", *damage, verdict, self.note)
        return f"| {' | '.join(map(str, cells))} |"


HEADINGS = """| what was tried | times | accepted | lost | doubled | half-written | verdict | |
|---|--:|--:|--:|--:|--:|---|---|"""


def say(line: str) -> None:
    """On the terminal, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
