"""Everything can be reached and used by keyboard, focus is seen and stays where it is, changes are said politely."""

from __future__ import annotations

import pytest
from open_house import LAPTOP, SESSIONS, WHOLE, House
from playwright.sync_api import Page, expect

from kit.domain.viewer import ORGANISER

REACHABLE = (
    "a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), select, textarea, summary,"
    " [tabindex='0']"
)


def walked(page: Page) -> tuple[set[str], list[str]]:
    """The marks of all that Tab comes to, from the top of the page to its end, and what had no outline to see it by."""
    page.evaluate(
        """selector => {
          document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex');
          const seen = (each) => each.checkVisibility({visibilityProperty: true}) && !each.closest('[hidden]');
          const group = {};
          [...document.querySelectorAll(selector)].filter(seen).forEach((each, place) => {
            if (each.type === 'radio') { if (group[each.name]) return; group[each.name] = true; }
            each.dataset.mark = each.type === 'radio' ? each.name : String(place);
          });
          const radios = [...document.querySelectorAll('input[type=radio]')].filter(seen);
          radios.forEach((each) => (each.dataset.mark = each.name));
        }""",
        REACHABLE,
    )
    marks: set[str] = set()
    unseen, last = [], ""
    for _ in range(400):
        page.keyboard.press("Tab")
        mark, html, outlined = page.evaluate(
            """() => {
              const each = document.activeElement, style = getComputedStyle(each);
              const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
              return [each.dataset.mark ?? '', each.outerHTML.slice(0, 120), outlined];
            }"""
        )
        if not mark or (mark in marks and mark != last):
            break
        last = mark  # a date has three places to stop at
        marks.add(mark)
        if not outlined:
            unseen.append(html)
    return marks, unseen


FEW = ("opening-registration", "findings", "priorities", "workplan", "matching")
"""With every kind of question, a ballot, boards, suggestions and steps of a plan."""
PAGES = (
    "/join",
    "/now?stay",
    "/console",
    "/left",
    *(f"/s/{session}" for session in SESSIONS if WHOLE or session in FEW),
)


@pytest.mark.parametrize("address", PAGES)
def test_tab_comes_to_everything_and_is_seen_there(empty_house: House, address: str) -> None:
    page = empty_house.visit(address, "en")
    marks, unseen = walked(page)
    marked = page.evaluate("() => [...document.querySelectorAll('[data-mark]')].map((each) => each.dataset.mark)")
    missed = [page.locator(f"[data-mark='{mark}']").first for mark in set(marked) - marks]
    assert [each.evaluate("each => each.outerHTML.slice(0, 120)") for each in missed] == []
    assert unseen == []


def test_the_first_tab_leads_past_the_header(empty_house: House) -> None:
    for address in ("/now?stay", "/console", "/s/needs"):
        page = empty_house.visit(address, "en")
        page.keyboard.press("Tab")
        expect(page.locator(".kit-skip")).to_be_focused()
        expect(page.locator(".kit-skip")).to_be_visible()


def test_a_language_is_chosen_by_keyboard_and_the_page_stays(empty_house: House) -> None:
    page = empty_house.visit("/s/needs", "en")
    page.locator(".live-languages summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("html[lang=bn]")).to_be_attached()
    assert page.url.endswith("/s/needs")
    page.locator(".live-languages summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html[lang=en]")).to_be_attached()


def test_a_session_is_opened_and_closed_by_keyboard(empty_house: House) -> None:
    page = empty_house.visit("/console", "en")
    page.set_viewport_size(LAPTOP)
    page.on("dialog", lambda dialog: dialog.accept())
    line = page.locator("[data-session='findings']")
    line.get_by_role("button", name="Open again").focus()
    page.keyboard.press("Enter")
    close = line.get_by_role("button", name="Close")
    expect(close).to_be_visible()
    # The button that was pressed is gone: focus goes to the one in its place, not to the top of the page.
    expect(close).to_be_focused()
    expect(page.locator("#said")).to_contain_text("is open")
    empty_house.room.store.agenda.close("findings", ORGANISER)
    expect(line.get_by_role("button", name="Open again")).to_be_focused()


def test_an_arrival_from_elsewhere_leaves_focus_and_words_alone(empty_house: House) -> None:
    page = empty_house.visit("/s/needs", "en")
    page.locator(".kf-list > .kf-button-main").first.click()
    field = page.locator("textarea:visible").first
    field.focus()
    page.keyboard.type("half a sen")
    agenda = empty_house.room.store.agenda
    agenda.open("barriers", ORGANISER)
    expect(page.locator("#kit-next")).to_contain_text("Barriers")
    expect(page.locator("#kit-next")).to_have_attribute("role", "status")
    page.keyboard.type("tence")
    assert field.input_value().endswith("half a sentence")
    agenda.close("barriers", ORGANISER)
    expect(page.locator("#kit-next")).not_to_contain_text("Barriers")
    expect(field).to_be_focused()


def test_the_agenda_is_redrawn_around_the_focus(empty_house: House) -> None:
    page = empty_house.visit("/now?stay", "en")
    link = page.get_by_role("link", name="Findings of the regional mapping")
    link.focus()
    empty_house.room.store.agenda.open("barriers", ORGANISER)
    expect(page.locator("#opened")).to_contain_text("Barriers")
    expect(link).to_be_focused()
    empty_house.room.store.agenda.close("barriers", ORGANISER)
    expect(page.locator("#now .live-big", has_text="Barriers")).to_have_count(0)
    expect(link).to_be_focused()


def test_nothing_moves_where_reduced_motion_is_asked_for(empty_house: House) -> None:
    for address in ("/s/workplan", "/console", "/wall"):
        page = empty_house.visit(address, "en")
        moving = page.evaluate(
            """() => [...document.querySelectorAll('*')].filter((each) => {
              const style = getComputedStyle(each), name = style.animationName;
              const lasts = (times) => times.split(',').some((time) => parseFloat(time) > 0);
              return (name !== 'none' && lasts(style.animationDuration)) || lasts(style.transitionDuration);
            }).map((each) => each.className)"""
        )
        assert moving == []
