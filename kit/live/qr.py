"""QR codes of join links: on the wall, in the terminal, and on printable sheets."""

from __future__ import annotations

import io

import segno


def svg(link: str) -> bytes:
    """A picture of the link's QR code, one unit a module, that scales."""
    out = io.BytesIO()
    segno.make(link, error="m").save(
        out, kind="svg", xmldecl=False, border=2, svgclass=None, lineclass=None, omitsize=True
    )
    return out.getvalue()


def for_terminal(link: str) -> str:
    """The QR code in block characters."""
    out = io.StringIO()
    segno.make(link, error="l").terminal(out, compact=True, border=1)
    return out.getvalue()
