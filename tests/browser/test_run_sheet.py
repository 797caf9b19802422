"""A late day at the console: what to shorten, groups, who is ready, time nearly over; everything taken back by undo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from held_room import Past, Room, card, pick, saved
from playwright.sync_api import Page, expect

from kit.domain.viewer import ORGANISER


@pytest.fixture
def past(room: Room) -> Iterator[Past]:
    """The opening was held on time, the findings began 45 minutes late and are on."""
    made = Past(room)
    made.held("opening-registration", 205, 150)
    made.held("local-reality", 145, 65)
    made.held("findings", 40)
    with closing(made.store):
        yield made


def at(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator("html[data-kit-ready]")).to_have_count(1)
    return page


def test_a_late_day_is_shortened_parted_and_brought_to_its_end(room: Room, past: Past) -> None:
    console = room.person("Facilitator", role="facilitator", viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    console.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    mayor, officer, other = room.person("Mayor", "BD"), room.person("Officer", "BD"), room.person("Mayor", "PK")
    wall = console.context.new_page()
    wall.goto(f"{room.address}/wall")
    waiting = room.person("Secretary", "LK")
    waiting.goto(f"{room.address}/now?stay")
    said = console.locator("#said")

    # What to shorten is taken over as it stands, reaches the phones, and is taken back by one press.
    line = console.locator("[data-session='barriers']")
    expect(console.locator("#day-words")).to_contain_text("late. As it is, it ends at")
    expect(line.locator(".console-late")).to_contain_text("min late")
    expect(waiting.locator("li", has_text="Barriers")).to_contain_text("instead of 16:30")
    told = waiting.locator("li", has_text="Barriers").locator(".live-time")
    before = told.inner_text()
    expect(console.locator("#run-now")).to_contain_text("Findings of the regional mapping: 8")
    console.get_by_role("button", name="Shorten like this").click()
    expect(said).to_have_text("Shortened. The new times are on every phone.")
    expect(console.locator("#day-words")).to_contain_text("the day still ends at")
    expect(line).to_contain_text("min instead of 60")
    expect(told).not_to_have_text(before)
    console.get_by_role("button", name="Undo").click()
    expect(said).to_have_text("Taken back: the last change of times.")
    expect(line.locator("[data-length]")).to_have_text("60 min")
    line.get_by_role("button", name="−5 min").click()
    expect(line.locator("[data-length]")).to_have_text("55 min instead of 60")
    expect(line.get_by_role("button", name="−5 min")).to_be_focused()
    line.locator("[data-pick]").click()
    console.get_by_role("button", name="Not today").click()
    expect(console.get_by_role("button", name="Today after all")).to_be_focused()
    expect(waiting.locator("li", has_text="Barriers")).to_contain_text("Not today")
    console.get_by_role("button", name="Undo").click()
    expect(said).to_contain_text("“Barriers” had been moved")

    # Two presses part the room; who comes late is given the smallest group; undo brings everybody back.
    for page in (mayor, officer, other):
        at(page, f"{room.address}/s/findings")
    console.locator("[data-session='findings'] [data-pick]").click()
    console.locator("#groups summary").click()
    console.get_by_role("button", name="2", exact=True).click()
    expect(mayor.locator(".live-group p")).to_contain_text("Group")
    expect(officer.locator(".live-group p")).to_contain_text("Group")
    groups = {page: page.locator(".live-group p").inner_text() for page in (mayor, officer)}
    assert set(groups.values()) == {"Your group\nGroup 1", "Your group\nGroup 2"}
    late = at(room.person("Engineer", "MV"), f"{room.address}/s/findings")
    expect(late.locator(".live-group p")).to_contain_text("Group")
    expect(wall.locator(".wall-groups li")).to_have_count(2)
    expect(wall.locator(".wall-groups")).not_to_contain_text("Mayor")
    rows = console.locator("#groups-formed tbody tr")
    expect(rows.nth(0).locator("td").first).to_have_text("3")
    expect(rows.nth(1).locator("td").first).to_have_text("2")
    console.get_by_label("Group 1: Where it meets").fill("The garden")
    console.get_by_role("button", name="Tell the places").click()
    first = mayor if "Group 1" in groups[mayor] else officer
    expect(first.locator(".live-group p")).to_have_text("Your group\nGroup 1\nThe garden", use_inner_text=True)
    for _ in range(2):
        console.get_by_role("button", name="Undo").click()
        expect(said).to_contain_text("the last change of the groups")
    expect(mayor.locator(".live-group")).to_be_hidden()

    # People choose by theme, as long as there is room.
    themes = console.locator("#groups-themes input")
    for place in range(2, themes.count()):
        themes.nth(place).uncheck()
    console.get_by_label("At most this many people").fill("1")
    console.get_by_role("button", name="Let people choose").click()
    mayor.locator(".live-group button", has_text="The role of local government").click()
    expect(mayor.locator(".live-group p")).to_contain_text("Your group")
    full = other.locator(".live-group button", has_text="The role of local government")
    expect(full).to_contain_text("full")
    full.click(force=True)
    expect(other.locator(".live-group p")).to_have_text("This group is full. Choose another one.")
    other.locator(".live-group button", has_text="National-local cooperation").click()
    expect(other.locator(".live-group button[aria-pressed=true]")).to_contain_text("your group")
    console.get_by_role("button", name="Back together").click()
    expect(other.locator(".live-group")).to_be_hidden()

    # One says for the delegation that it is ready; its own see by whom, others only how many.
    mayor.get_by_role("button", name="We are ready").click()
    expect(officer.locator(".live-ready p")).to_contain_text("ready, says Mayor")
    expect(other.locator(".live-ready p")).to_contain_text("When your delegation has finished")
    expect(console.locator(".console-progress tr", has_text="BD")).to_contain_text("ready")
    expect(wall.locator("#wall-ready")).to_have_text("1 of 4 delegations are ready.")
    officer.get_by_role("button", name="Not ready after all").click()
    expect(mayor.get_by_role("button", name="We are ready")).to_be_focused()
    expect(wall.locator("#wall-ready")).to_have_text("")
    officer.get_by_role("button", name="We are ready").click()

    # Time is nearly over: told once, politely, and nobody's place on the page changes.
    finding = card(other, "Hardly any local government has a mandate")
    finding.locator(".kf-card-head").click()
    pick(finding, "relevance", "5 – Very much")
    saved(finding)
    choice = finding.get_by_label("5 – Very much", exact=True)
    choice.focus()
    past.store.agenda.set_timer("findings", datetime.now(UTC) + timedelta(seconds=63), ORGANISER)
    expect(other.locator(".live-told")).to_have_text("One minute left")
    expect(choice).to_be_focused()
    prompt = console.locator("[data-prompt='findings']")
    expect(prompt).to_contain_text("is over in 1 min. 1 of 4 delegations are ready.")
    prompt.get_by_role("button", name="+5 min").click()
    expect(prompt).to_have_count(0)
    expect(console.locator("[data-session='findings'] [data-pick]")).to_be_focused()

    # Before closing, who is still writing is named, and what closing does is said.
    console.locator("[data-session='findings']").get_by_role("button", name="Close").click()
    assert "Saved something in the last two minutes: Pakistan." in asked[0]
    assert "After closing nobody can write." in asked[0]

    # The next is opened with its timer in one press, and both are taken back by one.
    following = console.locator("[data-session='theme-nlc']")
    following.get_by_role("button", name="Open with timer").click()
    expect(console.locator("#clock")).to_contain_text("59:")
    expect(following.get_by_role("button", name="Close")).to_be_focused()
    console.get_by_role("button", name="Undo").click()
    expect(said).to_have_text("Taken back: “National-local cooperation” had been opened.")
    expect(following.get_by_role("button", name="Open", exact=True)).to_be_visible()
