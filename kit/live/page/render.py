"""A notebook to a page: its cells run one by one, each sent as soon as it is there, the widgets' state at the end."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jupyter_core.utils import ensure_async
from nbformat import NotebookNode
from tornado.iostream import StreamClosedError
from voila.notebook_renderer import NotebookRenderer

from kit.live.page.assets import Assets
from kit.live.page.executor import PageExecutor
from kit.live.page.markdown import MarkdownCells
from kit.live.page.modules import take_modules
from kit.live.page.words import words

Send = Callable[[], Awaitable[None]]
TEMPLATES = Path(__file__).parents[3] / "templates" / "voila"
_READ: dict[tuple[int, str], tuple[object, NotebookNode]] = {}
"""When each notebook was last changed, and the notebook; by contents manager and path."""


HEADER: Mapping[str, Any] = {
    "workshop": "",
    "workshop_lang": "",  # the title's language, where that is not the page's
    "session": "",
    "session_lang": "",
    "delegation": "",
    "person": "",
    "links": [],  # [{"href", "label"}]
    "timer_ends_at": None,  # ISO 8601 with a zone
}


@dataclass
class Frame:
    """What stands around the notebook: `page_config["kit"]`, completed; `header` has the keys of HEADER."""

    base_url: str
    lang: str = "en"
    dir: str = "ltr"
    title: str = ""
    header: Mapping[str, Any] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    soon: Sequence[str] = ()
    """Modules and style sheets that the notebook's widgets will ask for: they come while the kernel starts."""
    strings: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    """What scripts of the frame begin with, by the id of the element that holds it; asked when the cells have run."""

    @property
    def has_header(self) -> bool:
        return any(self.header.values())

    @classmethod
    def from_config(cls, base_url: str, kit: Mapping[str, Any]) -> "Frame":
        """Raises TypeError for a key that the page does not know."""
        frame = cls(base_url=base_url, **kit)
        frame.header = {**HEADER, **frame.header}
        frame.strings = words(frame.strings)
        return frame


@cache
def environment(folder: Path) -> jinja2.Environment:
    """The template's environment, one for the whole server: a template is compiled once."""
    loader = jinja2.FileSystemLoader([folder / "workplan"])
    return jinja2.Environment(loader=loader, autoescape=True, enable_async=True, undefined=jinja2.StrictUndefined)


class PageRenderer(NotebookRenderer):  # type: ignore[misc]  # voila has no types
    """Voilà's renderer with a template of ours; `initialize` reads the notebook and runs the prelaunch hook."""

    def __init__(self, *, assets: Assets, markdown: MarkdownCells, templates: Path = TEMPLATES, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.assets = assets
        self.markdown = markdown
        self.templates = templates
        self.failed = False
        self.executor: PageExecutor | None = None

    async def initialize(self, **_: Any) -> None:
        self.notebook = await self.load_notebook(self.notebook_path)
        self.cwd = str(Path(self.notebook_path).parent)
        if self.prelaunch_hook:
            changed = self.prelaunch_hook(self.request_handler, notebook=self.notebook, cwd=self.cwd)
            self.notebook = await ensure_async(changed) or self.notebook
        for cell in self.notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = []

    async def load_notebook(self, path: str) -> NotebookNode:
        """Voilà's reading, once for each state of the file."""
        about = await ensure_async(self.contents_manager.get(path=path, content=False))
        known = _READ.get((id(self.contents_manager), path))
        if known is None or known[0] != about["last_modified"]:
            known = _READ[id(self.contents_manager), path] = (
                about["last_modified"],
                await super().load_notebook(path),
            )
        return deepcopy(known[1])

    async def pieces(self, frame: Frame, start_kernel: Any, send: Send) -> AsyncIterator[str]:
        """The page in pieces; the first, with all that the browser has to load, comes before the kernel starts.

        `send` is awaited before anything that takes its time: what has come shall be on its way.
        `start_kernel` is awaited for (kernel id, kernel manager). Where it or a cell fails, the page says so in
        plain words and ends properly; `failed` is set and the traceback is in the log.
        """
        template = environment(self.templates).get_template("index.html.j2")
        cells = self._cells(start_kernel, send)
        context = {"frame": frame, "embedded": embedded, "asset": self.assets.url, "cells": cells, "live": self._live}
        async for piece in template.generate_async(context):
            yield piece

    async def _cells(self, start_kernel: Any, send: Send) -> AsyncIterator[dict[str, str]]:
        """Cells as {"markdown": html}, {"outputs": json} or {"error": ""}."""
        try:
            await send()
            self.kernel_id, manager = await start_kernel()
            self.executor = PageExecutor(self.notebook, km=manager, config=self.traitlet_config, show_tracebacks=True)
            await self.executor.connect()
            async for cell in self._executed(self.executor, send):
                yield cell
        except StreamClosedError:
            raise
        except Exception:
            self.request_handler.log.exception("The page of %s could not be prepared", self.notebook_path)
            self.failed = True
            yield {"error": ""}

    async def _executed(self, executor: PageExecutor, send: Send) -> AsyncIterator[dict[str, str]]:
        async for cell in executor.run():
            if cell.cell_type == "markdown":
                yield {"markdown": self.markdown.html(cell)}
            elif cell.cell_type == "code" and cell.outputs:
                yield {"outputs": embedded(cell.outputs)}
            if cell is not executor.nb.cells[-1]:
                await send()

    def _live(self, frame: Frame) -> dict[str, str]:
        """What the browser needs to go on: both parts as JSON."""
        page: dict[str, Any] = {"baseUrl": frame.base_url, "words": dict(frame.strings), "failed": self.failed}
        if self.failed or self.executor is None:
            return {"page": embedded(page), "state": ""}
        state = self.executor.widgets()
        modules = take_modules(state, self.assets)
        page |= {"kernelId": self.kernel_id, "assets": self.assets.urls(), "modules": modules}
        return {"page": embedded(page), "state": embedded(state)}

    async def close(self) -> None:
        """Leave the kernel to the browser."""
        if self.executor is not None and self.executor.kc is not None:
            await ensure_async(self.executor.kc.stop_channels())


def embedded(value: Any) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
