"""What became of a batch: documents with their place, failures with their cause."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """One file; ``status`` is "made" or "unchanged"."""

    delegation: str
    format: str
    path: str
    status: str


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be made: ``format`` is None where the notebook itself failed, ``cell`` counts from 1."""

    delegation: str
    format: str | None
    notebook: str
    cell: int | None
    message: str

    def __str__(self) -> str:
        where = f"{self.notebook}, cell {self.cell}" if self.cell else self.notebook
        return f"{self.delegation} ({self.format or 'all formats'}): {where}: {self.message}"


@dataclass(frozen=True, slots=True)
class BatchResult:
    """Everything that was asked for, made or not."""

    seconds: float
    documents: tuple[Document, ...] = ()
    failed: tuple[Failure, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The result as `kit report --json` prints it."""
        names = ("delegation", "format", "path", "status")
        documents = [{name: getattr(document, name) for name in names} for document in self.documents]
        return {"seconds": self.seconds, "documents": documents, "failed": [asdict(failure) for failure in self.failed]}

    def __str__(self) -> str:
        lines = [f"{d.status:<9} {d.path}" for d in self.documents] + [
            f"FAILED    {failure}" for failure in self.failed
        ]
        return "\n".join([*lines, f"{len(self.documents)} documents, {len(self.failed)} failed, {self.seconds} s"])
