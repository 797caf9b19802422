"""IPython's own shell with outputs kept as a notebook keeps them: what a kernel does with a cell, without its sockets.

The outputs are those that ipykernel sends and nbclient writes down, for cells that neither ask nor use widgets.
"""

# IPython's methods have no annotations.
# mypy: disable-error-code="no-untyped-call"
from __future__ import annotations

import base64
import io
import json
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

Output = dict[str, Any]


class Recorded:
    """The outputs of a notebook's cells; ``changed`` names cells with others than were last taken."""

    def __init__(self) -> None:
        self.cells: dict[int, list[Output]] = {}
        self.changed: set[int] = set()
        self._cell = 0
        self._displays: dict[str, list[tuple[int, Output]]] = {}
        self._clear = False

    def begin(self, cell: int) -> None:
        """What follows is this cell's."""
        self._cell, self._clear = cell, False
        self.cells[cell] = []
        self.changed.add(cell)

    def add(self, output: Output, display: str | None = None) -> None:
        """Append an output; those of one ``display`` id change together."""
        if self._clear:
            self.cells[self._cell].clear()
            self._clear = False
        self.cells[self._cell].append(output)
        if display is not None:
            self._displays.setdefault(display, []).append((self._cell, output))

    def say(self, stream: str, text: str) -> None:
        """Append a text of stdout or stderr, to the same output as the one just before it."""
        outputs = self.cells[self._cell]
        if not self._clear and outputs and outputs[-1].get("name") == stream:
            outputs[-1]["text"] += text
        else:
            self.add({"output_type": "stream", "name": stream, "text": text})

    def change(self, display: str, about: Output) -> None:
        """Change every output of a display id, in whichever cell."""
        for cell, output in self._displays.get(display, []):
            output.update(about)
            self.changed.add(cell)

    def clear(self, *, wait: bool) -> None:
        """Drop the cell's outputs, with ``wait`` when the next one comes."""
        self._clear = wait
        if not wait:
            self.cells[self._cell].clear()


class _Stream(io.TextIOBase):
    """Stdout or stderr of a cell."""

    def __init__(self, recorded: Recorded, name: str) -> None:
        self._recorded, self.name = recorded, name

    encoding = "UTF-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        if text:
            self._recorded.say(self.name, str(text))
        return len(text)


class _Publisher(DisplayPublisher):
    """What `display` calls."""

    def publish(  # type: ignore[override]
        self,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any] | None = None,
        *,
        transient: Mapping[str, Any] | None = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        self._validate_data(data, metadata)
        about = {"data": _plain(data), "metadata": _plain(metadata or {})}
        display = (transient or {}).get("display_id")
        if update:
            self.shell.recorded.change(str(display), about)
        else:
            self.shell.recorded.add({"output_type": "display_data", **about}, display)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.recorded.clear(wait=wait)


class _Hook(DisplayHook):
    """What the value of a cell's last line goes through."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None) -> None:
        if format_dict and self.shell:
            about = {"data": _plain(format_dict), "metadata": _plain(md_dict or {})}
            count = self.prompt_count
            self.shell.recorded.add({"output_type": "execute_result", "execution_count": count, **about})

    def finish_displayhook(self) -> None:
        self._is_active = False


class RecordingShell(InteractiveShell):
    """One for each process that runs notebooks; ``recorded`` is the notebook that it runs."""

    recorded = Recorded()

    @classmethod
    def prepared(cls) -> RecordingShell:
        """This process's shell: made now, or before the fork that this process came from."""
        if InteractiveShell.initialized() and not isinstance(InteractiveShell._instance, cls):
            type(InteractiveShell.instance()).clear_instance()  # that of a process which is somebody's kernel
        # No history database: what people wrote belongs into the store only.
        shell: RecordingShell = cls.instance(
            config=Config(HistoryManager={"enabled": False}),
            display_pub_class=_Publisher,
            displayhook_class=_Hook,
        )
        return shell

    def run(self, cell: int, source: str) -> BaseException | None:
        """Run one cell; what it raised, or None."""
        self.recorded.begin(cell)
        with redirect_stdout(_Stream(self.recorded, "stdout")), redirect_stderr(_Stream(self.recorded, "stderr")):
            result = self.run_cell(source, store_history=True)
        error: BaseException | None = result.error_before_exec or result.error_in_exec
        return error

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        sys.stdout.flush()
        about = {"ename": etype.__name__, "evalue": str(evalue), "traceback": stb}
        self.recorded.add({"output_type": "error", **about})

    def enable_gui(self, gui: Any = None) -> None:
        """There is nothing to look at here."""


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """A bundle as its JSON: pictures in base64, other types than JSON's refused as a kernel would."""
    bundle = {
        key: base64.b64encode(value).decode() if isinstance(value, bytes) else value for key, value in data.items()
    }
    found: dict[str, Any] = json.loads(json.dumps(bundle))
    return found
