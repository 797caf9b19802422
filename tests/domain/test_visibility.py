"""Who sees what: every role, form, visibility and state, against the table of the safeguards written out by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise, product

import pytest

from kit.domain.entry import Conflict, Entry
from kit.domain.form import Choice, Form, Per, Protection, Question, QuestionType
from kit.domain.texts import text
from kit.domain.viewer import Role, Viewer
from kit.domain.visibility import Level, PlanProgress, Relation, Sight, redact, relation, shows, sight

AUDIENCES = ("delegation", "participants", "organisers", "public")
ATTRIBUTIONS = ("none", "country", "city")
STATES = ("draft", "confirmed", "reviewed", "revised", "published")
PLANS = [PlanProgress(*plan) for plan in product(STATES, (False, True), (False, True))]
INSIDERS = (Relation.SELF, Relation.OWN, Relation.FACILITATOR, Relation.ORGANISER)

# Rows: protection. Columns: self, own delegation, owner of the activity, other delegations, facilitator, organiser,
# public. "F" everything, "-" nothing, "t" themes or the text, "s" when shared, "c" when cleared.
TABLE = """
registration  F F - - F F -
note          F F t t F F -
plan          F F s s F F c
review        F F F - F F -
exchange      F F F F F F -
fund          F F - - - F -
follow_up     F F - - F F -
evaluation    F - - - - - -
decision      F F F F F F -
"""
CELLS = {
    (Protection(name), who): cell
    for name, *cells in (line.split() for line in TABLE.strip().splitlines())
    for who, cell in zip(Relation, cells, strict=True)
}


def question(name: str, kind: QuestionType = QuestionType.TEXT, **more: object) -> Question:
    return Question(name, kind, text(name), choices=(Choice("x", text("x")),), **more)  # type: ignore[arg-type]


QUESTIONS = (
    question("statement"),
    question("theme", QuestionType.SELECT_ONE),
    question("groups", QuestionType.SELECT_MULTIPLE),
    question("ranked", QuestionType.RANK),
    question("amount", QuestionType.DECIMAL),
    question("city", QuestionType.SELECT_ONE, choice_list="cities"),
    question("email", contact=True),
    question("needs", QuestionType.SELECT_ONE, organisers_only=True),
    question("team", QuestionType.REPEAT, questions=(question("phone", contact=True),)),
)
PICKED = {"theme", "groups", "ranked"}
PRIVATE = {"email", "needs", "team"}


def form_of(protection: Protection, **more: object) -> Form:
    anonymous = protection is Protection.EVALUATION
    return Form("f", text("F"), QUESTIONS, protection=protection, anonymous=anonymous, **more)  # type: ignore[arg-type]


def expected(protection: Protection, who: Relation, visibility: str, plan: PlanProgress) -> Level:
    if protection is Protection.NOTE and visibility == "organisers":
        return Level.FULL if who in (Relation.SELF, Relation.ORGANISER) else Level.NONE
    cell = CELLS[protection, who]
    if cell == "t":
        return Level.FULL if visibility in ("participants", "public") else Level.THEMES
    shown = {
        "F": True,
        "-": False,
        "s": plan.shared or plan.state in ("confirmed", "reviewed", "revised", "published"),
        "c": plan.state == "published" and plan.cleared,
    }
    return Level.FULL if shown[cell] else Level.NONE


@pytest.mark.parametrize("protection", list(Protection))
@pytest.mark.parametrize("who", list(Relation))
def test_table_of_every_role_form_visibility_and_state(protection: Protection, who: Relation) -> None:
    form = form_of(protection)
    for visibility, attribution, plan in product(AUDIENCES, ATTRIBUTIONS, PLANS):
        seen = sight(form, who, visibility=visibility, attribution=attribution, plan=plan)
        assert seen.level == expected(protection, who, visibility, plan), (visibility, plan)
        names = {q.name for q in form if shows(q, seen)}
        if seen.level is Level.NONE:
            assert not names
            assert seen == Sight()
        if who not in (Relation.SELF, Relation.ORGANISER):
            assert not names & PRIVATE
        elif seen.level is Level.FULL:
            assert names == {q.name for q in form}
        if seen.level is Level.THEMES:
            assert names == PICKED
        if who not in INSIDERS:
            assert not seen.author
            assert not seen.history
        if protection is Protection.NOTE and who not in INSIDERS:
            assert seen.delegation == (seen.level is Level.FULL and attribution != "none")
            assert ("city" in names) == (seen.level is Level.FULL and attribution == "city")


def test_attribution_never_shows_more_to_someone_with_a_smaller_choice() -> None:
    form = form_of(Protection.NOTE)
    for who, visibility, plan in product(Relation, AUDIENCES, PLANS[:4]):
        rows = [sight(form, who, visibility=visibility, attribution=word, plan=plan) for word in ATTRIBUTIONS]
        for less, more in pairwise(rows):
            assert less.delegation <= more.delegation
            assert less.city <= more.city


@pytest.mark.parametrize(
    ("viewer", "who"),
    [
        (Viewer(Role.PARTICIPANT, "BD", "ann"), Relation.SELF),
        (Viewer(Role.PARTICIPANT, "BD", "asif"), Relation.OWN),
        (Viewer(Role.PARTICIPANT, "LK", "lal"), Relation.OWNER),
        (Viewer(Role.PARTICIPANT, "MV", "moosa"), Relation.OTHER),
        (Viewer(Role.PARTICIPANT, None, None), Relation.OTHER),
        (Viewer(Role.FACILITATOR, "BD", "ann"), Relation.FACILITATOR),
        (Viewer(Role.ORGANISER), Relation.ORGANISER),
        (Viewer(Role.PUBLIC, "BD", "ann"), Relation.PUBLIC),
    ],
)
def test_relation_of_a_viewer_to_anns_review_of_an_activity_of_lk(viewer: Viewer, who: Relation) -> None:
    assert relation(viewer, author="ann", delegation="BD", owner="LK") is who


def test_relation_to_an_entry_of_nobody_is_never_the_own() -> None:
    assert relation(Viewer(Role.PARTICIPANT, None, None), author=None, delegation=None) is Relation.OTHER


NOTE = Entry(
    id="e",
    form="f",
    version=3,
    values={q.name: "x" for q in QUESTIONS} | {"dropped": "x"},
    delegation="BD",
    subject="s",
    author="ann",
    language="bn",
    created=datetime(2023, 3, 1, tzinfo=UTC),
    updated=datetime(2023, 3, 1, tzinfo=UTC),
    conflicts=(Conflict("statement", "x", "y", "asif", 1), Conflict("needs", "x", "y", "asif", 1)),
)


def seen_by(who: Relation, visibility: str, attribution: str = "none", **more: object) -> Entry:
    form = form_of(Protection.NOTE, **more)
    return redact(NOTE, form, sight(form, who, visibility=visibility, attribution=attribution, plan=PlanProgress()))


def test_redact_to_themes_leaves_nothing_that_tells_whose_it_is() -> None:
    assert seen_by(Relation.OTHER, "delegation", "city") == Entry(
        "e", "f", 3, dict.fromkeys(sorted(PICKED), "x"), visibility="delegation", language="und"
    )


def test_redact_keeps_the_finding_that_themes_belong_to() -> None:
    assert seen_by(Relation.OTHER, "delegation", per=Per.FINDING).subject == "s"


def test_redact_text_without_attribution_hides_delegation_city_and_author() -> None:
    entry = seen_by(Relation.OTHER, "participants")
    assert entry.values["statement"] == "x"
    assert "city" not in entry.values
    assert (entry.delegation, entry.author, entry.created, entry.conflicts) == (None, None, None, ())


def test_redact_text_with_the_citys_name_shows_delegation_and_city() -> None:
    entry = seen_by(Relation.OTHER, "public", "city")
    assert (entry.delegation, entry.values["city"], entry.author) == ("BD", "x", None)


def test_redact_for_a_colleague_hides_conflicts_of_private_answers() -> None:
    assert [conflict.question for conflict in seen_by(Relation.OWN, "delegation").conflicts] == ["statement"]
    assert len(seen_by(Relation.ORGANISER, "delegation").conflicts) == 2


def test_redact_shows_answers_of_questions_that_are_gone_to_organisers_only() -> None:
    assert "dropped" in seen_by(Relation.ORGANISER, "delegation").values
    for who in (Relation.OWN, Relation.FACILITATOR, Relation.OTHER):
        assert "dropped" not in seen_by(who, "public").values
