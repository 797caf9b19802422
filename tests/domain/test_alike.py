"""Texts that share words are proposed as groups, whatever the language and the order they came in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.domain.alike import Alike, groups_of_alike

WORDS = (
    "budget",
    "council",
    "training",
    "police",
    "بجٹ",
    "تربیت",
    "প্রশিক্ষণ",
    "বাজেট",
    "අයවැය",
    "பயிற்சி",
    "ބަޖެޓު",
    "the",
    "no",
)
TEXTS = st.dictionaries(
    st.uuids(version=4).map(str), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), max_size=14
)


@pytest.mark.parametrize(
    ("texts", "together"),
    [
        ({"a": "There is no budget.", "b": "The budget comes late", "c": "Police and city never meet"}, "ab"),
        ({"a": "Councillors get no training", "b": "Training for every councillor!", "c": "Data are missing"}, "ab"),
        ({"a": "کونسلروں کی تربیت نہیں ہوتی", "b": "نئے کونسلروں کو تربیت چاہیے", "c": "بجٹ دیر سے آتا ہے"}, "ab"),
        ({"a": "কাউন্সিলরদের প্রশিক্ষণ নেই", "b": "কাউন্সিলররা প্রশিক্ষণ পান না", "c": "বাজেট দেরিতে আসে"}, "ab"),
        ({"a": "கவுன்சிலர்களுக்குப் பயிற்சி இல்லை", "b": "கவுன்சிலர் பயிற்சி தேவை", "c": "நிதி தாமதமாக வருகிறது"}, "ab"),
    ],
)
def test_texts_that_share_telling_words_are_one_group(texts: dict[str, str], together: str) -> None:
    assert [set(group.texts) for group in groups_of_alike(texts)] == [set(together)]


@settings(deadline=None, max_examples=50)
@given(TEXTS, st.randoms(use_true_random=False))
def test_groups_are_apart_have_a_word_in_common_and_do_not_depend_on_the_order(
    texts: dict[str, str], chance: random.Random
) -> None:
    groups = groups_of_alike(texts)
    grouped = [id for group in groups for id in group.texts]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= texts.keys()
    for group in groups:
        assert len(group.texts) > 1
        assert group.words
        for id in group.texts:
            own = set(texts[id].split())
            assert any(own & set(texts[other].split()) for other in group.texts if other != id)
    shuffled = list(texts.items())
    chance.shuffle(shuffled)
    assert groups_of_alike(dict(shuffled)) == groups


@settings(deadline=None, max_examples=50)
@given(TEXTS, st.sampled_from(WORDS[:11]), st.integers(2, 5))
def test_who_says_the_same_in_the_same_words_is_never_parted(texts: dict[str, str], word: str, times: int) -> None:
    same = {f"same-{number}": f"{word} {word}?" for number in range(times)}
    groups: tuple[Alike, ...] = groups_of_alike(texts | same)
    assert any(same.keys() <= set(group.texts) for group in groups)
