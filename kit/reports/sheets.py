"""Printable join codes: one page for each, to be scanned from across a table; a delegation's is its invitation."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kit.domain.texts import direction
from kit.domain.viewer import Role
from kit.domain.workshop import Workshop
from kit.reports.fonts import drawable, families
from kit.reports.invitation import bring, facts, privacy
from kit.reports.qr import qr_svg
from kit.reports.templates import IN_WORKSHOP, Templates
from kit.reports.text import clean, map_plain
from kit.reports.typesetting import printable, typeset_pdf
from kit.words import say

OWN = "own"
"""In place of a language: each delegation's own."""
_WORDS = ("scan", "or_type", "keep_secret", "code_picture")


def write_code_sheets(
    workshop: Workshop, rows: Sequence[Mapping[str, str | None]], file: Path, language: str | None = None
) -> None:
    """Write a PDF with one page for each code; a row holds ``role``, ``delegation``, ``code`` and ``url``.

    A delegation's page is its invitation; with a ``name`` in its row it is a person's, in the row's ``language``.
    ``language`` is the workshop's own by default; with ``own`` each delegation's page is in the first of its languages
    that the workshop offers.

    Raises:
        OSError: where the file cannot be written.
    """
    templates = Templates.of([workshop.folder.joinpath(*IN_WORKSHOP)])
    template = templates.find("codes.typ").read_bytes()
    main = workshop.language if language in (None, OWN) else str(language)
    values = {
        "language": main,
        "style": dict(templates.style),
        "title": _printed(workshop.title.to(main)),
        "pages": [_page(workshop, templates, row, _language(workshop, row, language)) for row in rows],
    }
    made = datetime.now(UTC).replace(microsecond=0)
    file.write_bytes(typeset_pdf(templates, template, {"sheets": values}, made))


def _language(workshop: Workshop, row: Mapping[str, str | None], asked: str | None) -> str:
    if said := row.get("language"):
        return said
    if asked == OWN:
        return offered_language(workshop, row["delegation"])
    return asked or workshop.language


def offered_language(workshop: Workshop, delegation: str | None) -> str:
    """The first of a delegation's languages that the workshop offers, else the workshop's own."""
    offered = {tag.split("-")[0]: tag for tag in reversed(workshop.languages)}
    own = workshop.delegation(delegation).languages if delegation else ()
    return next((offered[tag.split("-")[0]] for tag in own if tag.split("-")[0] in offered), workshop.language)


def _page(workshop: Workshop, templates: Templates, row: Mapping[str, str | None], language: str) -> dict[str, Any]:
    words, rtl = templates.words(language), direction(language) == "rtl"
    invites = row["role"] == Role.PARTICIPANT
    name, place = row.get("name"), _who(workshop, row, words.label("role", str(row["role"])), language)
    texts = {
        "title": workshop.title.to(language),
        "who": name or place,
        "of": place if name else "",
        "words": {name: words(name) for name in _WORDS}
        | {name: say(f"invite.{name}", language) for name in ("bring", "privacy")}
        | {"same_code": say("invite.own_code" if name else "invite.same_code", language)},
        "facts": [list(fact) for fact in facts(workshop, language)] if invites else [],
        "bring": bring(language) if invites else [],
        "privacy": privacy(workshop, language) if invites else [],
    }
    shown: dict[str, Any] = map_plain(texts, lambda text: printable(clean(text), rtl=rtl))
    return shown | {
        "language": language,
        "direction": direction(language),
        "fonts": list(families(language)),
        "code": str(row["code"]),
        "url": str(row["url"]),
        "svg": qr_svg(str(row["url"])),
        "staff": not invites,
    }


def _who(workshop: Workshop, row: Mapping[str, str | None], role: str, language: str) -> str:
    code = row["delegation"]
    return f"{workshop.delegation(code).name.to(language)} – {role}" if code else role


def _printed(text: str) -> str:
    return drawable(clean(text))
