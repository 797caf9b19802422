"""Two people of one delegation in the same entry."""

from __future__ import annotations

from forms_room import Room, Site, eventually, question, state, wait_saved
from playwright.sync_api import Page

from kit.storage import View


def _both(site: Site, room: Room) -> tuple[View, Page, View, Page, str]:
    """Two devices with the same barrier open."""
    room.open("barriers")
    one, other = room.join(name="Rahima"), room.join(name="Karim")
    entry = room.write(one, "barrier", {"statement": "No budget"}, session="barriers")
    pages = [site.form(view, "barrier", session="'barriers'") for view in (one, other)]
    for page in pages:
        page.locator(".kf-card-head").click()
    return one, pages[0], other, pages[1], entry


def test_change_elsewhere_is_shown_without_moving_focus_or_typed_text(site: Site, room: Room) -> None:
    """Another person's answers come in beside the field that is being written in, with a quiet mark."""
    one, page, _, beside, entry = _both(site, room)
    tried = question(beside, "tried_already").locator("textarea")
    tried.fill("We asked the min")
    on_screen = "document.activeElement.getBoundingClientRect().top"
    stood = beside.evaluate(on_screen)
    question(page, "severity").get_by_label("3", exact=False).check()
    question(page, "statement").locator("textarea").fill("No budget line at all")
    eventually(lambda: question(beside, "statement").locator("textarea").input_value() == "No budget line at all")
    assert question(beside, "severity").get_by_label("3", exact=False).is_checked()
    assert question(beside, "severity").locator(".kf-mark").is_visible()
    assert beside.evaluate("document.activeElement.value") == "We asked the min"
    assert abs(beside.evaluate(on_screen) - stood) < 2
    tried.press_sequentially("istry")
    wait_saved(beside)
    eventually(lambda: one.entry(entry).values.get("tried_already") == "We asked the ministry")
    assert one.entry(entry).conflicts == ()


def test_same_answer_changed_by_both_shows_both_and_is_settled_by_a_pick(site: Site, room: Room) -> None:
    """Neither value is lost: both stand side by side on both devices until somebody picks one."""
    one, page, _, beside, entry = _both(site, room)
    box = question(beside, "statement").locator("textarea")
    box.focus()  # what is being written in does not change under the cursor
    question(page, "statement").locator("textarea").fill("No money for committees")
    question(page, "statement").locator("textarea").blur()
    eventually(lambda: one.entry(entry).values["statement"] == "No money for committees")
    beside.wait_for_timeout(600)
    box.fill("Nobody pays the committees")
    state(beside, "conflict")
    eventually(lambda: len(one.entry(entry).conflicts) == 1)
    for shown in (page, beside):
        offers = question(shown, "statement").locator(".kf-offer .kf-answer")
        offers.first.wait_for()
        assert set(offers.all_text_contents()) == {"No money for committees", "Nobody pays the committees"}
    box.blur()  # leaving the field chooses nothing
    beside.wait_for_timeout(600)
    assert len(one.entry(entry).conflicts) == 1
    page.locator(".kf-offer").nth(1).get_by_role("button", name="Keep this one").click()
    eventually(lambda: one.entry(entry).values["statement"] == "No money for committees")
    eventually(lambda: one.entry(entry).conflicts == ())
    for shown in (page, beside):
        shown.wait_for_function("() => !document.querySelector('.kf-conflict:not([hidden])')")


def test_third_answer_typed_in_the_field_settles_a_conflict(site: Site, room: Room) -> None:
    """Writing something else in the field, and leaving it, settles what two people wrote."""
    one, page, _, beside, entry = _both(site, room)
    base = one.entry(entry).version
    room.write(room.join(name="Salma"), "barrier", {"statement": "First"}, entry=entry, base=base, session="barriers")
    room.write(room.join(name="Jamal"), "barrier", {"statement": "Second"}, entry=entry, base=base, session="barriers")
    question(page, "statement").locator(".kf-offer").first.wait_for()
    assert "Salma" in (question(page, "statement").locator(".kf-conflict").text_content() or "")
    box = question(page, "statement").locator("textarea")
    box.fill("Third")
    wait_for_third = question(page, "statement").locator(".kf-offer").count()
    assert wait_for_third == 2
    box.blur()
    eventually(lambda: (one.entry(entry).values["statement"], one.entry(entry).conflicts) == ("Third", ()))
    eventually(lambda: question(beside, "statement").locator("textarea").input_value() == "Third")


def test_entry_added_and_removed_by_another_comes_and_goes(site: Site, room: Room) -> None:
    """A list follows what others add and remove; what somebody is writing in stays and can be brought back."""
    one, page, _, beside, entry = _both(site, room)
    more = room.write(one, "barrier", {"statement": "No data"}, session="barriers")
    beside.get_by_text("No data").wait_for()
    question(beside, "tried_already").locator("textarea").fill("Asked")
    wait_saved(beside)
    room.write(one, "barrier", {}, entry=more, base=one.entry(more).version, deleted=True, session="barriers")
    room.write(one, "barrier", {}, entry=entry, base=one.entry(entry).version, deleted=True, session="barriers")
    eventually(lambda: beside.locator(".kf-card").count() == 1)
    beside.get_by_role("button", name="Bring it back").click()
    eventually(lambda: [e.id for e in one.entries("barrier")] == [entry])
    page.locator(f'[data-entry="{entry}"]').wait_for()
