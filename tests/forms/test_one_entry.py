"""One entry for a person: saved as typed, and nothing typed is lost."""

from __future__ import annotations

import signal

from forms_room import Room, Site, eventually, question, signal_kernel, state, wait_saved


def test_registration_typed_is_saved_and_there_after_reload(site: Site, room: Room) -> None:
    """What a person types is in the store, and stands in the fields when the page is loaded again."""
    room.open("opening-registration")
    view = room.join()
    page = site.form(view, "registration")
    page.get_by_label("Your full name").fill("Rahima Khatun")
    page.get_by_label("Your role").select_option("city_officer")
    wait_saved(page)
    entry = view.entries("registration")[0]
    assert (entry.values["name"], entry.values["role_type"]) == ("Rahima Khatun", "city_officer")
    page.reload()
    page.wait_for_selector(".kf")
    assert page.get_by_label("Your full name").input_value() == "Rahima Khatun"
    assert page.get_by_label("Your role").input_value() == "city_officer"


def test_consents_are_never_ticked_beforehand_and_can_be_withdrawn(site: Site, room: Room) -> None:
    """Each consent is a tick of its own, empty at first; taking it back is saved as a no."""
    room.open("opening-registration")
    view = room.join()
    page = site.form(view, "registration")
    page.get_by_text("Your consent", exact=True).click()
    consents = page.locator(".kf-tick input")
    assert [box.is_checked() for box in consents.all()] == [False] * consents.count()
    photo = question(page, "consent_photo").locator("input")
    photo.check()
    eventually(lambda: [e.values.get("consent_photo") for e in view.entries("registration")] == [True])
    photo.uncheck()
    eventually(lambda: [e.values.get("consent_photo") for e in view.entries("registration")] == [False])


def test_kernel_killed_while_typing_keeps_every_word_for_the_next_page(site: Site, room: Room) -> None:
    """What was typed after the kernel had died is on the device, and is saved by the page that is loaded next."""
    room.open("opening-registration")
    view = room.join()
    page = site.form(view, "registration")
    page.get_by_label("Your full name").fill("Rahima")
    wait_saved(page)
    signal_kernel(room, view, signal.SIGKILL)
    page.get_by_role("textbox", name="Organisation").fill("City Council")
    page.get_by_label("Your full name").fill("Rahima Khatun")
    page.wait_for_timeout(600)
    page.reload()
    page.wait_for_selector(".kf")
    eventually(lambda: view.entries("registration")[0].values.get("organisation") == "City Council")
    eventually(lambda: view.entries("registration")[0].values.get("name") == "Rahima Khatun")
    wait_saved(page)
    assert page.get_by_role("textbox", name="Organisation").input_value() == "City Council"
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kit:'))") == []


def test_kernel_that_does_not_answer_shows_waiting_then_saved(site: Site, room: Room) -> None:
    """A line that hangs is said in words; when it answers again, everything is saved once."""
    room.open("opening-registration")
    view = room.join()
    page = site.form(view, "registration")
    signal_kernel(room, view, signal.SIGSTOP)
    page.get_by_label("Your full name").fill("Rahima")
    state(page, "waiting")
    assert "Waiting for the network" in (page.locator(".kf-status").text_content() or "")
    signal_kernel(room, view, signal.SIGCONT)
    wait_saved(page)
    entry = view.entries("registration")[0]
    assert (entry.values["name"], entry.version) == ("Rahima", 1)
