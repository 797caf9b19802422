"""Answers that are too long, in other digits, in other scripts."""

from __future__ import annotations

from forms_room import Room, Site, eventually, question, state, wait_saved


def test_ten_thousand_pasted_characters_stay_in_the_field_and_the_rest_is_saved(site: Site, room: Room) -> None:
    """A text over its limit is not cut: it stays, with what to do; the other answers are saved all the same."""
    room.open("barriers")
    view = room.join()
    page = site.form(view, "barrier", session="'barriers'")
    page.get_by_role("button", name="Add a barrier").click()
    statement = question(page, "statement").locator("textarea")
    statement.fill("A long story 🙂 " * 700)
    question(page, "severity").get_by_label("3", exact=False).check()
    state(page, "held")
    assert "fit" in (question(page, "statement").locator(".kf-message.is-error").text_content() or "")
    assert statement.get_attribute("aria-invalid") == "true"
    assert len(statement.input_value()) > 10_000
    eventually(lambda: [e.values for e in view.entries("barrier")] == [{"severity": "3"}])
    page.reload()
    page.locator(".kf-card-head").click()
    page.wait_for_function("() => document.querySelector('[data-question=statement] textarea').value.length > 10000")
    statement.fill("A short story 🙂")
    wait_saved(page)
    assert view.entries("barrier")[0].values["statement"] == "A short story 🙂"


def test_bangla_digits_are_taken_and_shown_as_the_store_wrote_them(site: Site, room: Room) -> None:
    """A cost in Bangla digits with separators is a number; "not known yet" is an answer too."""
    room.open("workplan")
    view = room.join()
    page = site.form(view, "activity", session="'workplan'")
    page.get_by_role("button", name="Add an activity").click()
    page.get_by_text("Money", exact=True).click()
    cost = question(page, "cost_estimate")
    cost.locator("input[type=text]").fill("১২,৫০০.৫০")
    cost.locator("input[type=text]").blur()
    eventually(lambda: [e.values.get("cost_estimate") for e in view.entries("activity")] == ["12500.50"])
    page.wait_for_function("() => document.querySelector('[data-question=cost_estimate] input').value === '12500.50'")
    assert "currency" in (question(page, "currency").locator(".kf-message").text_content() or "")
    cost.get_by_label("Not known yet").check()
    eventually(lambda: view.entries("activity")[0].values.get("cost_estimate") == "unknown")
    assert cost.locator("input[type=text]").is_disabled()


def test_word_for_a_number_stays_in_its_field_with_the_reason(site: Site, room: Room) -> None:
    """What the store refuses stays where it was typed, and does not hold up other answers."""
    room.open("workplan")
    view = room.join()
    page = site.form(view, "activity", session="'workplan'")
    page.get_by_role("button", name="Add an activity").click()
    question(page, "activity").locator("textarea, input").fill("Train councillors")
    page.get_by_text("Money", exact=True).click()
    cost = question(page, "cost_estimate").locator("input[type=text]")
    cost.fill("a lot")
    state(page, "held")
    assert cost.input_value() == "a lot"
    assert "not a number" in (question(page, "cost_estimate").locator(".kf-message.is-error").text_content() or "")
    eventually(lambda: view.entries("activity")[0].values.get("activity") == "Train councillors")


def test_name_and_number_in_a_note_are_saved_with_a_kind_warning(site: Site, room: Room) -> None:
    """A phone number in a note is kept, and the person is told that more people read this."""
    room.open("barriers")
    view = room.join()
    page = site.form(view, "barrier", session="'barriers'")
    page.get_by_role("button", name="Add a barrier").click()
    question(page, "statement").locator("textarea").fill("Call +880 1711 123456 about it")
    warning = question(page, "statement").locator(".kf-message.is-warning")
    warning.wait_for()
    assert "phone number" in (warning.text_content() or "")
    assert question(page, "statement").locator("textarea").get_attribute("aria-invalid") is None


def test_urdu_form_runs_from_right_to_left_and_takes_marks(site: Site, room: Room) -> None:
    """The page's direction is the language's; typed text has its own; nothing is wider than a phone."""
    room.open("barriers")
    view = room.join("PK")
    page = site.form(view, "barrier", session="'barriers'", language="'ur'")
    assert page.locator(".kf").get_attribute("dir") == "rtl"
    page.locator(".kf-list > .kf-button").click()
    box = question(page, "statement").locator("textarea")
    box.fill("نوجوانوں کو \u200fنہیں بلایا\u200e جاتا (2023)")
    wait_saved(page)
    entry = view.entries("barrier")[0]
    assert entry.values["statement"] == "نوجوانوں کو \u200fنہیں بلایا\u200e جاتا (2023)"
    assert entry.language == "ur"
    assert box.get_attribute("dir") == "auto"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    place = page.locator(".kf-option input").first.bounding_box()
    assert place is not None
    assert place["x"] > 195
