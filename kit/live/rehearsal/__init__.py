"""A workshop rehearsed before people come: made-up delegates on a real server, and what this machine holds."""

from kit.live.rehearsal.play import rehearse
from kit.live.rehearsal.report import Report
from kit.live.rehearsal.stage import CannotRehearse

__all__ = ["CannotRehearse", "Report", "rehearse"]
