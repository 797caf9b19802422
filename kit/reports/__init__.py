"""Documents for people, each rendered from one report model: HTML, PDF, DOCX and XLSX."""

from kit.reports.mime import display, find_report

__all__ = ["display", "find_report"]
