"""Runs a page's cells and keeps the state of the widgets that they make."""

import time
from queue import Empty
from typing import Any

from jupyter_core.utils import ensure_async
from voila.execute import VoilaExecutor

_NUDGE_SECONDS = 0.5  # a request sent before the kernel listens is lost; it is sent again after this
_SILENCE_SECONDS = 8.0  # a kernel that starts cold on a busy machine takes 3 s


class KernelNotReadyError(RuntimeError):
    """The kernel did not answer within the start-up timeout."""


class PageExecutor(VoilaExecutor):  # type: ignore[misc]  # voila has no types
    """Voilà's executor without its waiting for silence, and without the state of widgets that were closed."""

    kc: Any

    async def connect(self) -> None:
        """Open the channels, and return when the kernel answers and its output reaches us.

        jupyter_client's own `wait_for_ready` waits 0.2 s for silence on the output channel each time; an "idle"
        that answers our own request says the same at once.
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
        self.kc.start_channels()
        self.kc.allow_stdin = False
        until = time.monotonic() + _SILENCE_SECONDS
        while time.monotonic() < until:
            if await self._answers():
                return True
        return False

    async def _answers(self) -> bool:
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

    def handle_comm_msg(self, outs: list[Any], msg: dict[str, Any], cell_index: int) -> None:
        super().handle_comm_msg(outs, msg, cell_index)
        if msg["msg_type"] == "comm_close":
            self.widget_state.pop(msg["content"]["comm_id"], None)
            self.widget_buffers.pop(msg["content"]["comm_id"], None)

    def widgets(self) -> dict[str, Any]:
        """The widgets' state so far, as `application/vnd.jupyter.widget-state+json`."""
        self.nb.metadata.pop("widgets", None)
        self.set_widgets_metadata()
        saved = self.nb.metadata.pop("widgets", {})
        empty = {"state": {}, "version_major": 2, "version_minor": 0}
        state: dict[str, Any] = saved.get("application/vnd.jupyter.widget-state+json", empty)
        return state


def _is_idle(message: dict[str, Any]) -> bool:
    return bool(message["msg_type"] == "status" and message["content"]["execution_state"] == "idle")
