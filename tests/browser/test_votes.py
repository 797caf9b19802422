"""Votes that people can trust: in steps, by impact and effort, by pairs; on phones, on paper and on the wall."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from pathlib import Path

from held_room import LAPTOP, Room, close_session, form, open_session, run_kit, saved
from playwright.sync_api import Page, expect

from kit.definitions import load_workshop
from kit.domain.viewer import ORGANISER
from kit.storage import open_store

IDEAS = ("Training", "Data", "Visits")


def paper(folder: Path, *rows: list[object]) -> Path:
    """Ballots that were cast on paper: the headings, then a row each."""
    file = folder / f"paper-{len(list(folder.glob('paper-*')))}.csv"
    with file.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows(rows)
    return file


def step(facilitator: Page, name: str) -> None:
    """Move the vote on at the console."""
    button = facilitator.locator(f"[data-step={name}]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def idea(page: Page, words: str) -> None:
    """Write one, alone."""
    page.get_by_role("button", name="Add an idea").click()
    field = page.get_by_label("What is your idea?").last
    field.fill(words)
    field.blur()
    saved(form(page, "Ideas"))


def rank(page: Page, *labels: str) -> None:
    """Put these options in order, and cast."""
    for label in labels:
        page.get_by_role("button", name=f"Add to your ranking: {label}").click()
    page.get_by_role("button", name="Cast my vote").click()
    expect(page.get_by_text("Your vote is in").first).to_be_visible()


def sort_ideas(facilitator: Page, room: Room) -> None:
    """Each idea into a group of its own, at the desk."""
    facilitator.goto(f"{room.address}/sorting/ideas")
    for words in IDEAS:
        facilitator.locator("#answers li").filter(has_text=f"{words}, please").get_by_role("checkbox").check()
        facilitator.locator("#group-words").fill(f"{words} for all")
        facilitator.locator("#group-words").press("Enter")
        expect(facilitator.locator("#answers li").filter(has_text=f"{words}, please")).to_have_count(0)
    facilitator.goto(f"{room.address}/console")
    facilitator.locator("[data-session='ideas']").get_by_text("What next?").click()


def test_nominal_group_goes_from_silent_ideas_to_a_final_vote(voting_room: Room) -> None:
    """Ideas stay with who wrote them until they are shared, are ranked twice, and both rankings are told."""
    room = voting_room
    facilitator = room.facilitator()
    wall = facilitator.context.new_page()
    wall.goto(f"{room.address}/wall")
    open_session(facilitator, "ideas")
    mayor, officer = room.person("Mayor", "BD"), room.person("Officer", "BD")
    for page in (mayor, officer):
        page.goto(f"{room.address}/s/ideas")
        expect(page.locator(".kd-vote-steps .is-now")).to_have_text("Write alone")
    for words in IDEAS:
        idea(mayor, f"{words}, please")
    expect(officer.get_by_text("Training, please")).to_have_count(0)
    facilitator.locator("[data-step=first]").click()
    expect(facilitator.locator("#said")).to_contain_text("3 to 30 can be ranked")
    step(facilitator, "sharing")
    expect(officer.get_by_text("Training, please").first).to_be_visible()
    expect(wall.locator(".wall-step")).to_have_text("Share")

    sort_ideas(facilitator, room)
    step(facilitator, "first")
    expect(wall.get_by_text("Training for all")).to_be_visible()
    expect(mayor.locator(".kd-vote-steps .is-now")).to_have_text("First ranking")
    rank(mayor, "Training for all", "Data for all")
    rank(officer, "Visits for all")
    heads = ["Delegation", *(f"{words} for all" for words in IDEAS)]
    first = paper(room.folder, heads, ["LK", 1, "", ""], ["IN", "", "", 1], ["PK", "", 1, 2])
    run_kit("import", room.folder, first)

    step(facilitator, "discussing")
    expect(mayor.get_by_role("button", name="Cast my vote")).to_have_count(0)
    facilitator.get_by_role("button", name="First ranking: where people disagree").click()
    expect(wall.get_by_role("row", name="Visits for all")).to_contain_text("◆ 0 to 3")
    facilitator.get_by_role("button", name="Undo", exact=True).click()
    step(facilitator, "final")
    expect(mayor.get_by_role("button", name="Add to your ranking: Training for all")).to_be_visible()
    for page in (mayor, officer):
        rank(page, "Visits for all", "Training for all")
    expect(mayor.get_by_text("Your ballot's number")).to_be_visible()
    run_kit("import", room.folder, paper(room.folder, heads, ["LK", 2, "", 1]))
    close_session(facilitator, "ideas")

    counted = json.loads(run_kit("tally", room.folder, "ideas", "--json").stdout)
    assert [row["label"] for row in counted["by_person"][0]["rows"]] == [
        "Visits for all",
        "Training for all",
        "Data for all",
    ]
    assert (counted["ballots"], counted["abstentions"]) == (3, 0)
    record = room.folder / "ideas.json"
    said = run_kit("tally", room.folder, "ideas", "--record", record).stderr
    assert counted["seal"] in said
    assert "For the organiser only" in said
    number = (mayor.locator(".kf-receipt").text_content() or "").split(": ")[1][:9]
    lines = json.loads(record.read_text(encoding="utf-8"))["ballots"]
    assert len(next(line["marks"] for line in lines if line["code"] == number)) == 2
    assert "3 ballots counted again" in run_kit("tally", "--check", record).stdout
    record.write_text(record.read_text(encoding="utf-8").replace(number, "AAAA-BBBB"), encoding="utf-8")
    assert "AAAA-BBBB" in run_kit("tally", "--check", record, check=False).stdout
    change = mayor.locator(".kd[data-kind=table]").filter(has_text="Moved")
    expect(change.get_by_role("row", name="Visits for all")).to_contain_text("1")


def test_effort_is_seen_on_the_wall_and_pairs_name_their_winner(voting_room: Room) -> None:
    """Ballots on paper count as those of phones; four fields with numbers stand on the wall, a table beside them."""
    room = voting_room
    facilitator = room.facilitator()
    wall = facilitator.context.new_page()
    wall.goto(f"{room.address}/wall")
    open_session(facilitator, "effort")
    labels = ("Train new councillors", "Gather local data", "Visit one another", "A small fund")
    heads = ["Delegation", *(f"{label}: {axis}" for label in labels for axis in ("impact", "effort"))]
    rows = [["BD", 5, 1, 4, 4, 2, 1, 2, 5], ["IN", 4, 2, 5, 5, 2, 2, 1, 5], ["LK", 5, 2, 4, 5, 1, 1, 1, 4]]
    refused = run_kit("import", room.folder, paper(room.folder, heads, ["BD", 6, 1], ["BD", 3, ""]), check=False)
    assert "not on the scale" in refused.stdout
    assert "on one of the two scales only" in refused.stdout
    run_kit("import", room.folder, paper(room.folder, heads, *rows))
    close_session(facilitator, "effort")
    facilitator.get_by_role("button", name="by impact and effort").click()
    expect(wall.locator(".kd-mark")).to_have_count(4)
    expect(wall.get_by_text("Train new councillors").first).to_be_visible()
    counted = json.loads(run_kit("tally", room.folder, "effort", "--json").stdout)
    fields = {each["option"]: each["field"] for each in counted["placed_by_delegation"]}
    assert fields == {"training": "quick_wins", "data": "big_projects", "visits": "fill_ins", "fund": "think_twice"}

    open_session(facilitator, "pairs")
    heads = ["Country", "Train new councillors / Gather local data", "Visit one another / Gather local data"]
    run_kit("import", room.folder, paper(room.folder, heads, *([code, 2, 2] for code in ("BD", "IN", "LK"))))
    close_session(facilitator, "pairs")
    counted = json.loads(run_kit("tally", room.folder, "pairs", "--json").stdout)
    assert counted["winner_of_all_duels"] == "data"
    options = ("--document", "record", "--format", "html")
    run_kit("report", room.folder, *options, "--out", room.folder / "out")
    written = "".join(file.read_text(encoding="utf-8") for file in (room.folder / "out").rglob("*.html"))
    assert "Quick wins" in written
    assert "Duels won" in written
    assert counted["by_person"][0]["rows"][0]["option"] == "data"


def test_vote_opened_again_says_what_follows_and_keeps_the_result_that_was_shown(voting_room: Room) -> None:
    room = voting_room
    with closing(open_store(load_workshop(room.folder))) as store:
        codes = {code.delegation: code.code for code in store.codes.ensure()}
        voters = [store.people.join(codes[code], "Voter", "en") for code in ("BD", "IN", "LK", "MV", "PK", "PK")]
        store.agenda.open("priorities", ORGANISER)
        for number, voter in enumerate(voters):
            store.view(voter).cast("priorities", {"local_data": 3}, f"cast-{number}")
    console = room.person("Facilitator", role="facilitator", viewport=LAPTOP)
    asked: list[str] = []
    console.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    line = console.locator("[data-session='priorities']")
    line.get_by_text("Close", exact=True).click()
    expect(console.locator("#said")).to_contain_text("record", timeout=60_000)
    line.get_by_text("Open again").click()
    expect(line.locator("[data-state]")).to_have_text("open")
    assert "at least 5 ballots" in asked[-1]
    late = room.person("Late", "BD")
    late.goto(f"{room.address}/s/priorities")
    expect(late.get_by_text("The result of this vote has been shown already.")).to_be_visible()
    late.get_by_role("button", name="One dot more: Training for newly elected councillors").click()
    late.get_by_role("button", name="Cast my vote").click()
    expect(late.get_by_text("Your vote is in").first).to_be_visible()
    line.get_by_text("Close", exact=True).click()
    expect(late.get_by_text("Since this result was shown, ballots were cast or changed").first).to_be_visible()
    expect(late.get_by_text("Ballots: 6, of which abstentions: 0.").first).to_be_visible()
