"""Numbers of paper forms, photos of them, and what is late."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from kit.domain.entry import Refused
from kit.domain.held import Span
from kit.domain.lateness import is_late
from kit.domain.paper import in_full, read_number
from kit.domain.photos import MOST_BYTES, as_kept

SERIALS = st.integers(1, 99_999_999)


def refused(typed: str) -> str:
    with pytest.raises(Refused) as caught:
        read_number(typed)
    return caught.value.code


@given(SERIALS, st.sampled_from(["{}", " {} ", "\u200f{}"]), st.sampled_from(["-", "", " ", "–"]))
def test_number_is_read_as_it_is_printed_however_it_is_typed(serial: int, around: str, hyphen: str) -> None:
    assert read_number(around.format(in_full(serial).replace("-", hyphen))) == serial


@given(SERIALS, st.sampled_from(["०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "௦௧௨௩௪௫௬௭௮௯", "۰۱۲۳۴۵۶۷۸۹"]))
def test_number_is_read_in_the_languages_own_digits(serial: int, digits: str) -> None:
    assert read_number(in_full(serial).translate(str.maketrans("0123456789", digits))) == serial


@given(SERIALS, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(serial: int, place: int, more: int) -> None:
    digits = in_full(serial).replace("-", "")
    place %= len(digits)
    wrong = f"{digits[:place]}{(int(digits[place]) + more) % 10}{digits[place + 1 :]}"
    assert refused(wrong) in ("paper.number_wrong", "paper.number_malformed")


@given(SERIALS, st.integers(0, 7))
def test_two_exchanged_digits_are_noticed(serial: int, place: int) -> None:
    digits = in_full(serial).replace("-", "")
    place %= len(digits) - 1
    exchanged = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if exchanged != digits:
        assert refused(exchanged) in ("paper.number_wrong", "paper.number_malformed")


@pytest.mark.parametrize("typed", ["", "-", "7", "BD-01", "1e5", "²³", "1001-9-" * 9, "0019"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert refused(typed) == "paper.number_malformed"


DAY = datetime(2023, 3, 1, 9, tzinfo=UTC)
END = datetime(2023, 3, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("spans", "now", "late"),
    [
        ((), DAY, False),
        ((Span(DAY),), DAY + HOUR, False),
        ((Span(DAY, DAY + HOUR),), DAY + 2 * HOUR, True),
        ((Span(DAY, DAY + HOUR), Span(DAY + 2 * HOUR)), DAY + 3 * HOUR, False),
        ((Span(DAY, DAY + HOUR), Span(END + HOUR)), END + 2 * HOUR, True),
        ((Span(DAY),), END, True),
        ((Span(END + HOUR),), END + 2 * HOUR, False),
    ],
    ids=["not begun", "open", "closed", "opened again", "opened again afterwards", "left open", "only afterwards"],
)
def test_what_is_late(spans: tuple[Span, ...], now: datetime, late: bool) -> None:
    assert is_late(spans, now, END) is late


def photo(kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 48), 90).convert("RGB").save(out, kind, **more)
    return out.getvalue()


def pixels(picture: bytes) -> bytes:
    return Image.open(io.BytesIO(picture)).convert("RGB").tobytes()


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize(("orientation", "turn"), [(1, 0), (3, 180), (6, 90), (8, 270)])
def test_photo_is_kept_without_what_its_camera_wrote(orientation: int, turn: int, progressive: bool) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x0112] = "A telephone", "Rahima of Dhaka", orientation
    given = photo("JPEG", exif=exif, comment=b"at the ministry", progressive=progressive) + b"a film of the room"
    kept = as_kept(given)
    assert (kept.media_type, kept.turn) == ("image/jpeg", turn)
    assert pixels(kept.picture) == pixels(given)
    for told in (b"Exif", b"Rahima", b"telephone", b"ministry", b"film"):
        assert told in given
        assert told not in kept.picture


def test_png_is_kept_without_its_texts() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Rahima")
    given = photo("PNG", pnginfo=info)
    kept = as_kept(given)
    assert kept.media_type == "image/png"
    assert b"Rahima" in given
    assert b"Rahima" not in kept.picture
    assert pixels(kept.picture) == pixels(given)


@example(b"\xd9", b"\xff\xd8\xff", 0)
@example(b"\0\0\0\0IEND\xaeB`\x82", b"\x89PNG\r\n\x1a\n", 0)
@given(st.binary(max_size=200), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]), st.integers(0, 2000))
def test_what_is_no_photo_is_refused_in_words(noise: bytes, start: bytes, cut: int) -> None:
    for sent in (start + noise, photo("JPEG")[: min(cut, 500)], photo("PNG")[: min(cut, 500)]):
        with pytest.raises(Refused, match=r"paper\.photo_kind"):
            as_kept(sent)


def test_photo_that_is_too_big_is_refused() -> None:
    with pytest.raises(Refused, match=r"paper\.photo_big"):
        as_kept(photo("JPEG") + bytes(MOST_BYTES))
