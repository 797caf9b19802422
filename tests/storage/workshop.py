"""A small workshop in Python, so that tests of the store need no definition files."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from kit.domain.form import Choice, Form, Per, Protection, Question, QuestionType
from kit.domain.texts import text
from kit.domain.workshop import Delegation, Finding, Session, Vote, Workshop

T = QuestionType
ZONE = ZoneInfo("Asia/Colombo")


def choices(*names: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, text(name)) for name in names)


def ask(name: str, kind: QuestionType = T.TEXT, *picks: str, **more: object) -> Question:
    return Question(name, kind, text(name), choices=choices(*picks), **more)  # type: ignore[arg-type]


def form(name: str, *questions: Question, **more: object) -> Form:
    return Form(name, text(name), questions, **more)  # type: ignore[arg-type]


RAG = ("red", "amber", "green")
CITIES = ("dhaka", "kandy")
FORMS = (
    form(
        "registration",
        ask("name", contact=True),
        ask("display_name"),
        ask("organisation"),
        ask("email", contact=True),
        ask("access_needs", organisers_only=True),
        ask("consent_photo", T.ACKNOWLEDGE),
        per=Per.PERSON,
        protection=Protection.REGISTRATION,
    ),
    form(
        "barrier",
        ask("statement", required=True),
        ask("type", T.SELECT_ONE, "mandate", "money", "trust"),
        ask("affected", T.SELECT_MULTIPLE, "youth", "women"),
        ask("city", T.SELECT_ONE, *CITIES, choice_list="cities"),
        ask("long", max_length=20_000, multiline=True),
    ),
    form(
        "mapping_response",
        ask("relevance", T.SELECT_ONE, "1", "2", "3", "4", "5"),
        ask("gap"),
        per=Per.FINDING,
    ),
    form("parking_lot", ask("item"), per=Per.HUB),
    form("decision", ask("reason"), ask("decided_by"), per=Per.HUB, protection=Protection.DECISION),
    form("priority", ask("title"), protection=Protection.PLAN),
    form(
        "activity",
        ask("ref"),
        ask("activity", required=True),
        ask("lead_institution"),
        ask("start", T.DATE),
        ask("end", T.DATE, not_before="start"),
        ask("cost_estimate", T.DECIMAL, or_unknown=True),
        ask("currency", T.SELECT_ONE, "BDT", "LKR", "USD"),
        ask("do_no_harm_check", T.SELECT_ONE, "no", "yes", "unsure"),
        ask("milestones", T.REPEAT, questions=(ask("text"), ask("due", T.DATE))),
        ask("priority", T.SELECT_ONE_FROM_ENTRIES, entries_of="priority"),
        ask("dependencies", T.SELECT_MULTIPLE_FROM_ENTRIES, entries_of="activity"),
        protection=Protection.PLAN,
        entry_title="activity",
    ),
    form(
        "plan",
        ask("vision"),
        ask("shared", T.ACKNOWLEDGE),
        ask("confirmed_by"),
        ask("confirmed_on", T.DATE),
        ask("state", T.SELECT_ONE, "draft", "confirmed", "reviewed", "revised", "published"),
        ask("cleared_for_publication", T.ACKNOWLEDGE),
        per=Per.DELEGATION,
        protection=Protection.PLAN,
    ),
    form(
        "review",
        ask("clarity", T.SELECT_ONE, *RAG),
        ask("good"),
        ask("reply", T.SELECT_ONE, "accept", "adapt", "decline", written_by="owner"),
        ask("reply_why", written_by="owner"),
        per=Per.ACTIVITY,
        protection=Protection.REVIEW,
    ),
    form(
        "offer_need",
        ask("kind", T.SELECT_ONE, "offer", "need"),
        ask("statement"),
        protection=Protection.EXCHANGE,
    ),
    form(
        "match_response",
        ask("answer", T.SELECT_ONE, "accept", "not_now"),
        protection=Protection.EXCHANGE,
    ),
    form(
        "fund_request",
        ask("applicant"),
        ask("decision", T.SELECT_ONE, "pending", "approved", "declined", written_by="hub"),
        protection=Protection.FUND,
    ),
    form("helpdesk", ask("question"), ask("status", T.SELECT_ONE, "new", "closed"), protection=Protection.FOLLOW_UP),
    form("progress_update", ask("progress"), per=Per.OWN_ACTIVITY, protection=Protection.FOLLOW_UP),
    form(
        "evaluation",
        ask("usefulness", T.SELECT_ONE, "1", "2", "3", "4", "5"),
        ask("most_useful"),
        per=Per.PERSON,
        protection=Protection.EVALUATION,
        anonymous=True,
    ),
)
OPTIONS = choices("nlc", "youth", "mechanisms", "funding")


def vote(method: str = "dots", **more: object) -> Vote:
    return Vote(text("What first?"), OPTIONS, method, **more)  # type: ignore[arg-type]


def session(session_id: str, *forms: str, **more: object) -> Session:
    return Session(session_id, text(session_id.title()), 1, time(9), 60, "notes", forms, **more)  # type: ignore[arg-type]


SESSIONS = (
    session("registration", "registration"),
    session("findings", "mapping_response", deadline=datetime(2023, 3, 20, 18)),
    session("barriers", "barrier", "parking_lot"),
    session("priorities", vote=vote()),
    session("ranking", vote=vote("rank", budget=3)),
    session("approval", vote=vote("approve", budget=2)),
    session("workplan", "priority", "activity", "plan", "decision"),
    session("review", "review", "plan", "activity"),
    session("matching", "offer_need", "match_response"),
    session("close", "evaluation"),
    session("follow-up", "fund_request", "helpdesk", "progress_update"),
)


def small_workshop(folder: Path, **changes: object) -> Workshop:
    """Two delegations, one form of each kind, one session for each."""
    values: dict[str, object] = {
        "folder": folder,
        "id": "small",
        "title": text("A small workshop"),
        "organiser": text("The hub"),
        "first_day": date(2023, 3, 1),
        "last_day": date(2023, 3, 2),
        "place": text("Colombo"),
        "time_zone": ZONE,
        "languages": ("en", "bn"),
        "delegations": (Delegation("BD", text("Bangladesh")), Delegation("LK", text("Sri Lanka"))),
        "sessions": SESSIONS,
        "forms": {form.name: form for form in FORMS},
        "findings": (Finding("1", text("One")), Finding("2", text("Two"))),
    }
    return Workshop(**{**values, **changes})  # type: ignore[arg-type]
