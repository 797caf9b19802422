"""A workshop that was read once is not read again while its files stay as they are."""

from __future__ import annotations

from pathlib import Path

from kit.definitions.places import FORMS
from kit.definitions.workshops import load_workshop
from kit.domain.workshop import Workshop

Stamp = tuple[tuple[str, int, int], ...]
_read: dict[Path, tuple[Stamp, Workshop]] = {}


def remembered_workshop(folder: Path) -> Workshop:
    """The workshop of a folder; read anew when one of its files, or of the form library's, has changed.

    Kernels forked from a process that has read it have it too: reading takes half a second, looking at the files 1 ms.
    Raises InvalidWorkshop.
    """
    folder = folder.resolve()
    stamp = _stamp(folder)
    known = _read.get(folder)
    if known is None or known[0] != stamp:
        known = _read[folder] = (stamp, load_workshop(folder))
    return known[1]


def _stamp(folder: Path) -> Stamp:
    definitions = [*folder.glob("*.yaml"), *folder.glob("forms/*.yaml"), *FORMS.glob("*.yaml")]
    catalogues = [*folder.glob("locale/*/*/*.po"), *FORMS.glob("locale/*/*/*.po")]
    files = sorted([*definitions, *catalogues, *folder.glob("notebooks/*.ipynb")])
    return tuple((str(file), (s := file.stat()).st_mtime_ns, s.st_size) for file in files)
