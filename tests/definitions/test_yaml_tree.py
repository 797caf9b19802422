"""YAML is read as text, with lines, and hostile or broken files are told of in one flaw."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.definitions.nodes import Listing, Scalar, Table
from kit.definitions.yaml_tree import MAX_BYTES, parse_yaml, read_yaml

FILE = Path("some.yaml")


def values(words: str) -> dict[str, str]:
    tree, flaws = parse_yaml(words, FILE)
    assert flaws == []
    assert isinstance(tree, Table)
    return {key.text: value.text for key, value in tree.pairs if isinstance(value, Scalar)}


@pytest.mark.parametrize(
    "written", ["9:30", "no", "on", "0x10", "1e3", "2023-02-31", "007", "~", "null", ".5", "12_000"]
)
def test_a_plain_value_stays_the_text_that_was_written(written: str) -> None:
    assert values(f"key: {written}") == {"key": written}


def test_every_part_knows_its_line() -> None:
    tree, _ = parse_yaml("a: 1\nb:\n  - x\n  - {c: 2}\n", FILE)
    assert isinstance(tree, Table)
    listing = tree.get("b")
    assert isinstance(listing, Listing)
    assert [item.line for item in listing.items] == [3, 4]
    assert tree.line_of("b") == 2


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate_key", 3),
        ("a: 1\nb: [1, 2\nc: 3\n", "yaml_broken", 3),
        ("a: 1\n\tb: 2\n", "yaml_broken", 2),
        ("a: x: y\n", "yaml_broken", 1),
        ('a: "open\n', "yaml_broken", 2),
        ("a: &x 1\nb: *x\n", "yaml_alias", 1),
        ("a: *none\n", "yaml_alias", 1),
        ("a: 1\nb: !python/object:os.system x\n", "yaml_tag", 2),
        ("a: 1\n---\nb: 2\n", "yaml_documents", 2),
        ("a: 1\n? [x]\n: 2\n", "key_not_text", 2),
        ("a: " + "[" * 60 + "]" * 60, "yaml_depth", 1),
        ("a: \x00\n", "yaml_broken", 0),
    ],
)
def test_what_a_definition_cannot_use_is_one_flaw(words: str, code: str, line: int) -> None:
    _, flaws = parse_yaml(words, FILE)
    assert [(flaw.code, flaw.line) for flaw in flaws] == [(code, line)]


def test_references_that_multiply_are_refused_before_they_grow() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    _, flaws = parse_yaml(bomb, FILE)
    assert [flaw.code for flaw in flaws] == ["yaml_alias"]


def test_a_file_in_another_encoding_is_told_of_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("a: 1\nb: caf\xe9\n".encode("latin-1"))
    assert [(flaw.code, flaw.line) for flaw in read_yaml(file)[1]] == [("file_not_utf8", 2)]


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\n")
    tree, flaws = read_yaml(file)
    assert flaws == []
    assert isinstance(tree, Table)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"#" * (MAX_BYTES + 1))
    assert [flaw.code for flaw in read_yaml(file)[1]] == ["file_too_large"]


def test_a_folder_in_the_place_of_a_file_is_told_of(tmp_path: Path) -> None:
    assert [flaw.code for flaw in read_yaml(tmp_path)[1]] == ["file_unreadable"]


SIGNS = st.text(st.sampled_from(list("ab:-[]{}#&*!|>'\"%@`,?\n \t\\~0=<\x85\u2028é😀")), max_size=60)


@settings(max_examples=200, deadline=None)
@given(st.one_of(SIGNS, st.text(max_size=60)))
def test_any_text_at_all_is_read_or_told_of(words: str) -> None:
    tree, flaws = parse_yaml(words, FILE)
    assert tree is not None or flaws or not values_expected(words)
    for flaw in flaws:
        assert flaw.problem
        assert 0 <= flaw.line <= words.count("\n") + words.count("\r") + words.count("\x85") + words.count("\u2028") + 3


def values_expected(words: str) -> bool:
    """Whether a text holds more than comments, directives and white space."""
    return (
        any(line.strip() and not line.strip().startswith(("#", "%", "-", ".")) for line in words.splitlines())
        and "\ufeff" not in words
    )
