"""What pages know of the room where lines to the server are few, or break: many walls, and a network that was lost."""

from __future__ import annotations

import re

from held_room import LAPTOP, Room, run_kit
from playwright.sync_api import Route, expect

TITLE = "Local reality: what we see, and what we do"
AGENDA = re.compile(r"/now\?stay$")
WALLS = 7
"""With the console more than the six connections that a browser opens to a host (HTTP/1.1)."""


def test_console_and_seven_walls_in_one_browser_are_all_live(shared_room: Room) -> None:
    room = shared_room
    console = room.facilitator()
    walls = [console.context.new_page() for _ in range(WALLS)]
    for wall in walls:
        wall.goto(f"{room.address}/wall")
    run_kit("open", room.folder, "local-reality")
    for wall in walls:
        expect(wall.locator("#title")).to_have_text(TITLE, timeout=20_000)
    expect(console.locator("[data-session='local-reality'] [data-state]")).to_have_text("open")
    # A wall that is loaded anew, and one more, still find a way to the server.
    walls[0].reload()
    expect(walls[0].locator("#title")).to_have_text(TITLE)
    for wall in walls[1:]:
        wall.close()
    run_kit("close", room.folder, "local-reality")
    expect(console.locator("[data-session='local-reality'] [data-state]")).to_have_text("closed")
    run_kit("open", room.folder, "local-reality")
    expect(walls[0].locator("#counts")).to_be_visible()
    run_kit("close", room.folder, "local-reality")


def test_agenda_that_lost_the_network_while_it_was_fetched_comes_when_it_is_back(shared_room: Room) -> None:
    room = shared_room
    page = room.person("Secretary", "LK")
    page.goto(f"{room.address}/now?stay")
    expect(page.locator("[data-follow]")).to_be_visible()
    lost: list[str] = []

    def lose_once(route: Route) -> None:
        lost.append(route.request.url)
        route.abort("internetdisconnected") if len(lost) == 1 else route.continue_()

    page.route(AGENDA, lose_once)
    with page.expect_response(AGENDA):
        run_kit("open", room.folder, "local-reality")
    expect(page.locator("#opened")).to_contain_text(TITLE)
    assert len(lost) > 1
    run_kit("close", room.folder, "local-reality")


def test_suggestions_that_were_asked_for_offline_come_when_the_network_is_back(shared_room: Room) -> None:
    room = shared_room
    run_kit("open", room.folder, "barriers")
    desk = room.person("Facilitator", role="facilitator", viewport=LAPTOP)
    desk.goto(f"{room.address}/sorting/barriers")
    expect(desk.locator("#suggest")).to_be_visible()
    desk.context.set_offline(True)
    with desk.expect_event("requestfailed", lambda request: "suggest" in request.url):
        desk.click("#suggest")
    with desk.expect_response(lambda answer: "suggest" in answer.url and answer.ok):
        desk.context.set_offline(False)
    run_kit("close", room.folder, "barriers")


def test_whoever_presses_close_before_the_console_has_looked_around_is_asked_and_closes(shared_room: Room) -> None:
    room = shared_room
    run_kit("open", room.folder, "local-reality")
    console = room.facilitator()
    first: list[Route] = []
    console.route("**/api/console", lambda route: route.continue_() if first else first.append(route))
    console.reload()
    asked: list[str] = []
    console.on("dialog", lambda dialog: asked.append(dialog.message))
    line = console.locator("[data-session='local-reality']")
    line.get_by_text("Close", exact=True).click()
    expect(line.locator("[data-state]")).to_have_text("closed", timeout=60_000)
    assert TITLE in asked[0]
    first[0].continue_()
