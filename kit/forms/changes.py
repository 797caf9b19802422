"""How a kernel hears that something was saved elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
from collections.abc import Callable
from typing import Any

from kit.storage import Event, Store

SOCKET_VARIABLE = "KIT_NOTIFY"
"""Environment variable with the path of the server's notifier socket."""
LOOK_SECONDS = 1.0
"""Without a server (in JupyterLab) the kernel looks by itself this often."""
log = logging.getLogger(__name__)
Heard = Callable[[list[dict[str, Any]]], None]


def event_ids(event: Event) -> dict[str, Any]:
    """An event as kernels hear it: ids only, for what a kernel may see the store decides when the kernel reads."""
    names = ("seq", "kind", "form", "session", "delegation")
    return {name: getattr(event, name) for name in names}


def listen(store: Store, heard: Heard) -> asyncio.Task[None] | None:
    """Call `heard` with a list of events (`seq`, `kind`, `form`, `session`) after each commit of anybody.

    None where no event loop runs, as when a notebook is executed to a record.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return None
    return loop.create_task(_listen(store, heard))


async def _listen(store: Store, heard: Heard) -> None:
    path = os.environ.get(SOCKET_VARIABLE)
    while True:
        with contextlib.suppress(OSError):
            await (_from_server(path, heard) if path else _by_looking(store, heard))
        await asyncio.sleep(LOOK_SECONDS)


async def _from_server(path: str, heard: Heard) -> None:
    reader, writer = await asyncio.open_unix_connection(path, limit=2**24)
    try:
        while line := await reader.readline():
            _call(heard, json.loads(line))
    finally:
        writer.close()


async def _by_looking(store: Store, heard: Heard) -> None:
    seen = store.sequence()
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if (latest := store.sequence()) != seen:
            events = store.events_since(seen)
            seen = latest
            _call(heard, [event_ids(event) for event in events])


def _call(heard: Heard, events: list[dict[str, Any]]) -> None:
    try:
        heard(events)
    except Exception:
        log.exception("A page could not be brought up to date")
