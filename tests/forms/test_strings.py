"""The words that go to phones with a form: those that its scripts say, and no others."""

from __future__ import annotations

import re

from kit.forms.boards import board_strings
from kit.forms.strings import ballot_strings, form_strings
from kit.forms.widget import STATIC

SCRIPTS = "\n".join(script.read_text(encoding="utf-8") for script in sorted(STATIC.glob("*.js")))
BY_STATUS = re.compile(r"status_\w+")
"""What form.js says by the status that an entry has: the code stands in no script."""


def test_a_form_is_sent_no_words_that_its_scripts_do_not_say() -> None:
    """Each would weigh on every phone, three bytes a letter in most scripts, and be shown to nobody."""
    sent = [code for code in form_strings("en") if not BY_STATUS.fullmatch(code)]
    assert [code for code in sent if not re.search(rf"\b{code}\b", SCRIPTS)] == []


def test_scripts_say_only_words_that_are_sent() -> None:
    """A word that is missing would be `undefined` on the page."""
    said = set(re.findall(r"\bstrings\.(\w+)\b(?!\()", SCRIPTS))
    assert said
    assert said - ballot_strings("en").keys() - board_strings("en").keys() == set()
