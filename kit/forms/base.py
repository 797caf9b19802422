"""The base class of the kit's widgets, and the joining of their modules."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

PAGE_VARIABLE = "KIT_PAGE"
ASSET_PREFIX = "asset:"

_SIBLING_IMPORT = re.compile(
    r'^import\s*\{(?P<names>[^}]*)\}\s*from\s*"(?P<path>\./[\w./-]+\.js)";?[ \t]*\n', re.MULTILINE
)
_OTHER_IMPORT = re.compile(r"^(?:import\b(?!\s*\().*|export\s*(?:\{|\*).*)$", re.MULTILINE)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function|const|let|class)\b)", re.MULTILINE)
_DEFAULT = re.compile(r"^export\s+default\b", re.MULTILINE)
_DECLARATION = re.compile(
    r"^(?:export\s+)?(?:async\s+)?(?:function\*?|const|let|class)\s+([A-Za-z_$][\w$]*)", re.MULTILINE
)


_layout: ipywidgets.Layout | None = None


class ModuleError(ValueError):
    """A widget's module cannot be joined with its siblings; says the file and the remedy."""


def asset_name(path: Path) -> str:
    """The name of a widget's file in the page's assets: `forms/form.js` for `kit/forms/static/form.js`."""
    return f"{path.parent.parent.name}/{path.name}"


def join_modules(path: Path) -> str:
    """One ES module's text with every sibling that it imports put in front of it.

    The files keep three habits, so that no build step is needed and browsers can also load them as they are:
    `import { a, b } from "./sibling.js";` without `as`, at the start of a line; exports as
    `export function|const|let|class` (the widget's own file also `export default`); no top-level name twice.

    Raises ModuleError where a file does not keep them.
    """
    seen: dict[str, Path] = {}
    return "\n".join(_joined(file, seen, last=file == path.resolve()) for file in _in_order(path.resolve(), []))


def joined_into_others(folder: Path) -> frozenset[str]:
    """The names of a folder's modules that stand in others once they are joined: nobody loads them by themselves."""
    return frozenset(sibling.name for path in folder.glob("*.js") for sibling in _siblings(path))


def _in_order(path: Path, above: list[Path]) -> list[Path]:
    """The file's siblings before the file, each once."""
    if path in above:
        raise ModuleError(f"{path.name} imports itself through {above[-1].name}: move what both need to a third file.")
    order: list[Path] = []
    for sibling in _siblings(path):
        order += [file for file in _in_order(sibling, [*above, path]) if file not in order]
    return [*order, path]


def _siblings(path: Path) -> Iterator[Path]:
    for match in _SIBLING_IMPORT.finditer(path.read_text(encoding="utf-8")):
        if re.search(r"\bas\b", match["names"]):
            raise ModuleError(f"{path.name} renames what it imports from {match['path']}: use the exported names.")
        sibling = (path.parent / match["path"]).resolve()
        if not sibling.is_file():
            raise ModuleError(f"{path.name} imports {match['path']}, which is not there.")
        yield sibling


def _joined(path: Path, seen: dict[str, Path], *, last: bool) -> str:
    text = _SIBLING_IMPORT.sub("", path.read_text(encoding="utf-8"))
    if other := _OTHER_IMPORT.search(text):
        raise ModuleError(f'{path.name}: "{other[0]}" cannot be joined; write import {{ name }} from "./file.js";')
    for name in _DECLARATION.findall(text):
        if name in seen:
            raise ModuleError(f"{path.name} and {seen[name].name} both declare {name}: rename one of them.")
        seen[name] = path
    if last:
        return text
    if _DEFAULT.search(text):
        raise ModuleError(f"{path.name} is imported by another file: it cannot have a default export.")
    return _EXPORT.sub("", text)


class KitWidget(anywidget.AnyWidget):
    """A widget whose module and style sheet are static files of the kit.

    A subclass names them as paths, `_esm = Path(...)/"static"/"form.js"` and perhaps `_css`. A stock front end
    (JupyterLab, VS Code, stock Voilà) is sent the text, siblings joined by `join_modules`. Our own page, which sets
    KIT_PAGE=light in the kernel's environment, is sent `asset:forms/form.js` instead: it imports that file from the
    server, cached by content, and never runs code that came out of a kernel.

    The module's default export is anywidget's: `{ initialize?({model}), render({model, el}) }`; messages go through
    `model.send(content)` and `model.on("msg:custom", (content, buffers) => ...)`. Functions returned by either are
    called when the widget goes away. In our page `document` also gets `kit:connection` events
    (`event.detail.state`: "connected", "lost", "restored" or "gone").
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    _anywidget_id = traitlets.Unicode().tag(sync=True)
    _files: dict[str, Path] = {}  # noqa: RUF012  (each subclass gets its own)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        own = {key: cls.__dict__[key] for key in ("_esm", "_css") if isinstance(cls.__dict__.get(key), Path)}
        for key in own:
            delattr(cls, key)  # the inherited trait shows through again; its default reads the file
        cls._files = {**cls._files, **own}
        super().__init_subclass__(**kwargs)

    def add_traits(self, **traits: traitlets.TraitType[Any, Any]) -> None:
        """Add what is not there yet; anywidget would otherwise make a class of its own for each widget."""
        if missing := {name: trait for name, trait in traits.items() if not self.has_trait(name)}:
            super().add_traits(**missing)

    @traitlets.default("layout")
    def _shared_layout(self) -> ipywidgets.Layout:
        """One for all: style sheets lay our widgets out, and each layout is a model that every page would carry."""
        global _layout
        if _layout is None or _layout.comm is None:
            _layout = ipywidgets.Layout()
        return _layout

    @traitlets.default("_anywidget_id")
    def _default_anywidget_id(self) -> str:
        return f"{type(self).__module__}.{type(self).__name__}"

    @traitlets.default("_esm")
    def _default_esm(self) -> str:
        return self._file_text("_esm")

    @traitlets.default("_css")
    def _default_css(self) -> str:
        return self._file_text("_css")

    def _file_text(self, key: str) -> str:
        path = self._files.get(key)
        if path is None:
            return ""
        if os.environ.get(PAGE_VARIABLE) == "light":
            return ASSET_PREFIX + asset_name(path)
        return join_modules(path) if key == "_esm" else path.read_text(encoding="utf-8")
