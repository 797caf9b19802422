"""Other people's files in and out: XLSX, CSV, JSON, iCalendar."""

from kit.exchange.exporting import FORMATS, export_workshop
from kit.exchange.importing import import_file
from kit.exchange.paper import paper_voters
from kit.exchange.result import CellProblem, ImportResult, NotReadable, PreviewRow

__all__ = [
    "FORMATS",
    "CellProblem",
    "ImportResult",
    "NotReadable",
    "PreviewRow",
    "export_workshop",
    "import_file",
    "paper_voters",
]
