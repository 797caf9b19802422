"""Each mistake that a definition can have, written into a small workshop without mistakes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kit.definitions import Flaw, InvalidWorkshop, check_workshop, load_workshop, read_workshop

Check = Callable[[str, str], list[Flaw]]


def parting(written: str, code: str, remedy: str, name: str) -> object:
    """A mistake in how a session parts into groups."""
    return pytest.param(
        "    forms: [idea]\n", f"    forms: [idea]\n    breakouts: {written}\n", code, written, remedy, id=name
    )


def follow_up(written: str, code: str, remedy: str, name: str) -> object:
    """A mistake in when rounds of follow-up are due."""
    return pytest.param("title: Small\n", f"title: Small\nfollow_up: {written}\n", code, written, remedy, id=name)


MISTAKES = [
    # what is there, what is written instead, the flaw, a text of the flaw's line, words of the remedy
    pytest.param("type: text\n    name: idea", "type: txt\n    name: idea", "type_unknown", "txt", '"text"', id="type"),
    pytest.param("type: integer", "type: number", "type_unknown", "number", '"decimal"', id="type-of-other-tool"),
    pytest.param(
        "type: integer", "type: integer big", "type_takes_no_name", "integer big", "type: integer", id="type-name"
    ),
    pytest.param("    minimum: 1\n", "    minimun: 1\n", "unknown_key", "minimun", '"minimum"', id="key-of-question"),
    pytest.param(
        "organiser: The office", "organizer: Us", "unknown_key", "organizer", '"organiser"', id="key-of-workshop"
    ),
    pytest.param("organiser: The office\n", "", "missing_key", "title: Small", "organiser: …", id="missing-key"),
    pytest.param("title: Ideas", "title:", "missing_key", "title:", "title: …", id="empty-key"),
    pytest.param("name: colour\n", "name: idea\n", "duplicate_name", "name: idea", "another name", id="question-twice"),
    pytest.param("code: BB", "code: AA", "duplicate_name", "code: AA", "another name", id="delegation-twice"),
    pytest.param("code: BB", "code: aa", "duplicate_name", "code: aa", "another name", id="delegation-twice-by-case"),
    pytest.param("id: vote", "id: opening", "duplicate_name", "id: opening", "another name", id="session-twice"),
    pytest.param(
        "    theme: trust\n",
        "    theme: trust\n  - id: F1\n    text: Second\n",
        "duplicate_name",
        "id: F1",
        "another name",
        id="finding-twice",
    ),
    pytest.param(
        "  size:\n    small: Small\n",
        "  size:\n    - {name: large, label: Big}\n    - {name: large, label: Large}\n  other:\n    small: Small\n",
        "duplicate_name",
        "label: Large",
        "another name",
        id="choice-twice",
    ),
    pytest.param("    large: Large", "    small: Large", "duplicate_key", "small: Large", "Remove", id="key-twice"),
    pytest.param(
        "title: Small\n", "title: Small\ntitle: Big\n", "duplicate_key", "title: Big", "Remove", id="top-key-twice"
    ),
    pytest.param(
        "title: Opening\n", "title: Day one: open\n", "yaml_broken", "Day one: open", "quotation", id="broken-yaml"
    ),
    pytest.param(
        "    notebook: talk\n    forms", "    notebook: tlk\n    forms", "notebook_missing", "tlk", '"talk"', id="book"
    ),
    pytest.param("forms: [idea]", "forms: [iddea]", "form_missing", "iddea", '"idea"', id="form"),
    pytest.param("start: 10:00", "start: 9:45", "sessions_overlap", "9:45", "10:00", id="overlap"),
    pytest.param("start: 10:00", "start: 25:00", "time_unreadable", "25:00", "9:30", id="no-such-time"),
    pytest.param("    start: 10:00\n", "", "start_missing", "id: vote", "start: 9:30", id="no-time"),
    pytest.param("minutes: 30", "minutes: 1000", "minutes_not_possible", "1000", "how many", id="past-midnight"),
    pytest.param("minutes: 30", "minutes: half", "integer_unreadable", "half", "digits", id="minutes-in-words"),
    pytest.param(
        "first_day: 2024-03-01", "first_day: 2023-02-29", "date_not_in_calendar", "02-29", "calendar", id="no-day"
    ),
    pytest.param(
        "first_day: 2024-03-01", "first_day: 1.3.2024", "date_unreadable", "1.3.2024", "2023-01-31", id="day-unlike"
    ),
    pytest.param(
        "last_day: 2024-03-02", "last_day: 2024-02-29", "last_day_first", "last_day", "Exchange", id="last-first"
    ),
    pytest.param(
        "id: vote\n    title: Vote\n    day: 1",
        "id: vote\n    title: Vote\n    day: 4",
        "day_outside",
        "day: 4",
        "1 to 2",
        id="day",
    ),
    pytest.param("2024-03-20 18:00", "2024-02-20 18:00", "deadline_too_early", "2024-02-20", "later", id="deadline"),
    pytest.param("select_one colour", "select_one color", "list_missing", "select_one color", '"colour"', id="list"),
    pytest.param(
        "select_one colour", "select_one modalities", "list_empty", "modalities", "workshop.yaml", id="empty-list"
    ),
    pytest.param("select_one colour", "select_one", "list_not_named", "select_one", "choices", id="list-not-named"),
    pytest.param(
        "  colour: {", "  cities: {x: X}\n  colour: {", "list_provided", "choices:", "another name", id="list-taken"
    ),
    pytest.param('{idea: "*"}', '{ideas: "*"}', "question_unknown", "ideas", '"idea"', id="relevant"),
    pytest.param("[red, green]", "[red, gren]", "answer_unknown", "gren", '"green"', id="answer"),
    pytest.param('{idea: "*"}', '"${idea} > 3"', "condition_unreadable", "> 3", "question: answer", id="expression"),
    pytest.param(
        "not_before: start", "not_before: strat", "date_question_unknown", "strat", '"start"', id="not-before"
    ),
    pytest.param(
        "not_before: start", "not_before: idea", "date_question_unknown", "not_before: idea", "start", id="no-date"
    ),
    pytest.param(
        "entry_title: idea", "entry_title: ide", "question_unknown", "entry_title", '"idea"', id="entry-title"
    ),
    pytest.param(
        "type: integer\n",
        "type: select_one_from_entries activty\n",
        "entries_form_unknown",
        "activty",
        '"activity"',
        id="entries-of",
    ),
    pytest.param(
        "type: integer\n", "type: select_one_from_entries\n", "entries_of_missing", "entries", "activity", id="of"
    ),
    pytest.param("theme: trust\n", "theme: trsut\n", "theme_unknown", "trsut", '"trust"', id="theme"),
    pytest.param("{a: A, b: B, c: C}", "{a: A, b: B}", "vote_options", "{a: A, b: B}", "3 to 30", id="few-options"),
    pytest.param("method: dots", "method: dot", "word_unknown", "dot", '"dots"', id="vote-method"),
    pytest.param("budget: 5", "budget: 12", "vote_budget", "budget", "1 to 9", id="vote-budget"),
    pytest.param("cap: 3", "cap: 6", "vote_cap", "cap", "1 to 5", id="vote-cap"),
    pytest.param(
        "cap: 3", "sequence: nominal_group", "vote_ideas", "question: Which?", "[ideas, decision]", id="vote-ideas"
    ),
    pytest.param(
        "time_zone: Asia/Colombo", "time_zone: Asia/Colmbo", "time_zone_unknown", "Colmbo", "Asia/Colombo", id="zone"
    ),
    pytest.param(
        "time_zone: Asia/Colombo", "time_zone: Asia", "time_zone_unknown", "Asia", "Asia/Colombo", id="zone-folder"
    ),
    pytest.param("languages: [en]", "languages: [en, xq]", "language_unknown", "xq", "bn", id="language"),
    pytest.param("languages: [en]", "languages: [en, en]", "language_twice", "en, en", "Remove", id="language-twice"),
    pytest.param("title: Small", "title: {xq: Small}", "language_unknown", "xq", "bn", id="language-of-text"),
    pytest.param("currency: EUR", "currency: EUX", "currency_unknown", "EUX", '"EUR"', id="currency"),
    pytest.param("title: Small", "title: FIXME", "fixme", "FIXME", "without FIXME", id="fixme"),
    pytest.param("name: steps", "name: the steps", "name_not_allowed", "the steps", "the_steps", id="name-with-space"),
    pytest.param(
        "notebook: talk\n    forms", "notebook: ../talk\n    forms", "name_not_allowed", "../", "talk", id="path"
    ),
    pytest.param("code: BB", "code: region", "code_taken", "region", "two letters", id="code-of-reports"),
    pytest.param("minimum: 1", "minimum: 9", "bounds_crossed", "minimum: 9", "Exchange", id="bounds"),
    pytest.param("minimum: 1", "minimum: few", "bound_unreadable", "few", "2.5", id="bound"),
    pytest.param(
        "name: idea\n", "name: idea\n    max_length: 0\n", "limit_not_possible", "max_length", "1 to", id="length"
    ),
    pytest.param(
        "name: colour\n", "name: colour\n    multiline: yes\n", "key_not_for_type", "multiline", "text", id="fit"
    ),
    pytest.param(
        "name: idea\n", "name: idea\n    required: maybe\n", "condition_unreadable", "maybe", "answer", id="required"
    ),
    pytest.param(
        "name: idea\n", "name: idea\n    contact: maybe\n", "flag_unreadable", "maybe", "yes or no", id="flag"
    ),
    pytest.param(
        "      - type: text\n", "      - type: begin_repeat\n", "repeat_in_repeat", "begin_repeat", "own", id="rows"
    ),
    pytest.param("title: Ideas\n", "title: Ideas\nper: persons\n", "word_unknown", "persons", '"person"', id="per"),
    pytest.param(
        "minutes: 30", "minutes: 30\n    at_least: 45", "at_least_not_possible", "at_least", "1 to 30", id="at-least"
    ),
    parting("{by: mixed, groups: 1}", "breakouts_groups", "2 to 20", "one-group"),
    parting("{by: mixd}", "word_unknown", '"mixed"', "way-of-parting"),
    parting("{by: delegation, groups: 3}", "breakouts_key_idle", "by: mixed", "groups-of-delegations"),
    parting("{by: mixed, most: 3}", "breakouts_key_idle", "by: theme", "most-of-mixed"),
    parting("{by: theme}", "breakouts_themes", "two or more", "one-theme"),
    parting("{by: theme, themes: [trust, trsut]}", "theme_unknown", '"trust"', "theme-of-group"),
    parting("{by: theme, themes: [trust, trust], most: 0}", "limit_not_possible", "1 to 999", "nobody-in-a-group"),
    parting("{by: mixed, group: 3}", "unknown_key", '"groups"', "key-of-parting"),
    follow_up("{first_round_days: 0}", "limit_not_possible", "1 to 3650", "round-before-the-end"),
    follow_up("{working_days: 61}", "limit_not_possible", "1 to 60", "months-to-correct"),
    follow_up("{first_round_days: 90}", "rounds_crossed", "larger number", "rounds-in-one"),
    follow_up("{first_round_days: soon}", "integer_unreadable", "digits only", "no-number-of-days"),
    follow_up("{first_round: 10}", "unknown_key", "first_round_days", "key-of-follow-up"),
    pytest.param("title: Small\n", "title: [Small]\n", "not_a_text", "[Small]", "Write the text", id="list-for-text"),
    pytest.param("sessions:\n", "sesions:\n", "none_given", None, "sessions", id="no-sessions"),
    pytest.param("delegations:\n", "delegates:\n", "none_given", None, "delegations", id="no-delegations"),
]


def test_the_small_workshop_has_no_flaws(folder: Path) -> None:
    assert check_workshop(folder) == []


@pytest.mark.parametrize(("old", "new", "code", "words_of_line", "words_of_remedy"), MISTAKES)
def test_a_mistake_is_reported_with_its_line_and_remedy(
    check_with: Check, old: str, new: str, code: str, words_of_line: str | None, words_of_remedy: str
) -> None:
    flaws = [flaw for flaw in check_with(old, new) if flaw.code == code]
    assert flaws, "the mistake was not found"
    assert any(words_of_remedy in flaw.remedy for flaw in flaws), [flaw.remedy for flaw in flaws]
    lines = [flaw.file.read_text(encoding="utf-8").splitlines()[max(flaw.line - 1, 0)] for flaw in flaws]
    assert words_of_line is None or any(words_of_line in line for line in lines), lines
    assert all(flaw.severity == "error" for flaw in flaws)


def test_all_mistakes_of_a_definition_are_reported_together(folder: Path) -> None:
    for file, old, new in (
        ("workshop.yaml", "first_day: 2024-03-01", "first_day: 2024-02-30"),
        ("workshop.yaml", "start: 10:00", "start: 9:40"),
        ("workshop.yaml", "currency: EUR", "currency: XQZ"),
        ("forms/idea.yaml", "type: integer", "type: integr"),
        ("forms/idea.yaml", "[red, green]", "[blue]"),
    ):
        path = folder / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    codes = {flaw.code for flaw in check_workshop(folder)}
    assert codes >= {"date_not_in_calendar", "sessions_overlap", "currency_unknown", "type_unknown", "answer_unknown"}


def test_broken_yaml_of_one_form_is_one_flaw_of_that_file(folder: Path) -> None:
    (folder / "forms" / "idea.yaml").write_text("title: [Ideas\nquestions:\n", encoding="utf-8")
    flaws = [flaw for flaw in check_workshop(folder) if flaw.file.name == "idea.yaml"]
    assert [flaw.code for flaw in flaws] == ["yaml_broken"]
    assert flaws[0].line == 2


def test_a_missing_workshop_file_is_the_only_flaw(tmp_path: Path) -> None:
    assert [flaw.code for flaw in check_workshop(tmp_path)] == ["file_unreadable"]


def test_flaws_are_sorted_by_file_and_line(folder: Path) -> None:
    path = folder / "workshop.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("code: BB", "code: AA").replace("trust\n", "x\n"), encoding="utf-8"
    )
    flaws = check_workshop(folder)
    assert len(flaws) > 1
    assert flaws == sorted(flaws)


def test_a_partly_translated_file_is_a_warning_and_the_workshop_still_loads(check_with: Check, folder: Path) -> None:
    check_with("languages: [en]", "languages: [en, bn]")
    flaws = check_with("title: Ideas", "title: {en: Ideas, bn: ধারণা}")
    warned = {flaw.file.name: flaw for flaw in flaws if flaw.code == "partly_translated"}
    assert warned["idea.yaml"].problem.startswith("9 of this file's 10 texts")
    assert {flaw.severity for flaw in flaws} == {"warning"}
    assert load_workshop(folder).forms["idea"].title.to("bn") == "ধারণা"


def test_a_language_without_any_text_is_warned_of_once(check_with: Check) -> None:
    flaws = check_with("languages: [en]", "languages: [en, fr]")
    assert [flaw.code for flaw in flaws] == ["untranslated"]
    assert "French" in flaws[0].problem


def test_a_form_that_no_session_uses_is_a_warning(check_with: Check) -> None:
    flaws = check_with("    forms: [idea]\n", "")
    assert [(flaw.code, flaw.severity) for flaw in flaws] == [("form_not_used", "warning")]


def test_a_form_that_replaces_the_kits_own_is_used_and_its_losses_are_warned_of(folder: Path) -> None:
    own = "title: Our barriers\nprotection: plan\nquestions:\n  - {type: text, name: statement, label: What?}\n"
    (folder / "forms" / "barrier.yaml").write_text(own, encoding="utf-8")
    workshop, flaws = read_workshop(folder)
    assert workshop is not None
    assert workshop.forms["barrier"].title.to("en") == "Our barriers"
    lost = {flaw.problem.split('"')[1] for flaw in flaws if flaw.code == "relied_on_question"}
    assert {"severity", "level", "type"} <= lost
    assert "statement" not in lost
    assert any(flaw.code == "relied_on_key" and "protection: note" in flaw.remedy for flaw in flaws)


def test_an_anonymous_form_that_asks_for_a_name_is_refused(check_with: Check) -> None:
    flaws = check_with("title: Ideas\n", "title: Ideas\nanonymous: yes\n")
    assert flaws == []
    flaws = check_with("name: idea\n", "name: idea\n    contact: yes\n")
    assert [flaw.code for flaw in flaws] == ["anonymous_asks_name"]


def test_loading_a_workshop_with_errors_raises_them_all(check_with: Check, folder: Path) -> None:
    check_with("currency: EUR", "currency: XQZ")
    check_with("start: 10:00", "start: 9:40")
    with pytest.raises(InvalidWorkshop) as raised:
        load_workshop(folder)
    assert {flaw.code for flaw in raised.value.flaws} == {"currency_unknown", "sessions_overlap"}
    assert "workshop.yaml:" in str(raised.value)


def test_places_that_do_not_fit_the_groups_are_a_warning(check_with: Check, folder: Path) -> None:
    groups = "    breakouts: {by: mixed, groups: 3, places: [Hall, {en: Garden, bn: বাগান}]}\n"
    flaws = check_with("    forms: [idea]\n", f"    forms: [idea]\n{groups}    can_wait: yes\n    at_least: 20\n")
    assert [(flaw.code, flaw.severity) for flaw in flaws] == [("breakouts_places", "warning")]
    opening = load_workshop(folder).session("opening")
    assert (opening.at_least, opening.can_wait) == (20, True)
    assert opening.breakouts is not None
    assert (opening.breakouts.by, opening.breakouts.groups, opening.breakouts.themes) == ("mixed", 3, ())
    assert [place.to("bn") for place in opening.breakouts.places] == ["Hall", "বাগান"]


def test_values_are_read_as_they_are_written(folder: Path) -> None:
    path = folder / "workshop.yaml"
    more = "    parameters: {rounds: 3, mode: no, show: true, quoted: '3', share: 0.5, names: [a, 1]}\n"
    words = path.read_text(encoding="utf-8").replace("    forms: [idea]\n", "    forms: [idea]\n" + more)
    path.write_text(words, encoding="utf-8")
    opening = load_workshop(folder).session("opening")
    assert opening.start is not None
    assert (opening.start.hour, opening.start.minute) == (9, 30)
    assert opening.parameters == {
        "rounds": 3,
        "mode": "no",
        "show": True,
        "quoted": "3",
        "share": 0.5,
        "names": ["a", 1],
    }
    assert opening.deadline is not None
    assert opening.deadline.isoformat() == "2024-03-20T18:00:00+05:30"


def test_a_vote_by_pairs_has_few_options_and_needs_no_budget(check_with: Check) -> None:
    many = "options: {a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H}"
    assert [flaw.code for flaw in check_with("method: dots\n      budget: 5\n      cap: 3", "method: pairwise")] == []
    (flaw,) = check_with("options: {a: A, b: B, c: C}", many)
    assert (flaw.code, "28 pairs" in flaw.problem) == ("vote_pairs", True)


def test_a_nominal_group_needs_no_options_and_ranks(check_with: Check) -> None:
    check_with("    vote:\n", "    forms: [idea]\n    vote:\n")
    steps = "      sequence: nominal_group\n      ideas: idea\n"
    before = "      method: dots\n      budget: 5\n      cap: 3\n      options: {a: A, b: B, c: C}\n"
    assert check_with(before, steps) == []
    (flaw,) = check_with("ideas: idea\n", "ideas: idea\n      method: pairwise\n")
    assert flaw.code == "vote_steps_method"
