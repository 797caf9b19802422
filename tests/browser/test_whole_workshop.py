"""From the first code to the last document: one workshop, held with a console, a wall and phones in three languages."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

from held_room import (
    LAPTOP,
    Past,
    Room,
    card,
    close_session,
    form,
    language,
    open_session,
    pick,
    question,
    run_kit,
    said,
    saved,
    worded,
    write,
)
from playwright.sync_api import Page, expect

from kit.definitions import load_workshop
from kit.words import listed

TRAINING, DATA = "Training for newly elected councillors", "Data on marginalised groups and on threats"
INDUCTION = "নবনির্বাচিত কাউন্সিলরদের প্রারম্ভিক প্রশিক্ষণ"
HANDBOOK = "ہر تحصیل کے لیے تربیتی دستی کتاب"
BUDGET = "ہر ضلع کے لیے الگ بجٹ"


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
    form(page, title).get_by_role("button", name=worded(page, button)).click()


def paper_ballots(folder: Path) -> Path:
    """Three ballots that were cast on paper."""
    file = folder / "paper.csv"
    options = [option.label.to("en") for option in load_workshop(folder).session("priorities").vote.options]
    empty = [""] * (len(options) - 3)
    with file.open("w", newline="", encoding="utf-8") as handle:
        rows = csv.writer(handle)
        rows.writerow(["Delegation", *options])
        rows.writerows([["LK", 2, 2, 1, *empty], ["MV", 2, 2, 1, *empty], ["IN", 1, 1, 3, *empty]])
    return file


def test_a_workshop_from_the_first_code_to_the_last_document(room: Room) -> None:
    """Bangladesh writes in Bangla and English, Pakistan in Urdu from right to left, Sri Lanka in English."""
    past = Past(room)
    past.held("opening-registration", 150)
    past.store.close()
    facilitator = room.facilitator()
    wall = facilitator.context.new_page()
    wall.goto(f"{room.address}/wall")
    mayor = room.person("মেয়রের দপ্তর", "BD", locale="bn-BD")
    officer = room.person("Planning office", "BD", viewport=LAPTOP)
    councillor = room.person("کونسل سیکرٹریٹ", "PK", locale="ur-PK")
    secretary = room.person("Council secretary", "LK")
    people = [mayor, officer, councillor, secretary]

    arrive([mayor], "opening-registration")
    expect(mayor.locator("html")).to_have_attribute("lang", "bn")
    write(mayor, "organisation", "পৌরসভা")
    pick(mayor, "role_type", "Mayor or deputy mayor")
    saved(form(mayor, "Registration"))
    expect(wall.get_by_role("heading", name="Opening and registration")).to_be_visible()
    expect(wall.locator(".wall-count.has-answered")).to_have_count(1)
    close_session(facilitator, "opening-registration")

    begin_late(room, facilitator, councillor)
    arrive([mayor, councillor], "findings")
    finding = card(mayor, worded(mayor, "Hardly any local government has a mandate for prevention."))
    finding.locator(".kf-card-head").click()
    pick(finding, "relevance", "5 – Very much")
    saved(finding)
    close_session(facilitator, "findings")

    open_session(facilitator, "needs")
    arrive(people, "needs")
    add(mayor, "Capacities and needs", "Add an area")
    pick(mayor, "area", "Staff and training")
    write(mayor, "need_statement", INDUCTION)
    saved(form(mayor, "Capacities and needs"))
    expect(officer.get_by_text("Staff and training").first).to_be_visible(timeout=2_000)
    for stranger in (councillor, secretary):
        expect(stranger.get_by_text(INDUCTION)).to_have_count(0)
    enter_for_somebody(councillor)
    lose_the_network_while_the_session_is_closed_by_mistake(facilitator, councillor)
    close_session(facilitator, "needs")

    open_session(facilitator, "priorities")
    arrive(people, "priorities")
    for page, training, data in ((mayor, 3, 2), (officer, 2, 3), (councillor, 2, 3), (secretary, 3, 2)):
        vote(page, {TRAINING: training, DATA: data})
    workshop = json.loads(run_kit("tally", room.folder, "priorities", "--json", check=False).stdout or "{}")
    assert workshop == {}
    run_kit("import", room.folder, paper_ballots(room.folder))
    close_session(facilitator, "priorities")
    show_result(facilitator, wall)
    tie(room, councillor)

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
    confirm(mayor)
    close_session(facilitator, "confirm")

    open_session(facilitator, "close")
    arrive(people, "close")
    for page in people:
        pick(page, "usefulness", "4 – Useful")
        saved(page)
    close_session(facilitator, "close")

    needs_of_pakistan(room)
    reports(room)


def begin_late(room: Room, facilitator: Page, councillor: Page) -> None:
    """After an opening of two hours and a half the findings begin late; phones have new times for what follows."""
    open_session(facilitator, "findings")
    expect(facilitator.locator("[data-session='findings'] .console-late")).to_have_text(re.compile(r"3\d min late"))
    councillor.goto(f"{room.address}/now?stay")
    expect(councillor.locator("html")).to_have_attribute("dir", "rtl")
    following = councillor.locator("li", has_text=worded(councillor, "National-local cooperation"))
    expect(following).to_contain_text(said(councillor, "room.instead_of", time="13:30"))


def enter_for_somebody(councillor: Page) -> None:
    """A colleague without a device tells what is needed; the list says that it was entered for someone else."""
    add(councillor, "Capacities and needs", "Add an area")
    entry = councillor.locator(".kf-entry:visible")
    pick(entry, "area", "Budget")
    write(entry, "need_statement", BUDGET)
    entry.get_by_label(said(councillor, "form.behalf_label")).check()
    saved(entry)
    remark = said(councillor, "form.remark_for_whom", who=said(councillor, "form.for_member"))
    councillor.get_by_role("button", name=said(councillor, "form.done")).click()
    expect(card(councillor, remark)).to_be_visible()


def lose_the_network_while_the_session_is_closed_by_mistake(facilitator: Page, councillor: Page) -> None:
    """What was typed without a network waits on the phone, and arrives when the facilitator takes the closing back."""
    add(councillor, "Capacities and needs", "Add an area")
    entry = councillor.locator(".kf-entry:visible")
    pick(entry, "area", "Staff and training")
    saved(entry)
    councillor.context.set_offline(True)
    write(entry, "need_statement", HANDBOOK)
    expect(entry.locator(".kf-status")).to_contain_text(said(councillor, "form.status_waiting"), timeout=10_000)
    close_session(facilitator, "needs")
    councillor.context.set_offline(False)
    # Whether the page hears of the closing first or is refused first, it says that the words are kept, and shows them.
    expect(entry.locator(".kf-status")).to_contain_text(said(councillor, "form.status_kept"), timeout=20_000)
    words = question(entry, "need_statement")
    shown = "each => [...each.querySelectorAll('textarea')].map((field) => field.value).join() + each.innerText"
    assert HANDBOOK in words.evaluate(shown)
    facilitator.get_by_role("button", name="Undo", exact=True).click()
    expect(facilitator.locator("[data-session='needs'].is-open")).to_be_visible()
    saved(entry)


def show_result(facilitator: Page, wall: Page) -> None:
    """The wall keeps its question until the facilitator turns it; a press takes it back, and to a break."""
    expect(wall.locator(".kd-bars")).to_have_count(0)
    facilitator.get_by_role("button", name="Where should the hub's support begin?").click()
    expect(wall.locator(".kd-bars").get_by_text(TRAINING)).to_be_visible(timeout=1_000)
    expect(wall.locator(".kd-facts")).to_contain_text("A tie on place 1")
    facilitator.get_by_role("button", name="Undo", exact=True).click()
    expect(wall.locator(".kd-bars")).to_have_count(0)
    facilitator.get_by_label("What should not be forgotten").fill("Who pays for interpreters?")
    facilitator.get_by_label("What should not be forgotten").press("Enter")
    facilitator.get_by_role("button", name="Parking lot").click()
    expect(wall.get_by_role("rowheader", name="Who pays for interpreters?")).to_be_visible(timeout=1_000)
    facilitator.get_by_role("button", name="The question").click()


def vote(page: Page, dots: dict[str, int]) -> None:
    """Give the five dots, and cast them."""
    ballot = page.locator("main")
    for option, given in dots.items():
        more = ballot.get_by_role("button", name=said(page, "form.ballot_more", option=worded(page, option)))
        for _ in range(given):
            more.click()
    ballot.get_by_role("button", name=said(page, "form.ballot_cast")).click()
    expect(ballot.get_by_text(said(page, "form.ballot_in")).first).to_be_visible()


def tie(room: Room, councillor: Page) -> None:
    """Two options have as many dots: the command line and the phones say so, each in its language."""
    tally = json.loads(run_kit("tally", room.folder, "priorities", "--json").stdout)
    assert (tally["ballots"], tally["abstentions"]) == (7, 0)
    assert tally["shared_places"] == [{"place": 1, "options": ["induction_training", "local_data"]}]
    words = f"A tie on place 1: {listed([TRAINING, DATA])}. The votes do not decide between them."
    assert words in run_kit("tally", room.folder, "priorities").stdout
    options = listed([worded(councillor, option) for option in (TRAINING, DATA)], language(councillor))
    expect(councillor.get_by_text(said(councillor, "form.tally_shared", place=1, options=options))).to_be_visible()


def plan_a_year(mayor: Page, officer: Page) -> None:
    """A need becomes a priority, the priority an activity, the activity a bar on the timeline."""
    plan = form(mayor, "The workplan")
    write(plan, "vision", "প্রতিটি পরিষদ প্রতিরোধে নিজের ভূমিকা জানে।")
    write(plan, "period_start", "2023-03-01")
    write(plan, "period_end", "2024-02-29")
    plan.get_by_label(worded(mayor, "Other delegations may read the draft")).check()
    mayor.get_by_role("button", name=said(mayor, "session.priority_button")).click()
    expect(form(mayor, "Priorities").get_by_text(INDUCTION).first).to_be_visible()
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
    """One delegation comments on another's activity, and the owner answers; each in its own language."""
    asked, answered = "تربیت دینے والوں کو کون تربیت دے گا؟", "ইনস্টিটিউটের বারোজন প্রশিক্ষক আছেন।"
    activity = card(councillor, "Two-day induction")
    activity.locator(".kf-card-head").click()
    pick(activity, "clarity", "Green – fine as it is")
    write(activity, "good", "آغاز نئے لوگوں سے ہوتا ہے")
    write(activity, "question", asked)
    saved(activity)
    comment = card(mayor, worded(mayor, "Pakistan"))
    comment.locator(".kf-card-head").click(timeout=5_000)
    expect(comment.get_by_text(asked).first).to_be_visible()
    pick(comment, "reply", "We accept it")
    write(comment, "reply_why", answered)
    expect(councillor.get_by_text(answered).first).to_be_visible(timeout=5_000)


