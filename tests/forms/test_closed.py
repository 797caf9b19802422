"""A session that closes while somebody writes."""

from __future__ import annotations

import signal

from forms_room import Room, Site, eventually, question, signal_kernel, state, wait_saved

from kit.domain.viewer import FACILITATOR


def test_answer_after_closing_is_kept_on_the_device_and_sent_on_reopening(site: Site, room: Room) -> None:
    """The page says that the session is closed, turns to reading, keeps what waits, and sends it when it may."""
    room.open("barriers")
    view = room.join()
    entry = room.write(view, "barrier", {"statement": "No budget"}, session="barriers")
    page = site.form(view, "barrier", session="'barriers'")
    page.locator(".kf-card-head").click()
    signal_kernel(room, view, signal.SIGSTOP)
    question(page, "tried_already").locator("textarea").fill("We asked")
    page.wait_for_timeout(600)
    room.close("barriers")
    signal_kernel(room, view, signal.SIGCONT)
    state(page, "kept")
    banner = page.locator(".kf-banner.is-info")
    assert "not open" in (banner.text_content() or "")
    assert "kept on this device" in (banner.text_content() or "")
    assert question(page, "tried_already").locator("textarea").is_hidden()
    assert question(page, "tried_already").locator(".kf-answer").last.text_content() == "We asked"
    assert view.entry(entry).values == {"statement": "No budget"}
    room.store.agenda.reopen("barriers", FACILITATOR)
    page.reload()
    page.wait_for_selector(".kf")
    eventually(lambda: view.entry(entry).values.get("tried_already") == "We asked")


def test_closed_form_shows_answers_as_text_and_takes_none(site: Site, room: Room) -> None:
    """Who opens a closed session reads: no field, no button to add."""
    room.open("barriers")
    view = room.join()
    room.write(view, "barrier", {"statement": "No budget", "severity": "3"}, session="barriers")
    page = site.form(view, "barrier", session="'barriers'", is_open=False)
    page.locator(".kf-card-head").click()
    assert "closed" in (page.locator(".kf-banner.is-info").text_content() or "")
    assert page.locator("textarea:visible, input:visible").count() == 0
    assert page.get_by_role("button", name="Add a barrier").is_hidden()
    assert "3" in (question(page, "severity").locator(".kf-answer").last.text_content() or "")


def test_device_that_keeps_nothing_says_so_and_still_saves(site: Site, room: Room) -> None:
    """Where storage is refused (private window, full), the page says so; answers go to the store all the same."""
    room.open("barriers")
    view = room.join()
    context = site.context()
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    page = site.form(view, "barrier", context, session="'barriers'")
    page.get_by_role("button", name="Add a barrier").click()
    question(page, "statement").locator("textarea").fill("No budget")
    page.get_by_text("keeps no copy").wait_for()
    wait_saved(page)
    assert [e.values["statement"] for e in view.entries("barrier")] == ["No budget"]


def test_signing_out_leaves_nothing_on_the_device(site: Site, room: Room) -> None:
    """After signing out no draft is on the device, also none that is typed or flushed afterwards."""
    room.open("barriers")
    view = room.join()
    page = site.form(view, "barrier", session="'barriers'")
    signal_kernel(room, view, signal.SIGSTOP)
    page.get_by_role("button", name="Add a barrier").click()
    question(page, "statement").locator("textarea").fill("Between us")
    keys = "Object.keys(localStorage).filter((key) => key.startsWith('kit:')).length"
    assert page.evaluate(keys) == 1
    page.evaluate("localStorage.setItem('other', 'stays'); document.dispatchEvent(new CustomEvent('kit:signout'))")
    question(page, "statement").locator("textarea").fill("Between us two")
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert page.evaluate(keys) == 0
    assert page.evaluate("localStorage.getItem('other')") == "stays"
    signal_kernel(room, view, signal.SIGCONT)


def test_draft_of_a_closed_tab_is_taken_over_but_not_that_of_an_open_one(site: Site, room: Room) -> None:
    """A second tab leaves alone what the first one still holds, and takes it over when the first has gone."""
    room.open("barriers")
    view = room.join()
    context = site.context()
    page = site.form(view, "barrier", context, session="'barriers'")
    page.get_by_role("button", name="Add a barrier").click()
    question(page, "statement").locator("textarea").fill("x" * 300)  # over its limit: stays on the device
    state(page, "held")
    second = site.form(view, "barrier", context, session="'barriers'")
    second.wait_for_timeout(800)
    assert second.locator(".kf-card").count() == 0
    page.close()
    third = site.form(view, "barrier", context, session="'barriers'")
    third.locator(".kf-card-head").click()
    assert question(third, "statement").locator("textarea").input_value() == "x" * 300
