"""Where documents go: a folder, or any address that fsspec knows (``memory://``, ``s3://``, ``sftp://``)."""

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol


class Place(Protocol):
    """What the batch needs of a place; names are relative, with ``/``."""

    def address(self, name: str) -> str:
        """How people find this document."""

    def read(self, name: str) -> bytes | None:
        """A document's content; None where it is missing."""

    def write(self, name: str, content: bytes) -> None:
        """Write a document whole or not at all."""

    def unchanged(self, name: str, size: int, sha256: str) -> bool:
        """Whether the document is there as it was written."""


class Folder:
    """A folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def address(self, name: str) -> str:
        return str(self.root / name)

    def read(self, name: str) -> bytes | None:
        try:
            return (self.root / name).read_bytes()
        except OSError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Written beside its place and moved there, so that nobody ever opens half of a document."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            draft.write_bytes(content)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def unchanged(self, name: str, size: int, sha256: str) -> bool:
        content = self.read(name)
        return content is not None and len(content) == size and hashlib.sha256(content).hexdigest() == sha256


class Remote:
    """A place behind fsspec. Object stores show a new object only when it is complete."""

    def __init__(self, files: Any, root: str) -> None:
        self.files, self.root = files, root.rstrip("/")

    def address(self, name: str) -> str:
        return str(self.files.unstrip_protocol(f"{self.root}/{name}"))

    def read(self, name: str) -> bytes | None:
        try:
            return bytes(self.files.cat_file(f"{self.root}/{name}"))
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes) -> None:
        path = f"{self.root}/{name}"
        self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
        self.files.pipe_file(path, content)
        self.__dict__.pop("_sizes", None)

    def unchanged(self, name: str, size: int, sha256: str) -> bool:
        """By size alone: fetching every document to compare it would cost more than making it again."""
        return self._sizes.get(f"{self.root}/{name}".lstrip("/")) == size

    @cached_property
    def _sizes(self) -> dict[str, int]:
        """One listing for all documents."""
        self.files.invalidate_cache()
        found = self.files.find(self.root, detail=True) if self.files.exists(self.root) else {}
        return {str(path).lstrip("/"): int(about["size"]) for path, about in found.items()}


def place(address: Path | str) -> Place:
    """The place of that path or address; ``file://`` is a folder.

    Raises:
        ValueError: for a protocol that fsspec does not know, or whose package is not installed.
    """
    if "://" not in str(address):
        return Folder(Path(address))
    from fsspec.core import url_to_fs

    try:
        files, root = url_to_fs(str(address))
    except ImportError as error:
        raise ValueError(f"{address}: {error}") from None
    return Folder(Path(root)) if "file" in files.protocol else Remote(files, root)
