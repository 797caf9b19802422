"""The fonts that the kit ships: which families a language needs, and what becomes of a character that none has."""

import logging
import unicodedata
from functools import cache
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped]

from kit.reports.text import LOST

log = logging.getLogger(__name__)
FAMILIES = {
    "bn": "Workplan Bengali",
    "as": "Workplan Bengali",
    "hi": "Workplan Devanagari",
    "ne": "Workplan Devanagari",
    "mr": "Workplan Devanagari",
    "si": "Workplan Sinhala",
    "ta": "Workplan Tamil",
    "ur": "Workplan Nastaliq",
    "dv": "Workplan Thaana",
}
ALL_FAMILIES = ("Workplan Sans", *dict.fromkeys(FAMILIES.values()), "Workplan Symbols")
# What a reader's own word processor is asked for: fonts that can be installed freely, by their public names.
WORD_LATIN = "Noto Sans"
WORD_FONTS = {
    "bn": "Noto Sans Bengali",
    "hi": "Noto Sans Devanagari",
    "ne": "Noto Sans Devanagari",
    "si": "Noto Sans Sinhala",
    "ta": "Noto Sans Tamil",
    "ur": "Noto Nastaliq Urdu",
    "dv": "Noto Sans Thaana",
}


def fonts_dir() -> Path:
    """The folder with the shipped fonts."""
    from kit.reports.templates import SHIPPED

    return SHIPPED / "fonts"


def families(language: str) -> tuple[str, ...]:
    """Font families in the order to try: the language's own first, then all others, since a cell may mix scripts."""
    own = FAMILIES.get(language.split("-")[0])
    return tuple(dict.fromkeys(([own] if own else []) + list(ALL_FAMILIES)))


@cache
def covered() -> frozenset[int]:
    """Every code point that at least one shipped font draws."""
    return frozenset().union(*(covered_by(family) for family in ALL_FAMILIES))


@cache
def covered_by(family: str) -> frozenset[int]:
    """Every code point that one family draws."""
    return frozenset(face(family).unicodes)


@cache
def face(family: str) -> hb.Face:
    """A family's regular font."""
    return hb.Face(hb.Blob.from_file_path(str(fonts_dir() / f"{family.replace(' ', '')}-Regular.ttf")))


def drawable(text: str) -> str:
    """Text that the shipped fonts can draw: any other character becomes a visible U+FFFD, and the log names it.

    An accessible PDF (PDF/UA) refuses a document with one missing glyph, and a plan must not fail for an emoji.
    """
    if text.isascii():
        return text
    missing = {character for character in text if not _known(character)}
    if not missing:
        return text
    log.warning("No font draws %s; replaced by %s", ", ".join(f"U+{ord(c):04X}" for c in sorted(missing)), LOST)
    # A skin tone only changes the look of the character before it: dropped without a mark.
    return text.translate({ord(c): None if 0x1F3FB <= ord(c) <= 0x1F3FF else LOST for c in missing})


def _known(character: str) -> bool:
    invisible = unicodedata.category(character) in ("Cf", "Zs") or 0xFE00 <= ord(character) <= 0xFE0F
    return invisible or character in "\n\t" or ord(character) in covered()
