"""A list of entries: adding, editing in place, removing, undoing; with the keyboard alone."""

from __future__ import annotations

from forms_room import Room, Site, eventually, question, wait_saved


def test_entry_added_is_named_by_its_answer_and_can_be_removed_and_brought_back(site: Site, room: Room) -> None:
    """A card carries the words that name its entry; removing can be undone, and the store follows."""
    room.open("barriers")
    view = room.join()
    page = site.form(view, "barrier", session="'barriers'")
    page.get_by_role("button", name="Add a barrier").click()
    question(page, "statement").locator("textarea").fill("No budget line")
    wait_saved(page)
    assert page.locator(".kf-card-title").text_content() == "No budget line"
    page.get_by_role("button", name="Remove").click()
    eventually(lambda: view.entries("barrier") == [])
    page.get_by_role("button", name="Undo").click()
    eventually(lambda: [e.values["statement"] for e in view.entries("barrier")] == ["No budget line"])
    assert page.locator(".kf-card-title").text_content() == "No budget line"


def test_entry_opened_and_left_empty_leaves_no_trace(site: Site, room: Room) -> None:
    """Pressing "add" and then "done" without a word makes no entry."""
    room.open("barriers")
    view = room.join()
    page = site.form(view, "barrier", session="'barriers'")
    page.get_by_role("button", name="Add a barrier").click()
    page.get_by_role("button", name="Done").click()
    assert page.locator(".kf-card").count() == 0
    assert view.entries("barrier") == []


def test_conditional_question_appears_when_it_is_asked(site: Site, room: Room) -> None:
    """The question about how to put a finding right is needed only where the finding is not right."""
    room.open("findings")
    view = room.join()
    subjects = "[Subject(f.id, f.id, f.text.to('en')) for f in workshop.findings]"
    page = site.form(view, "mapping_response", session="'findings'", subjects=subjects)
    page.locator(".kf-card-head").first.click()
    correction = question(page, "correction").first
    needed = correction.locator(".kf-needed")
    was = (correction.is_visible(), needed.text_content())
    question(page, "accuracy").first.get_by_label("Wrong").check()
    eventually(lambda: correction.is_visible() and "needed" in (needed.text_content() or ""))
    assert was in ((False, ""), (True, ""))


def test_subjects_progress_counts_those_with_every_needed_answer(site: Site, room: Room) -> None:
    """The line over the findings says how many are answered; the card says what is missing."""
    room.open("findings")
    view = room.join()
    subjects = "[Subject(f.id, f.id, f.text.to('en')) for f in workshop.findings[:3]]"
    page = site.form(view, "mapping_response", session="'findings'", subjects=subjects)
    assert page.locator(".kf-subject-progress").text_content() == "0 of 3 answered"
    page.locator(".kf-card-head").first.click()
    card = page.locator(".kf-card").first
    question(card, "relevance").get_by_label("4", exact=False).check()
    question(card, "accuracy").get_by_label("Right", exact=True).check()
    question(card, "reply_basis").get_by_label("All of us agree").check()
    eventually(lambda: page.locator(".kf-subject-progress").text_content() == "1 of 3 answered")
    eventually(lambda: [e.subject for e in view.entries("mapping_response")] == ["F1"])


def test_whole_entry_is_written_with_the_keyboard_alone(site: Site, room: Room) -> None:
    """Tab, space, arrows and enter reach and set everything; focus is never lost."""
    room.open("barriers")
    view = room.join()
    page = site.form(view, "barrier", session="'barriers'")
    page.get_by_role("button", name="Add a barrier").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("No budget line")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    wait_saved(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "ward":
            break
    page.keyboard.press("ArrowDown")
    eventually(lambda: view.entries("barrier")[0].values.get("level") == "city")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Done":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "kf-card-head"
    values = view.entries("barrier")[0].values
    assert values["statement"] == "No budget line"
    assert len(values["type"]) == 1


def test_milestones_are_rows_that_are_added_and_removed(site: Site, room: Room) -> None:
    """A repeat's rows become a list in the store; an empty row is none."""
    room.open("workplan")
    view = room.join()
    page = site.form(view, "activity", session="'workplan'")
    page.get_by_role("button", name="Add an activity").click()
    page.get_by_text("When", exact=True).click()
    rows = question(page, "milestones")
    for place, words in enumerate(("Trainers chosen", "Training held")):
        rows.get_by_role("button", name="Add a line").first.click()
        rows.locator(".kf-row").nth(place).locator("input, textarea").first.fill(words)
    rows.get_by_role("button", name="Add a line").first.click()

    def written() -> list[str]:
        return [row["text"] for e in view.entries("activity") for row in e.values.get("milestones", [])]

    eventually(lambda: written() == ["Trainers chosen", "Training held"])
    rows.get_by_role("button", name="Remove line 1").click()
    eventually(lambda: written() == ["Training held"])
