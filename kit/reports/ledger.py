"""Which document was made from which state of the data, with its checksum."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from kit.definitions.places import NOTEBOOKS
from kit.reports.places import Place
from kit.reports.templates import SHIPPED

OURS = (Path(__file__).parent, SHIPPED)


NAME = "ledger.json"


@dataclass
class Ledger:
    """``ledger.json`` beside the documents."""

    place: Place
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, place: Place) -> "Ledger":
        """The ledger, empty where there is none or it cannot be read: then everything is made again."""
        try:
            documents = json.loads(place.read(NAME) or b"")["documents"]
        except (ValueError, KeyError, TypeError):
            documents = {}
        return cls(place, documents if isinstance(documents, dict) else {})

    def holds(self, name: str, state: str) -> bool:
        """Whether this very document is there, made from this state and untouched since."""
        noted = self.documents.get(name)
        if not isinstance(noted, dict) or noted.get("state") != state:
            return False
        return self.place.unchanged(name, int(noted.get("bytes", -1)), str(noted.get("sha256")))

    def keep(self, name: str, state: str, content: bytes) -> None:
        """Write a document to its place and enter it."""
        self.place.write(name, content)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        checksum = hashlib.sha256(content).hexdigest()
        self.documents[name] = {"state": state, "sha256": checksum, "bytes": len(content), "made": made}

    def write(self) -> None:
        """Replace the file as a whole."""
        kept = dict(sorted(self.documents.items()))
        self.place.write(NAME, json.dumps({"documents": kept}, indent=1).encode())


def state_of(data: str, language: str, notebook: str, definitions: str) -> str:
    """A name for everything that a document is made from; ``notebook`` and ``definitions`` are digests."""
    return hashlib.sha256("\0".join((data, language, _ours(), notebook, definitions)).encode()).hexdigest()


def definitions_digest(workshop: Path, templates: Path) -> str:
    """The workshop's own definitions and templates, as their files stand now."""
    places = (workshop / "workshop.yaml", *(workshop / part for part in ("forms", "locale", "notebooks")), templates)
    return "".join(digest(place) for place in places)


@cache
def _ours() -> str:
    return "".join(digest(place) for place in (*OURS, NOTEBOOKS.parent / "templates" / "forms"))


def digest(place: Path) -> str:
    """The content of a file, or of all files under a folder."""
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    found = hashlib.sha256()
    for file in files:
        if file.is_file() and file.suffix not in (".pyc", ".ttf"):
            found.update(f"{file.relative_to(place.parent)}\0".encode() + file.read_bytes())
    return found.hexdigest()
