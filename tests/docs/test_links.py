"""Links lead somewhere, pictures are there, described and used."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from guides import DOCS, GUIDES, NAMES, ROOT, anchors_in, links_in
from PIL import Image

PICTURES = sorted(file for file in (DOCS / "pictures").rglob("*") if file.is_file())
LARGEST_BYTES = 80_000
LARGEST_TOGETHER_BYTES = 6_000_000
DECISIONS = [page for page in sorted((DOCS / "decisions").glob("*.md")) if page.name != "README.md"]


@pytest.mark.parametrize("guide", GUIDES, ids=NAMES)
def test_every_link_of_a_guide_leads_to_a_file_and_a_heading(guide) -> None:  # type: ignore[no-untyped-def]
    for _, _, target in links_in(guide.read_text(encoding="utf-8")):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (guide.parent / path).resolve() if path else guide
        assert file.exists(), target
        assert file.is_relative_to(ROOT), target
        assert not anchor or anchor in anchors_in(file.read_text(encoding="utf-8")), target


def test_every_picture_is_used_and_described() -> None:
    used = {}
    for guide in GUIDES:
        for picture, words, target in links_in(guide.read_text(encoding="utf-8")):
            if picture:
                assert len(words) > 10, target
                used[(guide.parent / target).resolve()] = words
    assert set(used) == set(PICTURES)


def test_all_pictures_together_are_no_burden_to_a_checkout() -> None:
    assert sum(picture.stat().st_size for picture in PICTURES) < LARGEST_TOGETHER_BYTES


SCREENSHOTS = [picture for picture in PICTURES if picture.suffix != ".svg"]
DRAWINGS = [picture for picture in PICTURES if picture.suffix == ".svg"]


@pytest.mark.parametrize("picture", DRAWINGS, ids=[picture.name for picture in DRAWINGS])
def test_a_drawing_is_small_scales_and_says_what_it_shows(picture) -> None:  # type: ignore[no-untyped-def]
    assert picture.stat().st_size < LARGEST_BYTES
    root = ElementTree.parse(picture).getroot()
    assert root.get("viewBox")
    assert root.findtext("{http://www.w3.org/2000/svg}title")


@pytest.mark.parametrize("picture", SCREENSHOTS, ids=[picture.name for picture in SCREENSHOTS])
def test_a_picture_is_small_and_of_a_known_size(picture) -> None:  # type: ignore[no-untyped-def]
    assert picture.stat().st_size < LARGEST_BYTES
    with Image.open(picture) as image:
        assert image.size in {(390, 844), (1280, 800), (960, 600)} or abs(image.height / image.width - 2**0.5) < 0.01


@pytest.mark.parametrize("page", DECISIONS, ids=[page.name for page in DECISIONS])
def test_a_decision_is_dated_and_says_problem_facts_decision_and_what_was_rejected(page) -> None:  # type: ignore[no-untyped-def]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-[a-z0-9-]+\.md", page.name)
    headings = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == ["Problem", "Facts", "Decision", "Rejected"]
    assert f"({page.name})" in (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
