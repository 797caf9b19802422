"""Joining, writing together, closing: seen from the phones."""

from __future__ import annotations

import time

from held_room import Room, run_kit
from playwright.sync_api import Page, expect


def add_barrier(page: Page, words: str) -> None:
    page.get_by_role("button", name="Add a barrier").click()
    page.get_by_label("What is the barrier?").fill(words)
    page.get_by_label("What is the barrier?").blur()


def test_members_of_one_delegation_see_each_others_changes_within_two_seconds(room: Room) -> None:
    run_kit("open", room.folder, "barriers")
    one, two = room.person("Mayor", "BD"), room.person("Officer", "BD")
    other = room.person("Councillor", "PK")
    for page in (one, two, other):
        page.wait_for_url("**/s/barriers")
        expect(page.get_by_role("button", name="Add a barrier")).to_be_visible()
    add_barrier(one, "No mandate for prevention")
    started = time.monotonic()
    expect(two.get_by_text("No mandate for prevention").first).to_be_visible(timeout=2_000)
    assert time.monotonic() - started < 2
    expect(other.get_by_text("No mandate for prevention")).to_have_count(0)


def test_a_reload_another_device_and_a_restarted_server_bring_back_what_was_there(room: Room) -> None:
    run_kit("open", room.folder, "barriers")
    one = room.person("Mayor", "BD")
    add_barrier(one, "Little data at local level")
    expect(one.get_by_text("✓ Saved").first).to_be_visible()
    one.reload()
    expect(one.get_by_text("Little data at local level").first).to_be_visible()
    room.stop()
    room.start()
    another = room.person("Mayor again", "BD")
    expect(another.get_by_text("Little data at local level").first).to_be_visible()


def test_a_closed_session_keeps_the_draft_and_says_so(room: Room) -> None:
    run_kit("open", room.folder, "barriers")
    one = room.person("Mayor", "BD")
    add_barrier(one, "First words")
    expect(one.get_by_text("✓ Saved").first).to_be_visible()
    run_kit("close", room.folder, "barriers")
    expect(one.get_by_text("This session is closed").first).to_be_visible()
    assert list((room.folder / "records").glob("barriers-*.ipynb"))


SESSIONS = ("opening-registration", "findings", "theme-nlc", "needs", "priorities", "workplan", "follow-up")


def test_every_kind_of_session_opens_for_a_participant(room: Room) -> None:
    page = room.person("Mayor", "BD")
    for session in SESSIONS:
        run_kit("open", room.folder, session)
        page.goto(f"{room.address}/s/{session}")
        expect(page.locator("main :is(input, button, textarea):visible").first).to_be_visible()
        expect(page.locator(".kit-cell.is-error")).to_have_count(0)
