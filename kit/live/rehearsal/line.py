"""A page's connection to its kernel, in Jupyter's protocol for web sockets (v1.kernel.websocket.jupyter.org).

https://jupyter-server.readthedocs.io/en/latest/developers/websocket-protocols.html
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from kit.live.rehearsal.browsing import PATIENCE_SECONDS, Browser

PROTOCOL = "v1.kernel.websocket.jupyter.org"
_CONTENT = 3
"""Place of the content among a message's parts: header, parent header, metadata, content."""


class LineBroken(Exception):
    """The connection to the kernel ended."""


class KernelLine:
    """An open connection; `close` it."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self._socket = socket
        self._session = Session()
        self._waiting: dict[str, tuple[Callable[[Any], bool], asyncio.Future[Any]]] = {}
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def open(cls, browser: Browser, kernel: str) -> KernelLine:
        """Connect as the page does."""
        address = f"{browser.address.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id={kernel}"
        headers = browser.headers() | {"Origin": browser.address}
        request = HTTPRequest(address, headers=headers, connect_timeout=PATIENCE_SECONDS)
        return cls(await websocket_connect(request, subprotocols=[PROTOCOL], compression_options={}))

    async def send(self, model: str, content: Mapping[str, Any]) -> None:
        """A widget's own message to its kernel, as `model.send(content)` makes it."""
        data = {"comm_id": model, "data": {"method": "custom", "content": content}}
        message = self._session.msg("comm_msg", data)
        packed = serialize_msg_to_ws_v1(message, "shell", self._session.pack)  # type: ignore[no-untyped-call]
        await self._socket.write_message(packed, binary=True)

    async def ask(self, model: str, content: Mapping[str, Any], answers: Callable[[Any], bool]) -> Any:
        """Send a message, and wait for the widget's message of which `answers` is true.

        Raises TimeoutError, and LineBroken where the connection ends.
        """
        heard = self.expect(model, answers)
        try:
            await self.send(model, content)
        except BaseException:
            heard.cancel()  # nobody would wait for it
            raise
        return await heard

    def expect(self, model: str, answers: Callable[[Any], bool]) -> asyncio.Task[Any]:
        """The widget's next message of which `answers` is true, from now on; raises as `ask` does."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[model] = (answers, future)

        async def heard() -> Any:
            try:
                return await asyncio.wait_for(future, PATIENCE_SECONDS)
            finally:
                self._waiting.pop(model, None)

        return asyncio.create_task(heard())

    async def close(self) -> None:
        """Hang up."""
        self._socket.close()
        await self._reading

    async def _read(self) -> None:
        while (packed := await self._socket.read_message()) is not None:
            if isinstance(packed, bytes):
                _, parts = deserialize_msg_from_ws_v1(packed)  # type: ignore[no-untyped-call]
                self._heard(json.loads(parts[_CONTENT]))
        for _, future in self._waiting.values():
            if not future.done():
                future.set_exception(LineBroken("the connection to the kernel was lost"))

    def _heard(self, content: Mapping[str, Any]) -> None:
        data = content.get("data")
        answers, future = self._waiting.get(content.get("comm_id", ""), (None, None))
        if answers is None or future is None or future.done() or not isinstance(data, dict):
            return
        said = data.get("content")
        if data.get("method") == "custom" and answers(said):
            future.set_result(said)
