"""From the first code to the last document: one workshop, held with a console, a wall and phones."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from held_room import LAPTOP, Room, card, close_session, form, open_session, pick, question, run_kit, saved, write
from playwright.sync_api import Page, expect

from kit.definitions import load_workshop


def arrive(pages: list[Page], session: str) -> None:
    """Everybody is taken to the session that has been opened, or goes there by the link that appears."""
    for page in pages:
        link = page.locator(f"a[href='/s/{session}']").first
        for _ in range(200):
            if page.url.endswith(f"/s/{session}"):
                break
            if link.is_visible():
                link.click()
                break
            page.wait_for_timeout(100)
        page.wait_for_url(f"**/s/{session}")
        expect(page.locator("html[data-kit-ready]")).to_have_count(1)


def add(page: Page, title: str, button: str) -> None:
    """Press a form's button for another entry."""
    form(page, title).get_by_role("button", name=button).click()


def paper_ballots(folder: Path) -> Path:
    """Three ballots that were cast on paper."""
    file = folder / "paper.csv"
    options = [option.label.to("en") for option in load_workshop(folder).session("priorities").vote.options]
    empty = [""] * (len(options) - 3)
    with file.open("w", newline="", encoding="utf-8") as handle:
        rows = csv.writer(handle)
        rows.writerow(["Delegation", *options])
        rows.writerows([["LK", 3, 2, "", *empty], ["MV", 2, 2, 1, *empty], ["IN", "", 3, 2, *empty]])
    return file


def test_a_workshop_from_the_first_code_to_the_last_document(room: Room) -> None:
    facilitator = room.facilitator()
    wall = facilitator.context.new_page()
    wall.goto(f"{room.address}/wall")
    mayor, officer = room.person("Mayor's office", "BD"), room.person("Planning office", "BD", viewport=LAPTOP)
    councillor = room.person("Council secretariat", "PK")
    people = [mayor, officer, councillor]

    open_session(facilitator, "opening-registration")
    arrive(people, "opening-registration")
    write(mayor, "organisation", "Municipality")
    pick(mayor, "role_type", "Mayor or deputy mayor")
    saved(form(mayor, "Registration"))
    expect(wall.get_by_role("heading", name="Opening and registration")).to_be_visible()
    expect(wall.locator(".wall-count.has-answered")).to_have_count(1)
    close_session(facilitator, "opening-registration")

    open_session(facilitator, "findings")
    arrive([mayor, councillor], "findings")
    finding = card(mayor, "Hardly any local government has a mandate")
    finding.locator(".kf-card-head").click()
    pick(finding, "relevance", "5 – Very much")
    saved(finding)
    close_session(facilitator, "findings")

    open_session(facilitator, "needs")
    arrive(people, "needs")
    add(mayor, "Capacities and needs", "Add an area")
    pick(mayor, "area", "Staff and training")
    write(mayor, "need_statement", "Induction training for newly elected councillors")
    saved(form(mayor, "Capacities and needs"))
    expect(officer.get_by_text("Staff and training").first).to_be_visible(timeout=2_000)
    expect(councillor.get_by_text("Induction training")).to_have_count(0)
    close_session(facilitator, "needs")

    open_session(facilitator, "priorities")
    arrive(people, "priorities")
    for page in people:
        vote(page)
    workshop = json.loads(run_kit("tally", room.folder, "priorities", "--json", check=False).stdout or "{}")
    assert workshop == {}
    run_kit("import", room.folder, paper_ballots(room.folder))
    close_session(facilitator, "priorities")
    show_result(facilitator, wall)
    tally = json.loads(run_kit("tally", room.folder, "priorities", "--json").stdout)
    assert tally["ballots"] == 6
    assert tally["by_person"][0]["rows"][0]["option"] == "induction_training"

    open_session(facilitator, "workplan")
    arrive([mayor, officer], "workplan")
    plan_a_year(mayor, officer)
    close_session(facilitator, "workplan")

    open_session(facilitator, "review")
    arrive([mayor, councillor], "review")
    review(councillor, mayor)
    close_session(facilitator, "review")

    open_session(facilitator, "matching")
    arrive([mayor, councillor], "matching")
    exchange(mayor, councillor)
    close_session(facilitator, "matching")

    open_session(facilitator, "confirm")
    arrive([mayor], "confirm")
    mayor.get_by_label("Name of the person who confirms").fill("Office of the Mayor")
    mayor.get_by_label("Date", exact=True).fill("2023-02-01")
    mayor.get_by_role("button", name="Confirm the plan for our delegation").click()
    expect(mayor.get_by_text("The plan is now: Confirmed by the delegation.")).to_be_visible()
    close_session(facilitator, "confirm")

    open_session(facilitator, "close")
    arrive(people, "close")
    for page in people:
        pick(page, "usefulness", "4 – Useful")
        saved(page)
    close_session(facilitator, "close")

    reports(room)


