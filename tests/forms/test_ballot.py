"""Voting: marks are private until they are cast, and can be changed until closing."""

from __future__ import annotations

import signal

from forms_room import Room, Site, eventually, signal_kernel
from playwright.sync_api import Page

from kit.storage import View

BALLOT = """
from dataclasses import replace
from kit.forms.ballot import BallotWidget
def changed(vote):
    return replace(vote, method={method!r}, budget=3, options=vote.options[:{options}])
sessions = [replace(s, vote=changed(s.vote)) if s.vote else s for s in workshop.sessions]
workshop = replace(workshop, sessions=tuple(sessions))
store = open_store(workshop)
view = store.view(view.viewer)
widget = BallotWidget(view, 'priorities', workshop=workshop, language={language!r})
"""


def _ballot(site: Site, view: View, method: str = "", *, options: int = 8, language: str = "en") -> Page:
    plain = "from kit.forms.ballot import BallotWidget\n"
    plain += "widget = BallotWidget(view, 'priorities', workshop=workshop, language='en')"
    code = BALLOT.format(method=method, options=options, language=language) if method else plain
    return site.open(site.address(view, code))


def _more(page: Page, option: int) -> None:
    page.locator(".kf-dots li").nth(option).get_by_role("button", name="One dot more").click()


def test_dots_stay_private_until_cast_and_can_be_changed_until_closing(site: Site, room: Room) -> None:
    """Marks are on the device alone; casting puts them in; a change counts once it is cast again; closing ends it."""
    room.open("priorities")
    view = room.join()
    options = [option.name for option in room.store.workshop.session("priorities").vote.options]  # type: ignore[union-attr]
    page = _ballot(site, view)
    for option in (0, 0, 0, 1):
        _more(page, option)
    assert "1 of 5 dots left" in (page.locator(".kf-dots-left").text_content() or "")
    assert page.get_by_role("button", name="One dot more").first.is_disabled()  # the cap of three
    page.wait_for_timeout(700)
    assert view.ballot("priorities") is None
    page.reload()
    page.wait_for_selector(".kf")
    assert "1 of 5 dots left" in (page.locator(".kf-dots-left").text_content() or "")
    page.get_by_role("button", name="Cast my vote").click()
    page.get_by_text("Your vote is in").wait_for()
    assert view.ballot("priorities").values == {options[0]: 3, options[1]: 1}  # type: ignore[union-attr]
    _more(page, 2)
    page.get_by_text("Cast it again").wait_for()
    page.get_by_role("button", name="Change my vote").click()
    eventually(lambda: view.ballot("priorities").values == {options[0]: 3, options[1]: 1, options[2]: 1})  # type: ignore[union-attr]
    page.get_by_text("Your vote is in").wait_for()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_vote_on_its_way_when_the_line_hangs_is_cast_once_it_is_back(site: Site, room: Room) -> None:
    """A vote without an answer is kept, said to wait, and cast by itself; one after closing is refused in words."""
    room.open("priorities")
    view = room.join()
    page = _ballot(site, view)
    _more(page, 0)
    signal_kernel(room, view, signal.SIGSTOP)
    page.get_by_role("button", name="Cast my vote").click()
    page.get_by_text("Waiting for the network").wait_for()
    signal_kernel(room, view, signal.SIGCONT)
    page.get_by_text("Your vote is in").wait_for()
    _more(page, 1)
    room.close("priorities")
    page.get_by_role("button", name="Change my vote").click()
    page.locator(".kf-message.is-error").wait_for()
    assert "not open" in (page.locator(".kf-message.is-error").text_content() or "")
    assert len(view.ballot("priorities").values) == 1  # type: ignore[union-attr]


def test_ranking_is_made_with_buttons_that_the_keyboard_reaches(site: Site, room: Room) -> None:
    """Places are filled and changed with buttons; focus stays with what was moved; only so many places are there."""
    room.open("priorities")
    page = _ballot(site, room.join(), "rank")
    labels = page.locator(".kf-rank-rest .kf-rank-label").all_text_contents()
    for label in labels[:3]:
        page.get_by_role("button", name=f"Add to your ranking: {label}").press("Enter")
    up = page.get_by_role("button", name=f"Move up: {labels[2]}")
    up.press("Enter")
    up.press("Enter")
    assert page.locator(".kf-rank .kf-rank-label").all_text_contents() == [labels[2], labels[0], labels[1]]
    assert "3 of 3" in (page.locator(".kf-dots-left").text_content() or "")
    assert page.get_by_role("button", name="Add to your ranking").first.is_disabled()
    assert (
        page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Move down: {labels[2]}"
        or page.evaluate("document.activeElement.tagName") == "BUTTON"
    )


def test_options_are_placed_by_impact_and_effort_with_the_keyboard(site: Site, room: Room) -> None:
    """Each scale is walked with the arrow keys; what is half placed is refused in words, and nothing of it is lost."""
    room.open("priorities")
    view = room.join()
    options = [option.name for option in room.store.workshop.session("priorities").vote.options]  # type: ignore[union-attr]
    page = _ballot(site, view, "impact_effort")
    scales = page.get_by_role("radiogroup")
    scales.nth(0).get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert "1 of 8" in (page.locator(".kf-dots-left").text_content() or "")
    scales.nth(2).get_by_role("radio", name="5").check()
    page.get_by_role("button", name="Cast my vote").click()
    page.get_by_text("on one of the two scales only").wait_for()
    assert view.ballot("priorities") is None
    page.screenshot(path="/tmp/v_place.png", full_page=True)
    page.get_by_role("button", name="Clear: ").nth(1).click()
    page.get_by_role("button", name="Cast my vote").click()
    page.get_by_text("Your vote is in").wait_for()
    assert view.ballot("priorities").values == {options[0]: [4, 2]}  # type: ignore[union-attr]
    page.reload()
    page.wait_for_selector(".kf-scale")
    assert page.locator("input:checked").evaluate_all("all => all.map((each) => each.value)") == ["4", "2"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_pairs_are_chosen_one_by_one_and_no_opinion_is_one(site: Site, room: Room) -> None:
    """Every pair is asked once; what has no opinion is not counted as one; a choice can be taken back."""
    room.open("priorities")
    view = room.join()
    options = [option.name for option in room.store.workshop.session("priorities").vote.options]  # type: ignore[union-attr]
    page = _ballot(site, view, "pairwise", options=4)
    page.screenshot(path="/tmp/v_pairs.png", full_page=True)
    assert page.locator(".kf-placing").count() == 6
    page.locator(".kf-placing").nth(0).get_by_role("radio").nth(1).check()
    page.locator(".kf-placing").nth(5).get_by_role("radio").nth(0).check()
    page.locator(".kf-placing").nth(2).get_by_role("radio").nth(0).check()
    page.locator(".kf-placing").nth(2).get_by_role("radio", name="No opinion").check()
    assert "2 of 6" in (page.locator(".kf-dots-left").text_content() or "")
    page.get_by_role("button", name="Cast my vote").click()
    page.get_by_text("Your vote is in").wait_for()
    assert view.ballot("priorities").values == [[options[1], options[0]], [options[2], options[3]]]  # type: ignore[union-attr]
    page.reload()
    page.wait_for_selector(".kf-placing")
    assert "2 of 6" in (page.locator(".kf-dots-left").text_content() or "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
