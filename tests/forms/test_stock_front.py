"""The same widgets in a front end that knows nothing of the kit, as JupyterLab does: their modules come as text."""

from __future__ import annotations

from pathlib import Path

from forms_room import Room, Site, question, serving, wait_saved
from playwright.sync_api import Browser


def test_form_works_in_voila_as_it_comes(notebooks: Path, room: Room, browser: Browser) -> None:
    """Without the light page the form is drawn, has its style, and saves."""
    room.open("barriers")
    view = room.join()
    with serving(notebooks, "stock") as address:
        site = Site(address, notebooks, room, browser)
        page = site.form(view, "barrier", session="'barriers'")
        page.get_by_role("button", name="Add a barrier").click()
        question(page, "statement").locator("textarea").fill("No budget")
        wait_saved(page)
        assert page.locator(".kf-card").evaluate("(card) => getComputedStyle(card).borderRadius") == "12px"
        for context in site.contexts:
            context.close()
    assert [e.values["statement"] for e in view.entries("barrier")] == ["No budget"]
