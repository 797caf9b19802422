"""Text as it is stored: one normal form, nothing invisible that could mislead a reader or break a document."""

from __future__ import annotations

import re
import unicodedata

_REMOVED = re.compile(
    "["
    "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f"  # controls, but tab and line ends
    "\u202a-\u202e\u2066-\u2069"  # bidi overrides, embeddings, isolates: they can make a text read as another
    "\ufeff\ufff9-\ufffb\ufffe\uffff"  # byte order mark, interlinear marks, non-characters
    "\ud800-\udfff"  # halves of a character: no encoding can carry them
    "]"
)
_LINE_END = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_GAP = re.compile(r"[\s]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean_lines(text: str) -> str:
    """Text of several lines, in Unicode's NFC, with single line feeds, trimmed.

    Control characters, bidi overrides, embeddings and isolates (U+202A-E, U+2066-9) are removed, since they can make a
    text show as something else (Unicode Technical Report 36). Left-to-right and right-to-left marks, ZWJ and ZWNJ stay:
    Sinhala and Persian-script words need them.
    """
    lines = _LINE_END.sub("\n", text)
    kept = _REMOVED.sub("", lines).replace("\t", " ")
    tidy = "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", kept).split("\n"))
    return _BLANK_LINES.sub("\n\n", tidy).strip()


def clean_line(text: str) -> str:
    """Text of one line: as `clean_lines`, with line ends and runs of spaces as one space."""
    return _GAP.sub(" ", clean_lines(text)).strip()