def show_result(facilitator: Page, wall: Page) -> None:
    """The wall keeps its question until the facilitator turns it; a press takes it back, and to a break."""
    expect(wall.locator(".kd-bars")).to_have_count(0)
    facilitator.get_by_role("button", name="Where should the hub's support begin?").click()
    expect(wall.locator(".kd-bars").get_by_text("Training for newly elected councillors")).to_be_visible(timeout=1_000)
    facilitator.get_by_role("button", name="Undo", exact=True).click()
    expect(wall.locator(".kd-bars")).to_have_count(0, timeout=1_000)
    facilitator.get_by_label("What should not be forgotten").fill("Who pays for interpreters?")
    facilitator.get_by_label("What should not be forgotten").press("Enter")
    facilitator.get_by_role("button", name="Parking lot").click()
    expect(wall.get_by_role("rowheader", name="Who pays for interpreters?")).to_be_visible(timeout=1_000)
    facilitator.get_by_role("button", name="The question").click()


def vote(page: Page) -> None:
    """Give the five dots, and cast them."""
    ballot = page.locator("main")
    for option, dots in (("Training for newly elected councillors", 3), ("Data on marginalised groups", 2)):
        for _ in range(dots):
            ballot.get_by_role("button", name=f"One dot more: {option}").click()
    ballot.get_by_role("button", name="Cast my vote").click()
    expect(ballot.get_by_text("Your vote is in").first).to_be_visible()


def plan_a_year(mayor: Page, officer: Page) -> None:
    """A need becomes a priority, the priority an activity, the activity a bar on the timeline."""
    write(form(mayor, "The workplan"), "vision", "Every council knows its part in prevention.")
    write(form(mayor, "The workplan"), "period_start", "2023-03-01")
    write(form(mayor, "The workplan"), "period_end", "2024-02-29")
    form(mayor, "The workplan").get_by_label("Other delegations may read the draft").check()
    mayor.get_by_role("button", name="Make it a priority").click()
    expect(
        form(mayor, "Priorities").get_by_text("Induction training for newly elected councillors").first
    ).to_be_visible()
    officer.get_by_role("button", name="Begin an activity").click()
    activities = form(officer, "Activities")
    activities.locator(".kf-card-head").first.click()
    write(activities, "activity", "Two-day induction in four districts")
    write(activities, "lead_institution", "Institute of Local Government")
    write(activities, "start", "2023-04-01")
    write(activities, "end", "2023-09-30")
    write(activities, "cost_estimate", "১২৫০০")
    pick(activities, "currency", "BDT: Bangladeshi Taka")
    saved(activities)
    expect(mayor.get_by_text("Two-day induction in four districts").first).to_be_visible(timeout=3_000)
    expect(mayor.locator(".kd[data-kind=timeline]").get_by_text("BD-01").first).to_be_visible()
    question(activities, "end").locator("input").fill("2023-03-01")
    question(activities, "end").locator("input").blur()
    expect(activities.get_by_text("before").first).to_be_visible()
    write(activities, "end", "2023-09-30")
    saved(activities)


def review(councillor: Page, mayor: Page) -> None:
    """One delegation comments on another's activity, and the owner answers."""
    activity = card(councillor, "Two-day induction")
    activity.locator(".kf-card-head").click()
    pick(activity, "clarity", "Green – fine as it is")
    write(activity, "good", "Begins with those who are new")
    write(activity, "question", "Who trains the trainers?")
    saved(activity)
    comment = card(mayor, "Pakistan")
    comment.locator(".kf-card-head").click(timeout=5_000)
    expect(comment.get_by_text("Who trains the trainers?").first).to_be_visible()
    pick(comment, "reply", "We accept it")
    write(comment, "reply_why", "The institute has twelve trainers.")
    expect(councillor.get_by_text("The institute has twelve trainers.").first).to_be_visible(timeout=5_000)


def exchange(mayor: Page, councillor: Page) -> None:
    """An offer meets a need, and both see why."""
    for page, kind, words in (
        (mayor, "We look for", "Trainers with council experience"),
        (councillor, "We offer", "Trainers of our academy"),
    ):
        add(page, "Offers and needs", "Add an offer or a need")
        pick(page, "kind", kind)
        pick(page, "theme", "Training of councillors and staff")
        pick(page, "support_type", "Training")
        write(page, "statement", words)
        saved(form(page, "Offers and needs"))
    board = mayor.locator(".kd[data-kind=matches]")
    expect(board.get_by_text("Trainers of our academy").first).to_be_visible(timeout=5_000)
    expect(board.get_by_text("The same kind of support: Training").first).to_be_visible()


def reports(room: Room) -> None:
    """Every country's workplan and the region's, in four formats, from what was typed."""
    out = room.folder / "out"
    answer = json.loads(run_kit("report", room.folder, "--out", out, "--json").stdout)
    assert answer["failed"] == []
    assert {(d["delegation"], d["format"]) for d in answer["documents"]} == {
        (code, kind) for code in ("BD", "IN", "LK", "MV", "PK", "region") for kind in ("html", "pdf", "docx", "xlsx")
    }
    words = (out / "BD" / "workplan.html").read_text(encoding="utf-8")
    assert "Two-day induction in four districts" in words
    assert "Confirmed by the delegation" in words
    assert (out / "region" / "workplan.pdf").read_bytes().startswith(b"%PDF")
