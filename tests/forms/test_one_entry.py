"""One entry for a person: saved as typed, and there again after a reload."""

from __future__ import annotations

from conftest import Room, Site, wait_saved


def test_registration_typed_is_saved_and_there_after_reload(site: Site, room: Room) -> None:
    """What a person types is in the store, and stands in the fields when the page is loaded again."""
    room.open("opening-registration")
    view = room.join()
    page = site.form(view, "registration")
    page.get_by_label("Your full name").fill("Rahima Khatun")
    page.get_by_label("Your role").select_option("city_officer")
    wait_saved(page)
    entry = view.entries("registration")[0]
    assert entry.values["name"] == "Rahima Khatun"
    page.reload()
    page.wait_for_selector(".kf")
    assert page.get_by_label("Your full name").input_value() == "Rahima Khatun"
