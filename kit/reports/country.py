"""The workplan of one delegation."""

from collections.abc import Callable, Sequence

from kit.domain.texts import direction
from kit.reports import money_sections, people_sections, plan_sections
from kit.reports.material import Material, day
from kit.reports.model import Kind, Report, Section

SectionMaker = Callable[[Material], Section]
SECTIONS: tuple[SectionMaker, ...] = (
    plan_sections.facts,
    plan_sections.priorities,
    plan_sections.activities,
    plan_sections.timeline,
    money_sections.budget,
    people_sections.risks,
    people_sections.stakeholders,
    people_sections.reviews,
    people_sections.matches,
    people_sections.to_settle,
    people_sections.signatures,
)
STANDING = ("confirmed", "reviewed", "published")


def country_report(m: Material, sections: Sequence[SectionMaker] = SECTIONS) -> Report:
    """One delegation's workplan, from what the material's viewer may see.

    Raises:
        ValueError: where the material is not one delegation's.
    """
    if m.delegation is None:
        raise ValueError("a country's report needs a delegation")
    title = m.words("country_title", country=m.country(m.delegation))
    status, confirmed = plan_status(m, m.delegation)
    return document(m, "country-workplan", title, status, confirmed, [make(m) for make in sections])


def plan_status(m: Material, delegation: str) -> tuple[str, bool]:
    """What every page says about the plan's standing, and whether it is confirmed."""
    state = m.states.get(delegation, "draft")
    plan = next(iter(m.of("plan", delegation)), None)
    if state not in STANDING or plan is None:
        return m.words("status_revised" if state == "revised" else "status_draft"), False
    on = day(plan.values, "confirmed_on")
    return m.words("status_confirmed", name=m.told(plan, "confirmed_by"), date=m.format.date(on) if on else ""), True


def own_sources(m: Material) -> tuple[str, ...]:
    """Where a document's content comes from, and who has not read its wording yet."""
    draft = (m.words("machine_draft"),) if m.words.status != "reviewed" else ()
    forms = (m.words("forms_draft"),) if m.workshop.is_drafted(m.language) else ()
    return (m.words("source_entries"), *draft, *forms)


def document(m: Material, kind: Kind, title: str, status: str, confirmed: bool, sections: Sequence[Section]) -> Report:
    """A report with what all reports of a workshop share: its name, place, dates, notices and sources."""
    workshop, w = m.workshop, m.words
    notices = [w("not_government"), *([w("illustrative")] if workshop.illustrative else [])]
    dates = " – ".join(dict.fromkeys(m.format.date(day) for day in (workshop.first_day, workshop.last_day)))
    return Report(
        kind=kind,
        title=title,
        subtitle=workshop.organiser.to(m.language),
        language=m.language,
        direction="rtl" if direction(m.language) == "rtl" else "ltr",
        made_on=m.made_on,
        status=status,
        confirmed=confirmed,
        workshop=workshop.title.to(m.language),
        place=workshop.place.to(m.language),
        dates=dates,
        fingerprint=m.fingerprint,
        notices=tuple(notices),
        sources=(*own_sources(m), *workshop.sources),
        sections=tuple(sections),
    )
