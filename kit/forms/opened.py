"""A workshop's store, opened once for each process and kept for those that are forked from it."""

from __future__ import annotations

import asyncio
import os
from contextlib import ExitStack

from kit.domain.workshop import Workshop
from kit.storage import Store, open_store

DATABASE_VARIABLE = "KIT_DB"
"""Environment: the served workshop's database where that is not the folder's own."""
_opened: dict[tuple[str, str | None], tuple[Workshop, Store]] = {}


def opened_store(workshop: Workshop) -> Store:
    """The served workshop's store; opened anew when its definitions have changed. Raises StorageProblem."""
    return store_at(workshop, os.environ.get(DATABASE_VARIABLE))


def store_at(workshop: Workshop, url: str | None) -> Store:
    """A workshop's store in the database at `url`, else in its own folder. Raises StorageProblem."""
    key = (str(workshop.folder), url)
    known = _opened.get(key)
    if known is None or known[0] is not workshop:
        known = _opened[key] = (workshop, open_store(workshop, url))
    return known[1]


def of_one_moment(store: Store) -> None:
    """The rest of the cell that runs now reads of one moment; nothing where no loop runs it, as for a record."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    held = ExitStack()
    held.enter_context(store.moment())
    # The loop goes on when the cell has ended, or waits for something.
    loop.call_soon(held.close)


def close_connections() -> None:
    """Before a fork: no connection may live in two processes. Stores can be used afterwards as before."""
    for _, store in _opened.values():
        store.close()
