"""Which document was made from which state of the data, with its checksum."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from kit.definitions.places import NOTEBOOKS
from kit.reports.batch_job import JobResult
from kit.reports.templates import SHIPPED

OURS = (Path(__file__).parent, SHIPPED)


@dataclass
class Ledger:
    """``ledger.json`` beside the documents."""

    file: Path
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> "Ledger":
        """The ledger, empty where there is none or it cannot be read: then everything is made again."""
        try:
            documents = json.loads(file.read_text(encoding="utf-8"))["documents"]
        except (OSError, ValueError, KeyError, TypeError):
            documents = {}
        return cls(file, documents if isinstance(documents, dict) else {})

    def holds(self, target: Path, path: Path, state: str) -> bool:
        """Whether this very document is there, made from this state and untouched since."""
        noted = self.documents.get(str(path.relative_to(target)))
        if not isinstance(noted, dict) or noted.get("state") != state or not path.is_file():
            return False
        return noted.get("sha256") == hashlib.sha256(path.read_bytes()).hexdigest()

    def note(self, target: Path, result: JobResult) -> None:
        """Enter what a job has made."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        for document in result.documents:
            name = str(Path(document.path).relative_to(target))
            self.documents[name] = {"state": result.job.state, "sha256": document.sha256, "made": now}

    def write(self) -> None:
        """Replace the file as a whole."""
        draft = self.file.with_suffix(f".{os.getpid()}.tmp")
        kept = dict(sorted(self.documents.items()))
        draft.write_text(json.dumps({"documents": kept}, indent=1), encoding="utf-8")
        draft.replace(self.file)


def state_of(data: str, notebook: Path, language: str, workshop: Path, templates: Path) -> str:
    """A name for everything that a document is made from: data, definitions, notebook, templates, the kit, language."""
    parts = [data, language, _ours(), _digest(notebook), _digest(templates)]
    parts += [_digest(path) for path in (workshop / "workshop.yaml", workshop / "forms", workshop / "notebooks")]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _ours() -> str:
    return "".join(_digest(place) for place in (*OURS, NOTEBOOKS.parent / "templates" / "forms"))


def _digest(place: Path) -> str:
    """The content of a file, or of all files under a folder."""
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    digest = hashlib.sha256()
    for file in files:
        if file.is_file() and file.suffix not in (".pyc", ".ttf"):
            digest.update(f"{file.relative_to(place.parent)}\0".encode() + file.read_bytes())
    return digest.hexdigest()
