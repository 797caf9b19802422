"""What all renderers start from: the cleaned report, the organiser's style and wording, and pictures drawn once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kit.reports.locales import Formatter
from kit.reports.model import Chart, Report, Section
from kit.reports.templates import Templates, Words
from kit.reports.text import clean, map_texts
from kit.reports.validate import validate


@dataclass(frozen=True)
class Context:
    """A report made ready for any format."""

    report: Report
    templates: Templates

    @classmethod
    def of(cls, report: Report, folders: Sequence[Path] = ()) -> "Context":
        """Validate and clean a report, and put its sections into the organiser's order.

        Raises:
            InvalidReport: where the report breaks the model's rules.
        """
        templates = Templates.of(folders)
        cleaned = map_texts(validate(report), clean)
        return cls(replace(cleaned, sections=_ordered(cleaned.sections, templates.style)), templates)

    @property
    def style(self) -> Any:
        return self.templates.style

    @cached_property
    def words(self) -> Words:
        return self.templates.words(self.report.language)

    @cached_property
    def format(self) -> Formatter:
        return Formatter(self.report.language)

    @cached_property
    def drawn(self) -> dict[Chart, Any]:
        """What `kit.reports.pictures` has found out for each chart, the same for every format."""
        return {}

    @property
    def rtl(self) -> bool:
        return self.report.direction == "rtl"

    @cached_property
    def facts(self) -> list[tuple[str, str]]:
        """The lines under the title: workshop, place, dates, when it was made, from which data."""
        report, words = self.report, self.words
        pairs = [
            (words("workshop"), report.workshop),
            (words("place"), report.place),
            (words("dates"), report.dates),
            (words("made_on"), self.format.date(report.made_on)),
            (words("data_state"), report.fingerprint),
        ]
        return [(label, value) for label, value in pairs if value]

    @cached_property
    def logo(self) -> bytes:
        """The organiser's logo (SVG or PNG), empty where there is none."""
        name = self.style.get("logo")
        return self.templates.find(name).read_bytes() if name else b""


def _ordered(sections: tuple[Section, ...], style: Any) -> tuple[Section, ...]:
    """Sections in ``section_order`` first, the others after them as they came, without ``hidden_sections``."""
    order = list(style.get("section_order") or [])
    hidden = set(style.get("hidden_sections") or [])
    shown = [section for section in sections if section.id not in hidden]
    return tuple(sorted(shown, key=lambda section: order.index(section.id) if section.id in order else len(order)))


def charts_of(report: Report) -> list[Chart]:
    """Every chart in reading order."""
    return [block for section in report.sections for block in section.blocks if isinstance(block, Chart)]
