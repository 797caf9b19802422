"""What other people's tables call our questions, choices and money; compared without case, marks and spaces' number."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "activity": {
        "ref": ("no", "s no", "sl", "sl no", "serial", "number", "ref", "reference", "activity no", "id no"),
        "priority": ("priority", "priority area", "thematic area", "theme", "pillar", "commitment"),
        "objective": ("objective", "objectives", "specific objective", "goal", "purpose", "outcome"),
        "activity": ("activity", "activities", "key activities", "main activity", "proposed activity", "action",
                     "actions", "activity sub activity", "what", "task", "intervention"),
        "sub_activities": ("sub activities", "sub activity", "steps", "tasks"),
        "expected_output": ("output", "outputs", "expected output", "expected outputs", "deliverable", "deliverables",
                            "expected result", "expected results"),
        "level": ("level", "administrative level"),
        "lead_institution": ("lead", "lead agency", "lead institution", "lead department", "responsible",
                             "responsibility", "responsibilities", "responsible agency", "responsible institution",
                             "who", "owner", "implementing agency", "focal institution"),
        "supporting": ("partners", "partner", "supporting", "support", "supporting institutions", "supporting agencies",
                       "partner organisations", "partner organizations", "stakeholders", "related networks"),
        "hub_role": ("hub support", "support by the hub", "role of the hub", "support from hub", "support requested"),
        "start": ("start", "start date", "starts", "from", "begin", "begins", "beginning", "starting date"),
        "end": ("end", "end date", "ends", "to", "until", "deadline", "due", "due date", "by when", "completion date",
                "finish", "timeline", "time frame", "timeframe"),
        "milestones": ("milestones", "milestone"),
        "dependencies": ("dependencies", "depends on", "after", "predecessors"),
        "cost_estimate": ("cost", "costs", "budget", "estimated cost", "cost estimate", "estimated budget", "amount",
                          "budget required", "total cost"),
        "currency": ("currency", "cost currency", "budget currency"),
        "funding_status": ("funding status", "budget status"),
        "funding_source": ("funding", "funding source", "source of funding", "source of funds", "source", "donor",
                           "budget source"),
        "indicator": ("indicator", "indicators", "kpi", "performance indicator", "measure of success"),
        "unit": ("unit", "unit of measure"),
        "baseline": ("baseline", "baseline value"),
        "target": ("target", "target value", "targets"),
        "verification": ("means of verification", "mov", "verification", "data source"),
        "assumption": ("assumption", "assumptions"),
        "risk": ("risk", "risks"),
        "mitigation": ("mitigation", "mitigation measures", "risk mitigation"),
        "status": ("status", "progress status", "implementation status"),
        "evidence_link": ("evidence", "link", "evidence link"),
    },
    "priority": {
        "title": ("priority", "priorities"),
        "target_12m": ("in twelve months", "in 12 months", "twelve month target"),
    },
    "stakeholder": {
        "institution": ("institution", "stakeholder", "organisation", "organization"),
        "type": ("kind",),
        "contact_route": ("contact", "contact via"),
    },
    "registration": {
        "name": ("name", "full name", "participant", "participant name", "name of participant"),
        "organisation": ("organisation", "organization", "institution", "agency", "office", "affiliation"),
        "role_type": ("role", "type of participant", "category"),
        "local_authority": ("city", "municipality", "local authority", "local government"),
        "email": ("email", "e mail", "mail", "email address", "e mail address"),
        "working_language": ("language", "working language", "preferred language"),
        "gender": ("gender", "sex"),
        "access_needs": ("access needs", "special needs", "dietary and access needs", "accessibility"),
    },
}  # fmt: skip
"""Form to question to the headings that mean it."""

DELEGATION = ("delegation", "country", "country delegation")
"""Headings of the column that says whose row it is."""

CHOICES: Mapping[str, str] = {
    "completed": "done", "complete": "done", "finished": "done", "ongoing": "on_track", "in progress": "on_track",
    "started": "on_track", "limited": "at_risk", "delayed": "late", "cancelled": "stopped", "canceled": "stopped",
    "planned": "not_started", "municipal": "city", "municipality": "city", "country": "national",
    "provincial": "province", "female": "woman", "male": "man", "f": "woman", "m": "man",
    "high": "3", "medium": "2", "low": "1", "h": "3", "l": "1",
    "english": "en", "bangla": "bn", "bengali": "bn", "hindi": "hi", "sinhala": "si", "tamil": "ta", "dhivehi": "dv",
    "urdu": "ur", "nepali": "ne",
}  # fmt: skip
"""Other words for choices; used only where the question has a choice of that name."""

YES = frozenset({"yes", "y", "true", "1", "x", "✓", "✔", "☑", "agreed"})
NO = frozenset({"no", "n", "false", "0", "✗", "☐"})
NOT_KNOWN = frozenset(
    {"unknown", "tbd", "tbc", "to be decided", "to be confirmed", "to be determined", "not known", "?"}
)
NOTHING = frozenset({"-", "–", "—", "n/a", "na", "nil", "none", "..."})

CURRENCIES: Mapping[str, str | None] = {
    "tk": None, "taka": None, "৳": None, "rs": None, "inr": "INR", "₹": "INR", "rf": None, "$": "USD", "us$": "USD",
    "€": "EUR", "£": "GBP",
}  # fmt: skip
"""Signs of money to their ISO 4217 code; None is the delegation's own currency."""

MULTIPLES: Mapping[str, int] = {
    "k": 10**3, "thousand": 10**3, "lakh": 10**5, "lac": 10**5, "million": 10**6, "mn": 10**6, "m": 10**6,
    "crore": 10**7, "billion": 10**9,
}  # fmt: skip
