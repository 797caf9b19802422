"""A kernel's stdout and stderr, which cost nothing while nobody prints."""

from __future__ import annotations

from ipykernel.iostream import OutStream


class Stream(OutStream):
    """ipykernel's stream without its trips to the sending thread when there is nothing to send.

    The kernel flushes both streams before and after each cell and waits for the other thread each time, which is half
    of what running a small cell costs.
    """

    _unsent = False

    def write(self, string: str) -> int:
        """Keep `string` for sending; returns its length."""
        length = super().write(string) or 0
        # Only after it: a flush that another thread asks for meanwhile must not take it for sent.
        self._unsent = True
        return length

    def flush(self) -> None:
        """Send what was written, and return when it is sent."""
        if self._unsent:
            self._unsent = False
            super().flush()  # type: ignore[no-untyped-call]
