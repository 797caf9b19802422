"""Markdown cells to HTML, once for everybody who opens the same page."""

from functools import lru_cache
from typing import Any

from nbconvert.filters.markdown_mistune import MarkdownWithMath
from voila.exporter import VoilaMarkdownRenderer


class MarkdownCells:
    """Renders markdown cells; images of the notebook's folder are put into the page."""

    def __init__(self, contents_manager: Any) -> None:
        self._contents = contents_manager
        self._plain = lru_cache(maxsize=512)(self._render)

    def html(self, cell: Any) -> str:
        """The cell as HTML; the notebook's author is trusted, the page's policy still refuses scripts."""
        attachments = cell.get("attachments")
        if attachments or "![" in cell.source or "<img" in cell.source:
            return self._render(cell.source, attachments)
        return self._plain(cell.source)

    def _render(self, source: str, attachments: Any = None) -> str:
        renderer = VoilaMarkdownRenderer(
            self._contents, escape=False, attachments=attachments or {}, anchor_link_text="", exclude_anchor_links=True
        )
        html: str = MarkdownWithMath(renderer=renderer).render(source)
        return html
