"""The projector's wall: nothing is cut at any size, and it turns when it is told to; texts are sorted for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from open_house import House
from playwright.sync_api import Page, expect

from kit.domain.viewer import ORGANISER
from kit.domain.wall import MARK, Turn

SIZES = ((1280, 720), (1024, 768), (1366, 768), (1920, 1080))
SHOWN = {
    # session: what its wall is turned to
    "priorities": (Turn("question"), Turn("result", "vote")),
    "findings": (Turn("result", "mapping_response"),),
    "matching": (Turn("result", "offer_need.map"), Turn("result", "offer_need")),
    "needs": (Turn("result", "capacity.ratings"),),
    "barriers": (Turn("result", "barrier.type"), Turn("result", "barrier.statement.sorted"), Turn("parking")),
    "follow-up": (Turn("question"), Turn("break", until="11:15"), Turn("join")),
}
FLAWS = """async () => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);  // the window's new size is told
  const walked = [], rows = new Set(), flaws = new Set(), stage = document.getElementById('stage');
  const seen = (each) => each.checkVisibility() && !each.closest('.kd-unseen, .kit-hidden-visually');
  const said = (each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const label = document.getElementById('page');
  for (let page = 0; page < 99; page += 1) {
    walked.push(label.textContent);
    if (stage.scrollHeight > stage.clientHeight + 1 || stage.scrollWidth > stage.clientWidth + 1) flaws.add('overflow');
    for (const each of [...document.querySelectorAll('.wall *')].filter(seen)) {
      const box = each.getBoundingClientRect();
      if (box.width && (box.left < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)) {
        flaws.add('outside: ' + each.outerHTML.slice(0, 90));
      }
      if (said(each) && parseFloat(getComputedStyle(each).fontSize) < innerHeight / 30 - 0.5) {
        flaws.add('small: ' + each.outerHTML.slice(0, 90));
      }
    }
    stage.querySelectorAll('tr, li, section').forEach((row) => seen(row) && rows.add(row));
    if (document.getElementById('pages').hidden) break;
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, cancelable: true }));
    if (label.textContent === walked[0]) break;
  }
  const every = [...stage.querySelectorAll('tr, li, section')];
  const missed = every.filter((row) => !rows.has(row) && !row.closest('.kd-unseen'));
  return { flaws: [...flaws], missed: missed.map((row) => row.outerHTML.slice(0, 90)), pages: walked.length };
}"""
numbers = count(1)


def turn(house: House, session: str, to: Turn) -> None:
    """As a facilitator's button does."""
    value = to.to_json() | {"number": next(numbers)}
    house.room.store.agenda.mark(session, MARK, value, ORGANISER)


@pytest.fixture
def closed(house: House) -> Iterator[House]:
    """With the vote and the needs closed too, as their results are shown only then."""
    for session in ("priorities", "needs"):
        house.room.store.agenda.close(session, ORGANISER)
    yield house
    for session in ("priorities", "needs"):
        house.room.store.agenda.reopen(session, ORGANISER)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_on_no_wall_anything_is_cut_or_too_small_to_be_read_from_afar(closed: House, language: str) -> None:
    page = closed.visit("/wall?language={language}", language)
    found: dict[str, Any] = {}
    most = 0
    for session, turns in SHOWN.items():
        for to in turns:
            turn(closed, session, Turn("blank"))
            page.locator("#wall[data-view=blank]").wait_for()
            turn(closed, session, to)
            page.locator(f"#wall[data-view={to.view}]").wait_for()
            # The other two sizes are of the same two shapes, but for a pixel here and there.
            for width, height in SIZES if session in ("findings", "priorities") and language == "en" else SIZES[:2]:
                page.set_viewport_size({"width": width, "height": height})
                looked = page.evaluate(FLAWS)
                most = max(most, looked["pages"])
                if looked["flaws"] or looked["missed"]:
                    found[f"{session} {to.view} {to.result} {width}x{height}"] = looked
    assert found == {}, list(found.items())[:2]
    assert most > 2  # that there were pages to turn at all


