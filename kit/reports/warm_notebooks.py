"""Imported by the warm process of a batch: what report notebooks use, and one report made for nothing.

The first report of a process fills caches (statements, catalogues, locales) that all kernels forked later share.
"""

from __future__ import annotations

import contextlib
import importlib
import os
from pathlib import Path

from kit.definitions import InvalidWorkshop
from kit.definitions.memory import remembered_workshop
from kit.definitions.places import WORKSHOP_VARIABLE
from kit.reports import codec, followup, record, region, signature, summary
from kit.reports.country import country_report
from kit.reports.material import open_material
from kit.storage import StorageProblem

__all__ = ["followup", "record", "region", "signature", "summary"]


def preload_pandas(folder: Path) -> None:
    """Import pandas once instead of in every kernel, if the workshop's own report notebooks name it; ours do not."""
    if any("pandas" in file.read_text(encoding="utf-8") for file in folder.glob("notebooks/report_*.ipynb")):
        importlib.import_module("pandas")


with contextlib.suppress(InvalidWorkshop, StorageProblem, OSError):
    if folder := os.environ.get(WORKSHOP_VARIABLE):
        preload_pandas(Path(folder))
        workshop = remembered_workshop(Path(folder))
        first = workshop.delegations[0].code
        material = open_material(workshop.id, first, f"participant:{first}", workshop.language)
        codec.to_json(country_report(material))
        del material
