"""Typing for someone without a device: marked by role, shown as such, and taken back."""

from __future__ import annotations

from forms_room import Room, Site, eventually, question, wait_saved


def test_entry_marked_as_typed_for_someone_says_so_and_the_mark_can_be_taken_back(site: Site, room: Room) -> None:
    room.open("barriers")
    view = room.join()
    page = site.form(view, "barrier", session="'barriers'")
    page.get_by_role("button", name="Add a barrier").click()
    question(page, "statement").locator("textarea").fill("No budget line")
    tick = page.get_by_label("I enter this for someone without a device")
    tick.check()
    page.get_by_label("For whom").select_option("mayor")
    wait_saved(page)
    eventually(lambda: [entry.for_whom for entry in view.entries("barrier")] == ["mayor"])
    (entry,) = view.entries("barrier")
    assert (entry.author, entry.entered_by) == (None, view.viewer.person)
    page.get_by_role("button", name="Done").click()
    assert "entered for someone else (Mayor" in (page.locator(".kf-card-state").text_content() or "")
    page.locator(".kf-card-head").click()
    tick.uncheck()
    eventually(lambda: [entry.author for entry in view.entries("barrier")] == [view.viewer.person])
    assert not page.get_by_label("For whom").is_visible()
