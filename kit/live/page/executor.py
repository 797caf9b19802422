"""Runs a page's cells and keeps the state of the widgets that they make."""

import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client.session import Session
from jupyter_core.utils import ensure_async
from nbclient.exceptions import CellExecutionComplete, CellExecutionError, DeadKernelError
from nbformat import NotebookNode
from traitlets import Bool
from voila.execute import VoilaExecutor

_NUDGE_SECONDS = 0.5  # a request sent before the kernel listens is lost; it is sent again after this
WELCOME_SECONDS = 0.2
"""How long a kernel's welcome is waited for before it is asked something."""
_SILENCE_SECONDS = 8.0  # a kernel that starts cold on a busy machine takes 3 s
_LOOK_SECONDS = 1.0  # while a cell says nothing, whether its kernel lives is looked at this often

_OUTPUTS = {
    "display_data": ("data", "metadata"),
    "error": ("ename", "evalue", "traceback"),
    "execute_result": ("data", "metadata", "execution_count"),
    "stream": ("name", "text"),
}
"""What of a kernel's message stands in a notebook's output of that type."""


class KernelNotReadyError(RuntimeError):
    """The kernel did not answer within the start-up timeout."""


class PageExecutor(VoilaExecutor):  # type: ignore[misc]  # voila has no types
    """Voilà's executor for a page: the kernel gets all cells at once, and what it says is read once.

    nbclient waits for each cell's answer on two channels before it sends the next, with six tasks for each, which is
    most of a page's time. The state of widgets that were closed is not kept.
    """

    kc: Any
    record_timing = Bool(False)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._come: deque[dict[str, Any]] = deque()

    async def connect(self) -> None:
        """Open the channels, and return when the kernel answers and its output reaches us.

        jupyter_client's own `wait_for_ready` waits 0.2 s for silence on the output channel each time. A kernel that
        welcomes its listeners (https://jupyter.org/enhancement-proposals/65-jupyter-xpub) says it at once and unasked;
        of another the "idle" that answers a request of ours says the same.
        """
        deadline = time.monotonic() + self.startup_timeout
        while not await self._reached():
            if time.monotonic() > deadline or not await ensure_async(self.km.is_alive()):
                raise KernelNotReadyError(f"The kernel did not answer within {self.startup_timeout} s.")

    async def _reached(self) -> bool:
        """Open the channels anew: a kernel whose ports were taken is restarted on others by its manager."""
        if self.kc is not None:
            await ensure_async(self.kc.stop_channels())
        self.kc = self.km.client()
        # Nobody types into a cell that runs, and the manager knows whether the kernel lives.
        self.kc.start_channels(stdin=False, hb=False, control=False)
        self.kc.allow_stdin = False
        until = time.monotonic() + _SILENCE_SECONDS
        while time.monotonic() < until:
            if await self._answers():
                return True
        return False

    async def _welcomed(self) -> bool:
        with contextlib.suppress(Empty):
            message = await self.kc.get_iopub_msg(timeout=WELCOME_SECONDS)
            return bool(message["msg_type"] == "iopub_welcome")
        return False

    async def _answers(self) -> bool:
        if await self._welcomed():
            return True
        sent = self.kc.kernel_info()
        until = time.monotonic() + _NUDGE_SECONDS
        while (left := until - time.monotonic()) > 0:
            try:
                message = await self.kc.get_iopub_msg(timeout=left)
            except Empty:
                break
            if message["parent_header"].get("msg_id") == sent and _is_idle(message):
                return True
        return False

    async def run(self) -> AsyncIterator[NotebookNode]:
        """Each cell of the notebook in its order, as soon as it has run.

        Raises CellExecutionError for a cell that fails, DeadKernelError where the kernel ends.
        """
        cells = self.nb.cells
        sent = {index: self._send(cell) for index, cell in enumerate(cells) if self._runs(cell)}
        for index, cell in enumerate(cells):
            if index in sent:
                await self._finished(sent[index], cell, index)
            yield cell

    def _runs(self, cell: NotebookNode) -> bool:
        skipped = self.skip_cells_with_tag in cell.metadata.get("tags", [])
        return cell.cell_type == "code" and bool(cell.source.strip()) and not skipped

    def _send(self, cell: NotebookNode) -> str:
        cell.outputs = []
        request: str = self.kc.execute(cell.source, store_history=False, stop_on_error=not self._may_fail(cell))
        return request

    def _may_fail(self, cell: NotebookNode) -> bool:
        return bool(self.allow_errors or "raises-exception" in cell.metadata.get("tags", []))

    async def _finished(self, request: str, cell: NotebookNode, index: int) -> None:
        self.clear_before_next_output = False
        while True:
            message = await self._said()
            if message["parent_header"].get("msg_id") != request:
                continue
            try:
                self.process_message(message, cell, index)
            except CellExecutionComplete:
                return
            if message["msg_type"] == "error" and not self._may_fail(cell):
                raise CellExecutionError.from_cell_and_msg(cell, message["content"])

    async def _said(self) -> dict[str, Any]:
        """The kernel's next message, of those that have come at once."""
        while not self._come:
            channel = self.kc.iopub_channel
            if await channel.socket.poll(_LOOK_SECONDS * 1000):
                self._come.extend(_received(channel.socket, channel.session))
            elif not await ensure_async(self.km.is_alive()):
                raise DeadKernelError("The kernel ended")
        return self._come.popleft()

    def handle_comm_msg(self, outs: list[Any], msg: dict[str, Any], cell_index: int) -> None:
        super().handle_comm_msg(outs, msg, cell_index)
        if msg["msg_type"] == "comm_close":
            self.widget_state.pop(msg["content"]["comm_id"], None)
            self.widget_buffers.pop(msg["content"]["comm_id"], None)

    def output(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> Any:
        """nbclient's, which holds each output against the schema of notebooks; here it is only put into the page."""
        content, parts = msg["content"], _OUTPUTS.get(msg["msg_type"])
        hooked = self.output_hook_stack[msg["parent_header"].get("msg_id")]
        if parts is None or hooked or self.clear_before_next_output:
            return super().output(outs, msg, display_id, cell_index)
        if display_id:
            self._display_id_map.setdefault(display_id, {}).setdefault(cell_index, []).append(len(outs))
        out = {"output_type": msg["msg_type"], **{part: content[part] for part in parts}}
        outs.append(out)
        return out

    def widgets(self) -> dict[str, Any]:
        """The widgets' state so far, as `application/vnd.jupyter.widget-state+json`."""
        state: dict[str, Any] = {}
        for model, traits in self.widget_state.items():
            if "_model_name" in traits:
                state[model] = self._serialize_widget_state(_set_ones(traits))
                if buffers := self.widget_buffers.get(model):
                    state[model]["buffers"] = list(buffers.values())
        return {"state": state, "version_major": 2, "version_minor": 0}


def _set_ones(traits: dict[str, Any]) -> dict[str, Any]:
    """Of a layout only the traits that are set: the forty others begin as null in the browser too."""
    if traits["_model_name"] != "LayoutModel":
        return traits
    return {name: value for name, value in traits.items() if value is not None}


def _received(waiting: zmq.asyncio.Socket, session: Session) -> Iterator[dict[str, Any]]:
    """Everything that waits on a socket. jupyter_client takes one message at a time, each with futures of its own."""
    socket: zmq.Socket[bytes] = zmq.Socket.shadow(waiting)
    with contextlib.suppress(zmq.Again):
        while True:
            _, parts = session.feed_identities(socket.recv_multipart(zmq.NOBLOCK), copy=True)
            yield session.deserialize(parts)


def _is_idle(message: dict[str, Any]) -> bool:
    return bool(message["msg_type"] == "status" and message["content"]["execution_state"] == "idle")
