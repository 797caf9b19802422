"""Imported once before the processes that render are forked: what they all need, read and ready.

Typst is only imported: it starts threads when it first draws, and a fork has none of them.
"""

from kit.reports import html, pdf, word, workbook
from kit.reports.fonts import covered
from kit.reports.templates import Templates

__all__ = ["html", "pdf", "word", "workbook"]

covered()
_shipped = Templates.of()
_ = (_shipped.style, _shipped.words(language="en"))
