"""QR codes on paper: with enough correction for a creased sheet."""

import io

import segno


def qr_svg(url: str) -> str:
    """The code as a picture that scales."""
    target = io.BytesIO()
    segno.make(url, error="m", micro=False).save(target, kind="svg", border=2, xmldecl=False)
    return target.getvalue().decode("utf-8")


def qr_png(url: str) -> bytes:
    """The code as pixels, eight for each module."""
    target = io.BytesIO()
    segno.make(url, error="m", micro=False).save(target, kind="png", border=2, scale=8)
    return target.getvalue()
