"""Printable join codes: one page for each code, large enough to be scanned from across a table."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import segno

from kit.domain.texts import direction
from kit.domain.workshop import Workshop
from kit.reports.fonts import drawable, families
from kit.reports.templates import IN_WORKSHOP, Templates
from kit.reports.text import clean
from kit.reports.typesetting import typeset


def write_code_sheets(workshop: Workshop, rows: Sequence[Mapping[str, str | None]], file: Path) -> None:
    """Write a PDF with one page for each code; a row holds ``role``, ``delegation``, ``code`` and ``url``.

    Raises:
        OSError: where the file cannot be written.
    """
    language = workshop.language
    templates = Templates.of([workshop.folder.joinpath(*IN_WORKSHOP)])
    words = templates.words(language)
    template = templates.find("codes.typ").read_bytes()
    pages = [
        {
            "who": _printed(_who(workshop, row, words.label("role", str(row["role"])))),
            "code": str(row["code"]),
            "url": str(row["url"]),
            "svg": _square(str(row["url"])),
            "staff": row["role"] != "participant",
        }
        for row in rows
    ]
    values = {
        "language": language,
        "direction": direction(language),
        "fonts": list(families(language)),
        "style": dict(templates.style),
        "title": _printed(workshop.title.to(language)),
        "words": {name: _printed(words(name)) for name in ("scan", "or_type", "keep_secret", "code_picture")},
        "pages": pages,
    }
    made = datetime.now(UTC).replace(microsecond=0)
    options = {"format": "pdf", "pdf_standards": ["ua-1"], "timestamp": made}
    file.write_bytes(typeset(templates, template, {"sheets": values}, **options)[0])


def _who(workshop: Workshop, row: Mapping[str, str | None], role: str) -> str:
    code = row["delegation"]
    return f"{workshop.delegation(code).name.to(workshop.language)} – {role}" if code else role


def _printed(text: str) -> str:
    return drawable(clean(text))


def _square(url: str) -> str:
    """A QR code with enough correction for a creased sheet."""
    target = io.BytesIO()
    segno.make(url, error="m", micro=False).save(target, kind="svg", border=2, xmldecl=False)
    return target.getvalue().decode("utf-8")
