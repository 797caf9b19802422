"""Words of one direction within a sentence of the other."""

import pytest

from kit.domain.bidi import beside, isolated

ASKED = "اس سے کیا حاصل ہونا چاہیے؟"


@pytest.mark.parametrize(
    ("words", "text", "shown"),
    [
        (ASKED, "Councils can act.", "\u2068Councils can act.\u2069"),
        ("Expected output:", "کونسلیں عمل کر سکتی ہیں۔", "\u2068کونسلیں عمل کر سکتی ہیں۔\u2069"),
        (ASKED, "کونسلیں عمل کر سکتی ہیں۔", "کونسلیں عمل کر سکتی ہیں۔"),
        ("Expected output:", "Councils can act.", "Councils can act."),
    ],
)
def test_an_answer_in_the_other_direction_keeps_its_full_stop_at_its_own_end(words: str, text: str, shown: str) -> None:
    assert beside(words, text) == shown


def test_only_what_has_latin_letters_is_isolated_in_a_right_to_left_sentence() -> None:
    assert isolated("Planning wing") == "\u2068Planning wing\u2069"
    assert isolated("پاکستان") == "پاکستان"
