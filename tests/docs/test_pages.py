"""The guide that shows every page is written from its list, and nothing is missing in it."""

from __future__ import annotations

from guides import DOCS, ROOT

from kit.definitions import load_workshop


def test_the_guide_is_as_its_list_says(demo) -> None:  # type: ignore[no-untyped-def]
    assert (DOCS / "pages.md").read_text(encoding="utf-8") == demo("gallery").guide()


def test_the_guide_shows_every_page(demo) -> None:  # type: ignore[no-untyped-def]
    gallery, house, second = (demo(name) for name in ("gallery", "house", "second"))
    listed = [each.page for each in gallery.shown() if each.page and each.workshop == "first"]
    assert sorted(listed) == sorted(house.PAGES)
    sessions = load_workshop(second.SECOND).sessions
    assert {each.page for each in gallery.shown() if each.workshop == "second"} == {f"/s/{s.id}" for s in sessions}


def test_every_session_of_the_example_is_looked_at_or_like_one_that_is(demo) -> None:  # type: ignore[no-untyped-def]
    sessions = load_workshop(ROOT / "sessions" / "south-asia-2023").sessions
    shown = {session.notebook for session in sessions if session.id in demo("house").SESSIONS}
    assert shown == {session.notebook for session in sessions}


def test_each_page_has_its_pictures_and_no_picture_is_left_over(demo) -> None:  # type: ignore[no-untyped-def]
    gallery = demo("gallery")
    named = [name for each in gallery.shown() for name, _ in [*each.pictures(), *each.dark_pictures()]]
    assert len(named) == len(set(named))
    assert {file.stem for file in gallery.FOLDER.glob("*")} == set(named)
