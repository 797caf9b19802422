"""The files that pages load: registered by name, served under a name that holds their content's hash."""

import gzip
import hashlib
import mimetypes
import posixpath
import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli

from kit.forms.base import ModuleError, join_modules
from kit.live.page.shrink import without_comments

STATIC = "kit/static/"
_HASH_LENGTH = 16  # hex digits
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
_COMPRESSED = ("text/", "image/svg+xml", "application/json", "application/manifest+json")
_MODULE_REFERENCE = re.compile(r"""(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}/[^"'\n]+)\2""")
_STYLE_REFERENCE = re.compile(r"""(\burl\(\s*|@import\s*)(["']?)(\.{1,2}/[^"')\s]+)\2""")


class AssetError(ValueError):
    """A file of the page is missing or cannot be served as it is."""


@dataclass(frozen=True)
class Asset:
    """One file as it is served: its address below the static path, its type and its bytes in three encodings."""

    filename: str
    content_type: str
    body: bytes

    @property
    def etag(self) -> str:
        return f'"{self.filename.rsplit(".", 2)[-2]}"'

    @cached_property
    def encodings(self) -> dict[str, bytes]:
        """Bytes by content encoding, the smallest first; "identity" is always there."""
        found = {"identity": self.body}
        if self.content_type.startswith(_COMPRESSED):
            found["br"] = brotli.compress(self.body, quality=11)
            found["gzip"] = gzip.compress(self.body, 9, mtime=0)
        return dict(sorted(found.items(), key=lambda item: len(item[1])))


class Assets:
    """The registry of a server's static files.

    `add("forms/form.js", path)` makes `/kit/static/forms/form.<hash>.js`. A module that can be joined with its
    siblings (`kit.forms.base.join_modules`) is served as one file. What other modules and style sheets name by a
    relative path (`import "./page.js"`, `url(./dot.svg)`) has to be registered beside them and is renamed in the
    text, so a file's hash changes with the files that it stands on. Nothing that is not registered is served.
    """

    def __init__(self, base_url: str = "/") -> None:
        self.prefix = posixpath.join(base_url, STATIC)
        self._read: dict[str, Callable[[], bytes]] = {}
        self._whole: set[str] = set()
        self._unlisted: set[str] = set()
        self._ready: dict[str, Asset] = {}
        self._by_filename: dict[str, Asset] = {}

    def add(self, name: str, path: Path) -> None:
        """Register a file under a name with its extension."""
        if not path.is_file():
            raise AssetError(f"{name}: {path} is not there.")
        self._add(name, lambda: _content(path))

    def add_text(self, name: str, content: str, *, whole: bool = False) -> None:
        """Register a file that stands in no folder; `whole` where it names no other file."""
        self._add(name, content.encode)
        if whole:
            self._whole.add(name)

    def append(self, name: str, path: Path) -> None:
        """Send a file at the end of another, where every page that loads the one needs both: a request less.

        A module is joined with its siblings and keeps its names to itself; it cannot import or export anything else.
        """
        read, more = self._read[name], _content(path)
        more = b"{\n" + more + b"}\n" if path.suffix == ".js" else more
        self._read[name] = lambda: read() + more

    def add_folder(self, prefix: str, folder: Path, *extensions: str, unlisted: Container[str] = ()) -> None:
        """Register the folder's own files with these extensions (all where none is named) as `prefix/file`.

        Those whose names are among `unlisted` no widget asks for, so that pages need not be told of them.
        """
        for path in sorted(folder.iterdir()):
            if path.is_file() and (not extensions or path.suffix in extensions):
                self.add(f"{prefix}/{path.name}", path)
                if path.name in unlisted:
                    self._unlisted.add(f"{prefix}/{path.name}")

    def _add(self, name: str, read: Callable[[], bytes]) -> None:
        if posixpath.normpath(name) != name or name.startswith(("/", "..")) or not posixpath.splitext(name)[1]:
            raise AssetError(f"{name!r} is no name for a file: use folder/file.extension.")
        if name in self._read:
            raise AssetError(f"{name} is registered twice.")
        self._read[name] = read

    def __contains__(self, name: object) -> bool:
        return name in self._read

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def url(self, name: str) -> str:
        """The address of a registered file. Raises AssetError where there is none of this name."""
        return self.prefix + self._asset(name, ()).filename

    def urls(self) -> dict[str, str]:
        """The addresses of modules and style sheets by name, as the page's loader wants them."""
        listed = (name for name in self._read if name not in self._unlisted)
        return {name: self.url(name) for name in listed if name.endswith((".js", ".css"))}

    def get(self, filename: str) -> Asset | None:
        """What is served under this address below the static path."""
        return self._by_filename.get(filename)

    def prepare(self) -> None:
        """Compress everything that is registered so far, so that no visitor waits for it."""
        for name in self._read:
            _ = self._asset(name, ()).encodings

    def _asset(self, name: str, above: tuple[str, ...]) -> Asset:
        if name in above:
            raise AssetError(f"{name} names itself through {above[-1]}: move what both need to a third file.")
        if name not in self._ready:
            if name not in self._read:
                raise AssetError(f"{name} is not registered" + (f", but {above[-1]} names it." if above else "."))
            self._ready[name] = asset = self._made(name, above)
            self._by_filename[asset.filename] = asset
        return self._ready[name]

    def _made(self, name: str, above: tuple[str, ...]) -> Asset:
        stem, extension = posixpath.splitext(name)
        body = self._renamed(name, extension, self._read[name](), (*above, name))
        digest = hashlib.sha256(body).hexdigest()[:_HASH_LENGTH]
        return Asset(f"{stem}.{digest}{extension}", _content_type(extension), body)

    def _renamed(self, name: str, extension: str, body: bytes, above: tuple[str, ...]) -> bytes:
        pattern = {".js": _MODULE_REFERENCE, ".css": _STYLE_REFERENCE}.get(extension)
        if pattern is None or name in self._whole:
            return body
        folder = posixpath.dirname(name)

        def served(match: re.Match[str]) -> str:
            target = posixpath.normpath(posixpath.join(folder, match[3]))
            address = posixpath.relpath(self._asset(target, above).filename, folder or ".")
            return f"{match[1]}{match[2]}{address if address.startswith('.') else './' + address}{match[2]}"

        return pattern.sub(served, body.decode()).encode()


def _content(path: Path) -> bytes:
    if path.suffix == ".css":
        return without_comments(path.read_text(encoding="utf-8")).encode()
    if path.suffix != ".js":
        return path.read_bytes()
    try:
        return without_comments(join_modules(path)).encode()
    except ModuleError:
        return path.read_bytes()  # its imports stay, each a request of its own


def _content_type(extension: str) -> str:
    kind = _TYPES.get(extension) or mimetypes.types_map.get(extension, "application/octet-stream")
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
