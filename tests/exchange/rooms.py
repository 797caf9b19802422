"""A workshop with a store, for tests of files in and out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import xlsxwriter

from kit.definitions import load_workshop
from kit.domain.entry import Change, Saved
from kit.domain.viewer import ORGANISER, Viewer
from kit.domain.workshop import Workshop
from kit.storage import Store, View, open_store

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023"


@cache
def _example() -> Workshop:
    return load_workshop(EXAMPLE)


@dataclass(frozen=True)
class Room:
    """The example workshop in a folder of its own."""

    workshop: Workshop
    store: Store
    folder: Path

    def view(self, viewer: Viewer = ORGANISER) -> View:
        """What somebody sees."""
        return self.store.view(viewer)

    def write(self, form: str, delegation: str = "BD", entry: str | None = None, **values: Any) -> str:
        """Saves an entry as the organiser; its id."""
        entry = entry or uuid4().hex
        session = next((s.id for s in self.workshop.sessions if form in s.forms), None)
        subject = values.pop("subject", None)
        saved: Saved = self.view().save(
            Change(uuid4().hex, entry, form, 0, values, session=session, delegation=delegation, subject=subject)
        )
        return saved.entry

    def join(self, delegation: str) -> Viewer:
        """Somebody of a delegation joins."""
        codes = self.store.codes
        codes.ensure()
        code = next(c for c in codes.all() if c.delegation == delegation)
        return self.store.people.join(code.code, "A delegate", "en")


def make_room(folder: Path) -> Room:
    """A room with an empty store."""
    workshop = replace(_example(), folder=folder)
    return Room(workshop, open_store(workshop), folder)


def workbook(file: Path, *sheets: tuple[str, list[list[Any]]], merge: dict[str, Any] | None = None) -> Path:
    """An XLSX file of somebody else's; `merge` is range to value on the first sheet."""
    with xlsxwriter.Workbook(str(file), {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        for cells, value in (merge or {}).items():
            book.worksheets()[0].merge_range(cells, value)
    return file
