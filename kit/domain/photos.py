"""Photos of paper forms: JPEG or PNG, without what a camera or telephone writes into them (place, time, owner)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from kit.domain.entry import Refused

MOST_BYTES = 8_000_000
"""A photo of a phone of today, at its full size."""
_PNG = b"\x89PNG\r\n\x1a\n"
_DRAWN = frozenset({b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND"})
"""PNG chunks that a picture is drawn from (https://www.w3.org/TR/png-3/#11Chunks); texts and EXIF are others."""

_EXIF_WITHIN = 66_000
"""Bytes: an Exif segment is at most 64 KiB and stands first."""
_LITTLE = re.compile(rb"\x12\x01\x03\x00\x01\x00\x00\x00(.)\x00", re.DOTALL)
_BIG = re.compile(rb"\x01\x12\x00\x03\x00\x00\x00\x01\x00(.)", re.DOTALL)
"""Exif's entry for the orientation, one SHORT, in both orders of bytes."""
_DEGREES = {3: 180, 6: 90, 8: 270}


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as it is kept."""

    picture: bytes
    media_type: str
    turn: int = 0
    """Degrees by which it is to be turned clockwise to stand upright: what its camera noted is gone with the rest."""


def check_size(length: int) -> None:
    """Raises Refused where a photo has more bytes than are taken."""
    if length > MOST_BYTES:
        raise Refused("paper.photo_big", megabytes=f"{length / 1e6:.1f}", limit=str(MOST_BYTES // 1_000_000))


def as_kept(photo: bytes) -> Photo:
    """The picture alone. Raises Refused for what is too big, or no JPEG or PNG."""
    check_size(len(photo))
    try:
        if photo.startswith(b"\xff\xd8\xff"):
            return Photo(b"".join(_jpeg(photo)), "image/jpeg", _turn(photo))
        if photo.startswith(_PNG):
            return Photo(_PNG + b"".join(_png(photo)), "image/png")
    except (IndexError, ValueError) as error:
        raise Refused("paper.photo_kind") from error
    raise Refused("paper.photo_kind")


def _jpeg(photo: bytes) -> Iterator[bytes]:
    """The segments without application data and comments (ITU-T T.81, B.1.1.4), up to the end of the picture.

    Of application data only Adobe's is kept, which says how colours are to be read. What stands behind the picture,
    as a motion photo's film does, is left out.
    """
    yield photo[:2]
    place, drawn = 2, False
    while True:
        if photo[place] != 0xFF:
            raise ValueError("no marker")
        marker = photo[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == 0xD9:
            if not drawn:
                raise ValueError("no picture")
            yield photo[place : place + 2]
            return
        length = int.from_bytes(photo[place + 2 : place + 4], "big")
        end = place + 2 + length
        if length < 2 or end > len(photo):
            raise ValueError("a segment is cut off")
        adobe = marker == 0xEE and photo[place + 4 : place + 9] == b"Adobe"
        if adobe or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            yield photo[place:end]
        place = end
        if marker == 0xDA:
            drawn = True
            end = _end_of_scan(photo, place)
            yield photo[place:end]
            place = end


def _end_of_scan(photo: bytes, place: int) -> int:
    """Where the next marker stands that is neither a restart nor a stuffed byte."""
    while True:
        place = photo.index(b"\xff", place)
        following = photo[place + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7:
            return place
        place += 2


def _turn(photo: bytes) -> int:
    """How the camera was held (Exif 3.0, tag 274); 0 where it does not say, or says it in a way that we do not read."""
    for order, entry in ((b"II*\0", _LITTLE), (b"MM\0*", _BIG)):
        start = photo.find(b"Exif\0\0" + order, 0, _EXIF_WITHIN)
        if start >= 0 and (found := entry.search(photo, start, start + _EXIF_WITHIN)):
            return _DEGREES.get(found[1][0], 0)
    return 0


def _png(photo: bytes) -> Iterator[bytes]:
    place, drawn = len(_PNG), False
    while True:
        length, kind = int.from_bytes(photo[place : place + 4], "big"), photo[place + 4 : place + 8]
        end = place + 12 + length
        if len(kind) != 4 or end > len(photo):
            raise ValueError("a chunk is cut off")
        if zlib.crc32(photo[place + 4 : end - 4]) != int.from_bytes(photo[end - 4 : end], "big"):
            raise ValueError("a chunk is damaged")
        drawn = drawn or kind == b"IDAT"
        if kind == b"IEND" and not drawn:
            raise ValueError("no picture")
        if kind in _DRAWN:
            yield photo[place:end]
        if kind == b"IEND":
            return
        place = end
