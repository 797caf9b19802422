"""Do once, before any fork, what every kernel does first: Python then writes its caches into pages that are shared.

Nothing of it stays: no thread, no socket, no name in the user's namespace, no open widget.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from typing import Any

import zmq
from ipykernel.kernelapp import IPKernelApp
from ipykernel.thread import make_selector_io_loop
from IPython.utils.capture import capture_output

_CELLS = {
    "pandas": "import pandas\ndisplay(pandas.DataFrame({'country': ['NP', 'LK'], 'n': [1, 2]}))\nprint('rehearsed')",
    "ipywidgets": "import ipywidgets\nw = ipywidgets.VBox([ipywidgets.Text('x'), ipywidgets.IntSlider()])\ndisplay(w)\n"
    "ipywidgets.Widget.close_all()",
}
"""By the module that must have been imported for it: what no notebook needs is not imported for a rehearsal."""

log = logging.getLogger("kit.kernels")


class _Nowhere:
    """A socket for messages that nobody is to get."""

    def send_multipart(self, *_: object, **__: object) -> None:
        """Send nothing."""


def rehearse(app: IPKernelApp, notebooks: Iterable[Sequence[str]] = ()) -> None:
    """Open and close what a kernel opens, and run cells as it does, those of `notebooks` last.

    A failure is logged and costs only speed.
    """
    _try(_sockets)
    first = [cell for module, cell in _CELLS.items() if module in sys.modules]
    for cells in chain([first], notebooks):
        _try(partial(_run, app.kernel, cells))


def _try(step: Callable[[], None]) -> None:
    try:
        step()
    except Exception:
        log.warning("The warm process could not rehearse", exc_info=True)


def _sockets() -> None:
    with tempfile.TemporaryDirectory(prefix="kit-") as folder, zmq.Context() as context:
        for kind in (zmq.ROUTER, zmq.XPUB, zmq.PULL):
            with context.socket(kind) as socket:
                socket.linger = 0
                socket.bind(f"ipc://{folder}/{kind}")
    make_selector_io_loop().close()


def _run(kernel: Any, cells: Sequence[str]) -> None:
    shell = kernel.shell
    names = dict(shell.user_ns)
    kernel.iopub_socket = _Nowhere()
    try:
        with capture_output():
            for cell in cells:
                shell.run_cell(cell, store_history=False).raise_error()
    finally:
        kernel.iopub_socket = None
        shell.user_ns.clear()
        shell.user_ns.update(names)
