"""Every command that a guide names exists, and every command that exists is documented."""

from __future__ import annotations

import json
import re

import click
import pytest
from guides import DOCS, GUIDES, NAMES, ROOT, code_in, fenced, section

from kit.cli import main
from kit.definitions import load_workshop

COMMANDS = {name: command for name, command in main.commands.items() if not command.hidden}
EXAMPLE = ROOT / "sessions" / "south-asia-2023"
REFERENCE = (DOCS / "commands.md").read_text(encoding="utf-8")
_KIT = re.compile(r"(?:^|[\s(/])kit ([a-z][a-z-]*)([^|]*)")


def options_of(command: click.Command) -> set[str]:
    return {flag for parameter in command.params if isinstance(parameter, click.Option) for flag in parameter.opts}


def named_in(text: str) -> list[tuple[str, set[str]]]:
    """Each `kit X` of a guide's code, with the options that stand behind it."""
    found = (match for line in code_in(text) for match in _KIT.finditer(line))
    return [(match[1], set(re.findall(r"(?<!\S)\[?(--?[a-z][a-z-]*)", match[2]))) for match in found]


@pytest.mark.parametrize("guide", GUIDES, ids=NAMES)
def test_every_kit_command_and_option_of_a_guide_exists(guide) -> None:  # type: ignore[no-untyped-def]
    for name, options in named_in(guide.read_text(encoding="utf-8")):
        assert name in COMMANDS, f"kit {name}"
        assert options <= options_of(COMMANDS[name]) | {"--help"}, f"kit {name} {sorted(options)}"


@pytest.mark.parametrize("guide", GUIDES, ids=NAMES)
def test_every_make_target_of_a_guide_exists(guide) -> None:  # type: ignore[no-untyped-def]
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        word
        for line in code_in(guide.read_text(encoding="utf-8"))
        for word in re.findall(r"(?:^|\s)make(?: [A-Z]+=\S+)* ([a-z-]+)", line)
    }
    assert named <= targets


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_a_section_that_names_all_of_its_options(name: str) -> None:
    described = section(REFERENCE, f"kit {name}")
    assert described.strip()
    for option in options_of(COMMANDS[name]) - {"-h", "--help"}:
        assert re.search(rf"{re.escape(option)}(?![a-z-])", described), option


def test_no_section_describes_a_command_that_is_gone() -> None:
    assert set(re.findall(r"^## kit (\S+)$", REFERENCE, re.MULTILINE)) == set(COMMANDS)


def test_every_option_of_the_reference_is_one_of_its_section() -> None:
    for name, command in COMMANDS.items():
        named = {
            option for line in code_in(section(REFERENCE, f"kit {name}")) for option in re.findall(r"--[a-z-]+", line)
        }
        assert named <= options_of(command) | {"--help"}, name


def test_the_json_of_the_reference_can_be_read() -> None:
    blocks = fenced(REFERENCE, "json")
    assert blocks
    for block in blocks:
        json.loads(block)


def test_the_readme_opens_with_the_two_commands_and_a_picture() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first = fenced(readme, "sh")[0].splitlines()
    assert [line.split("#")[0].strip() for line in first] == ["make run", "make test"]
    assert readme.index("make test") < readme.index("![") < readme.index("## What you get")


def test_sessions_of_the_readme_are_those_of_the_example() -> None:
    named = re.findall(r"kit (?:open|close|tally) sessions/south-asia-2023 (\S+)", (ROOT / "README.md").read_text())
    assert named
    assert set(named) <= {session.id for session in load_workshop(EXAMPLE).sessions}
