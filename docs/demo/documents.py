"""The first page of every document, in each language of the gallery."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from demo.camera import take_page
from demo.gallery import FOLDER, LANGUAGES
from demo.room import Room

_OF = "PK"
"""Whose documents are shown: Urdu is one of its languages."""
_TOLD = "MV"
"""A delegation that reported something after the workshop."""
_REPORTS = ("workplan", "summary", "signature", "follow-up", "record")
_RECORD = "record-findings"
_ADDRESS = "https://workshop.example.org"


def send_back(room: Room, delegation: str) -> Path:
    """What a delegation told, sent back to it."""
    told = ("--round", "two-weeks", "--delegation", delegation, "--format", "pdf", "--url", _ADDRESS)
    room.kit("followup", room.named, *told)
    return room.folder / "reports" / delegation / "round-two-weeks.pdf"


def take_documents(room: Room) -> None:
    """Those of a workshop that has been held."""
    send_back(room, _TOLD)
    for language in LANGUAGES:
        for name, file in _made(room, language).items():
            take_page(f"document-{name}-{language}", room.folder.parents[1] / file, folder=FOLDER)


def take_briefing(room: Room) -> None:
    """That of a workshop that follows on another."""
    for language in LANGUAGES:
        out = Path("documents") / language
        room.kit("report", room.named, *_asked(language, out, "briefing", "--delegation", _OF))
        take_page(f"document-briefing-{language}", room.folder.parents[1] / out / _OF / "briefing.pdf", folder=FOLDER)


def _made(room: Room, language: str) -> Mapping[str, Path]:
    out = Path("documents") / language
    room.kit("report", room.named, *_asked(language, out, ",".join(_REPORTS), "--delegation", _OF))
    room.kit("report", room.named, *_asked(language, out, "workplan"))
    room.kit("codes", room.named, "--pdf", out / "codes.pdf", "--language", language)
    room.kit("checklist", room.named, "--out", out / "checklist.pdf", "--language", language)
    room.kit("paper", room.named, "--form", "barrier", "--delegation", _OF, "--language", language, "--out", out)
    room.kit("report", room.named, *_asked(language, out, "round", "--delegation", _TOLD))
    reports = {name: out / _OF / f"{_RECORD if name == 'record' else name}.pdf" for name in _REPORTS}
    printed = {"invitation": "codes", "checklist": "checklist", "paper": "barrier"}
    return {
        **reports,
        "round": out / _TOLD / "round-two-weeks.pdf",
        "region": out / "region" / "workplan.pdf",
        **{name: out / f"{file}.pdf" for name, file in printed.items()},
    }


def _asked(language: str, out: Path, documents: str, *more: str) -> tuple[str | Path, ...]:
    return ("--document", documents, "--language", language, "--format", "pdf", "--out", out, *more)
