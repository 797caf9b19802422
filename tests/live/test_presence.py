"""People whose page is open are noted as there, all at once and not too often."""

from __future__ import annotations

from kit.live.presence import NOTE_SECONDS, Presence


def test_people_are_noted_once_a_minute_while_a_page_of_theirs_is_open() -> None:
    presence = Presence(None)  # type: ignore[arg-type]  # who is due needs no store
    assert presence.due(0) == []
    with presence.page_of("ann"), presence.page_of(None):
        with presence.page_of("ann"), presence.page_of("lal"):
            assert presence.due(0) == ["ann", "lal"]
            assert presence.due(NOTE_SECONDS - 1) == []
            assert presence.due(NOTE_SECONDS) == ["ann", "lal"]
        assert presence.due(2 * NOTE_SECONDS) == ["ann"]
    assert presence.due(9 * NOTE_SECONDS) == []
    with presence.page_of("lal"):
        assert presence.due(9 * NOTE_SECONDS + 1) == ["lal"]
