"""Fonts inside an HTML document: those glyphs that its text needs, for machines that lack the script's fonts."""

import base64
import string
import unicodedata
from collections.abc import Collection

import uharfbuzz as hb  # type: ignore[import-untyped]

from kit.reports.fonts import covered_by, face, families

LATIN_FAMILY = "Workplan Sans"
"""Not embedded: every machine has letters for it."""
ITS_OWN_LATIN = frozenset({"Workplan Nastaliq"})
"""Whose Latin letters are of another kind than those of the page's other texts, with hardly a space between words."""
_ASCII = frozenset(range(0x20, 0x7F))
_LATIN = frozenset(ord(character) for character in string.ascii_letters + string.digits + " ")
_JOINERS = frozenset({0x200C, 0x200D})
_LICENCE_NAMES = range(15)
"""Name records that say whose a font is and how it may be used."""


def embedded_fonts(characters: Collection[str], language: str) -> list[tuple[str, str]]:
    """Family and data address of each font needed besides a Latin one; nothing where there is no other script."""
    visible = {ord(character) for character in characters if unicodedata.category(character) != "Cf"}
    left = visible - covered_by(LATIN_FAMILY)
    found = []
    for family in families(language):
        mine = left & covered_by(family)
        if mine:
            shared = _ASCII - _LATIN if family in ITS_OWN_LATIN else _ASCII
            data = base64.b64encode(_subset(family, frozenset(mine | shared | _JOINERS))).decode()
            found.append((family, f"data:font/ttf;base64,{data}"))
            left -= mine
    return found


def _subset(family: str, points: frozenset[int]) -> bytes:
    """A font of these code points with all that shaping them needs: conjuncts, joined forms, marks."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(points)
    wanted.sets(hb.SubsetInputSets.NAME_ID).update(_LICENCE_NAMES)
    return bytes(hb.subset(face(family), wanted).blob.data)
