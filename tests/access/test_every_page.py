"""axe finds nothing on any page, in light and dark, on a phone and a laptop; letters twice as large lose nothing.

`KIT_ACCESS=all` looks at every page in all eight languages; otherwise three languages, of three kinds of script, share
the pages among them.
"""

from __future__ import annotations

import pytest
from open_house import LAPTOP, LAYOUT, PAGES, PHONE, WHOLE, House, flaws
from playwright.sync_api import Page

from kit.words import say

SEEN_ELSEWHERE = ("local-reality", "theme-nlc", "barriers", "confirm", "follow-up")
FEW = ("en", "bn", "ur")
"""A Latin script, an Indic one, and one from right to left."""
ALL = ("en", "bn", "hi", "si", "ta", "dv", "ur")
"""Every language of the example; Nepali, which it has not, is written like Hindi."""
ALIKE = ("/left", "/wall?language={language}", *(f"/s/{session}" for session in SEEN_ELSEWHERE))
"""Built of the same parts as other pages; the long form looks at them too."""


def looked_at() -> list[tuple[str, str]]:
    if WHOLE:
        return [(address, language) for language in ALL for address in PAGES]
    return [(address, FEW[place % len(FEW)]) for place, address in enumerate(PAGES) if address not in ALIKE]


def opened(page: Page) -> Page:
    """With everything unfolded that a person could unfold first."""
    page.evaluate("() => document.querySelectorAll('main details').forEach((each) => (each.open = true))")
    card = page.locator("button.kf-card-head[aria-expanded=false]")
    if card.count():
        card.first.click()
    return page


def too_wide(page: Page) -> list[str]:
    """What stands out of the window sideways, so that one would have to scroll to and fro for each line."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => {
          if (document.documentElement.scrollWidth <= innerWidth) return [];
          const out = (box) => box.width && (box.right > innerWidth + 1 || box.left < -1);
          const scrolling = '.kd-scroll, .console-scroll, .kd-timeline, .kit-output:not(:has(> .kit-output-widget))';
          const scrolls = (each) => each.closest(scrolling);
          return [...document.querySelectorAll('main *, header *')]
            .filter((each) => out(each.getBoundingClientRect()) && !scrolls(each))
            .map((each) => each.outerHTML.slice(0, 120)).slice(0, 5);
        }"""
    )


@pytest.mark.parametrize(("address", "language"), looked_at())
def test_axe_finds_nothing_and_large_letters_fit(house: House, address: str, language: str) -> None:
    page = opened(house.visit(address, language))
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("html").get_attribute("dir") == ("rtl" if language in ("ur", "dv") else "ltr")
    assert flaws(page) == []
    page.emulate_media(color_scheme="dark")
    assert flaws(page, ["color-contrast"]) == []
    page.set_viewport_size(LAPTOP)
    page.emulate_media(color_scheme="light")
    assert flaws(page, LAYOUT) == []
    page.set_viewport_size(PHONE)
    assert too_wide(page) == []
    page.evaluate("() => (document.documentElement.style.fontSize = '200%')")
    assert too_wide(page) == []


def test_names_are_listed_with_the_comma_of_the_language(house: House) -> None:
    page = house.visit("/console", "ur")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator("[data-session=needs] [data-action=close]").click()
    named = [page.locator("#stand").inner_text(), *asked]
    assert len(named) == 2
    assert all(say("form.list_separator", "ur") in words and ", " not in words for words in named), named


@pytest.mark.parametrize("address", ["/now?stay", "/s/needs"])
def test_the_menu_of_languages_is_sound_and_fits(house: House, address: str) -> None:
    page = house.visit(address, "ur")
    page.locator(".live-languages summary").click()
    assert too_wide(page) == []
    assert flaws(page) == []
    page.set_viewport_size(LAPTOP)
    assert flaws(page, LAYOUT) == []
    note = page.locator(".live-languages p")
    assert note.inner_text() == say("live.language_draft", "ur")
