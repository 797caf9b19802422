"""Each text of a form says its language where that is not the page's: it is read aloud, and hyphenated, in its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from forms_room import Room, Site, question
from playwright.sync_api import Browser, Page

from kit.domain.form import Choice, Form, Question, QuestionType
from kit.domain.texts import Text, text
from kit.domain.viewer import ORGANISER
from kit.forms.base import join_modules
from kit.forms.definition import form_json

DOM = Path(__file__).parents[2] / "kit" / "forms" / "static" / "dom.js"
BOTH = Text({"en": "Where?", "ur": "کہاں؟"})


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """A blank page with the module that makes elements."""
    page = browser.new_page()
    page.add_script_tag(content=join_modules(DOM) + "window.directionOf = directionOf;", type="module")
    page.wait_for_function("() => window.directionOf")
    yield page
    page.close()


def test_texts_of_a_form_name_their_languages_only_where_one_is_not_the_pages() -> None:
    """A translated question with an untranslated hint: the hint is English, the question is not."""
    choices = (Choice("a", BOTH), Choice("b", text("B"), hint=BOTH))
    asked = Question("place", QuestionType.SELECT_ONE, BOTH, hint=text("A town."), choices=choices)
    form = Form("small", BOTH, (asked, Question("other", QuestionType.TEXT, BOTH)), intro=BOTH)
    told = form_json(form, ORGANISER, "ur", mode="list")
    assert "langs" not in told
    assert [each.get("langs") for each in told["questions"]] == [{"label": "ur", "hint": "en"}, None]
    assert [each.get("langs") for each in told["questions"][0]["choices"]] == [None, {"label": "en", "hint": "ur"}]
    assert "langs" not in str(form_json(form, ORGANISER, "en-GB", mode="list"))


@pytest.mark.parametrize(
    ("title", "direction"),
    [
        ("F1 · مقامی حکومت", "rtl"),
        ("BD-01 · ޒުވާނުން Youth", "rtl"),
        ("LKR: سری لنکائی روپیہ", "rtl"),
        ("BD-01 · Train 40 councillors", "ltr"),
        ("40 পার্ষদ", "ltr"),
        ("2023", "auto"),
    ],
)
def test_a_title_runs_as_its_own_words_whatever_number_stands_before_it(
    script: Page, title: str, direction: str
) -> None:
    """A reference number is Latin in every language; by it alone a browser would turn the whole line round."""
    assert script.evaluate("(title) => window.directionOf(title)", title) == direction


def test_a_finding_in_urdu_begins_at_the_right_with_its_number(site: Site, room: Room) -> None:
    """As it is drawn: the number "F2" stands right of the first word that follows it, not at the end of the line."""
    room.open("findings")
    subjects = "[Subject(f.id, f.id, f.text.to('ur')) for f in workshop.findings[1:2]]"
    page = site.form(room.join(), "mapping_response", language="'ur'", subjects=subjects)
    number, word = page.locator(".kf-card-title").evaluate(
        """(title) => [[0, 2], [5, 8]].map(([from, to]) => {
          const range = document.createRange();
          range.setStart(title.firstChild, from);
          range.setEnd(title.firstChild, to);
          return range.getBoundingClientRect().left;
        })"""
    )
    assert number > word


def test_a_form_is_read_in_the_pages_language_and_what_is_not_translated_in_its_own(site: Site, room: Room) -> None:
    """In Dhivehi all is translated but the names of currencies, for which there are none."""
    room.open("follow-up")
    page = site.form(room.join(), "fund_request", language="'dv'")
    assert page.locator(".kf").first.evaluate("(form) => [form.lang, form.dir]") == ["dv", "rtl"]
    page.locator(".kf-list > button").click()
    amount, currency = question(page, "amount"), question(page, "currency")
    currency.locator("option").first.wait_for(state="attached")
    assert amount.locator("label span").first.evaluate(
        "(words) => [words.closest('[lang]').lang, words.textContent]"
    ) == [
        "dv",
        "އަދަދު",
    ]
    assert currency.locator("option[value=MVR]").get_attribute("lang") == "en"