def test_a_console_turns_the_wall_and_its_pages(closed: House) -> None:
    page = closed.visit("/console", "en")
    page.set_viewport_size({"width": 1280, "height": 800})
    wall = page.context.new_page()
    wall.set_viewport_size({"width": 1280, "height": 720})
    wall.goto(f"{closed.room.address}/wall")
    page.locator("[data-session=findings] [data-pick]").click()
    page.get_by_role("button", name="How relevant each finding is").click()
    expect(wall.locator("#page")).to_have_text("1 of 4")
    page.get_by_role("button", name="Next page").click()
    expect(wall.locator("#page")).to_have_text("2 of 4")
    wall.keyboard.press("PageDown")  # a presenter's clicker
    expect(wall.locator("#page")).to_have_text("3 of 4")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(wall.locator("#wall")).to_have_attribute("data-view", "question")
    page.locator("[data-session=workplan] [data-pick]").click()
    expect(page.locator("#wall-results-part")).to_be_hidden()
    page.locator("#break-until").fill("11:15")
    page.get_by_role("button", name="Break until").click()
    expect(wall.locator(".wall-until")).to_have_text("until 11:15")
    expect(page.get_by_role("button", name="Break until")).to_have_attribute("aria-pressed", "true")
    wall.close()


def test_two_facilitators_sort_by_keyboard_and_by_dragging_and_the_wall_shows_their_words(house: House) -> None:
    one, other = house.visit("/sorting/barriers", "en"), house.visit("/sorting/barriers", "bn")
    for page in (one, other):
        page.set_viewport_size({"width": 1280, "height": 1800})  # so that nothing has to scroll under a dragged answer
    free = one.locator("#answers .sorting-answer")
    texts = free.locator(".sorting-text").all_inner_texts()
    for place in (0, 1):
        free.nth(place).get_by_role("checkbox").press("Space")
    one.locator("#group-words").fill("Offices do not talk to one another")
    one.locator("#group-words").press("Enter")
    named = one.locator(".sorting-group", has_text="Offices do not talk")
    expect(named.locator(".sorting-count")).to_have_text("Answers: 2")
    expect(one.locator("#group-words")).to_be_focused()
    theirs = other.locator(".sorting-group", has_text="Offices do not talk")
    expect(theirs).to_have_count(1, timeout=2_000)
    theirs.locator(".sorting-rename").press("Enter")
    other.keyboard.type("Offices work apart")
    other.keyboard.press("Enter")
    expect(other.locator(".sorting-group .sorting-rename").last).to_be_focused()
    named = one.locator(".sorting-group", has_text="Offices work apart")
    expect(named).to_have_count(1, timeout=2_000)
    third = one.locator(".sorting-answer", has_text=texts[2])
    third.drag_to(named.locator(".sorting-name"), source_position={"x": 8, "y": 8})
    expect(named.locator(".sorting-answer")).to_have_count(3)
    named.locator(".sorting-toggle").press("Enter")
    expect(named.locator(".sorting-count")).to_contain_text("on the wall")
    turn(house, "barriers", Turn("result", "barrier.statement.sorted"))
    wall = wall_of(house, one)
    expect(wall.locator(".kd-word-group b", has_text="Offices work apart")).to_have_count(1)
    assert not any(text in wall.content() for text in texts if "cannot come" not in text)
    one.get_by_role("button", name="Undo", exact=True).click()
    expect(wall.locator(".kd-word-group b", has_text="Offices work apart")).to_have_count(0, timeout=2_000)
    other.goto(f"{house.room.address}/sorting/theme-nlc")
    other.locator("#sheet").select_option("barrier.statement")
    expect(other.locator("#answers-note")).not_to_be_empty()
    one.locator(".sorting-log summary").click()
    expect(one.locator("#log li").first).to_contain_text("put “Offices work apart” on the wall (taken back)")
    wall.close()


def wall_of(house: House, page: Page) -> Page:
    """Another window of the same browser."""
    wall = page.context.new_page()
    wall.goto(f"{house.room.address}/wall")
    return wall
