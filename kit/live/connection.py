"""The server's end of a page's socket: what the kernel says goes to the page, what the page says to the kernel."""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from kit.live.page.executor import WELCOME_SECONDS


class PageConnection(ZMQChannelsWebsocketConnection):
    """Jupyter Server's connection, which begins when the kernel's output reaches it.

    Jupyter Server asks the kernel the same thing on two channels, again and again, to know that. Ours welcomes its
    listeners, and has answered already when its page ran.
    """

    def nudge(self) -> asyncio.Future[None]:
        """Done once output reaches the socket; a kernel that does not welcome us is asked as usual."""
        output: Any = self.channels["iopub"]
        welcomed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def hear(_: object) -> None:
            if not welcomed.done():
                welcomed.set_result(None)

        async def begun() -> None:
            try:
                await asyncio.wait_for(welcomed, WELCOME_SECONDS)
            except TimeoutError:
                await super(PageConnection, self).nudge()
            finally:
                output.stop_on_recv()

        output.on_recv(hear)
        return asyncio.ensure_future(begun())