def exchange(mayor: Page, councillor: Page) -> None:
    """An offer meets a need, and both see why."""
    looked_for, offered = "পরিষদে কাজের অভিজ্ঞতা আছে এমন প্রশিক্ষক", "ہماری اکیڈمی کے تربیت کار"
    for page, kind, words in ((mayor, "We look for", looked_for), (councillor, "We offer", offered)):
        add(page, "Offers and needs", "Add an offer or a need")
        pick(page, "kind", kind)
        pick(page, "theme", "Training of councillors and staff")
        pick(page, "support_type", "Training")
        write(page, "statement", words)
        saved(form(page, "Offers and needs"))
    board = mayor.locator(".kd[data-kind=matches]")
    expect(board.get_by_text(offered).first).to_be_visible(timeout=5_000)
    reason = said(mayor, "match.support_type", support_type=worded(mayor, "Training"))
    expect(board.get_by_text(reason).first).to_be_visible()


def confirm(mayor: Page) -> None:
    """The delegation agrees on its plan, with a name and a date."""
    mayor.get_by_label(said(mayor, "session.confirm_name")).fill("মেয়রের দপ্তর")
    mayor.get_by_label(said(mayor, "session.confirm_date"), exact=True).fill("2023-02-01")
    mayor.get_by_role("button", name=said(mayor, "session.do_confirmed")).click()
    now = said(mayor, "session.now", state=said(mayor, "session.state_confirmed"))
    expect(mayor.get_by_text(now)).to_be_visible()


def needs_of_pakistan(room: Room) -> None:
    """What was told by somebody else is marked as such; what was typed without a network is there, once."""
    run_kit("export", room.folder, "--format", "json", "--out", room.folder / "export")
    (file,) = (room.folder / "export").glob("*.json")
    entries = json.loads(file.read_text(encoding="utf-8"))["forms"]["capacity"]
    needs = [(e["values"]["need_statement"], e["entered_for"]) for e in entries if e["delegation"] == "PK"]
    assert sorted(needs) == sorted([(BUDGET, "member"), (HANDBOOK, None)])


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
    assert INDUCTION in words
    assert "Confirmed by the delegation" in words
    assert (out / "region" / "workplan.pdf").read_bytes().startswith(b"%PDF")
