"""Starting the server: one for each folder, with codes to join it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kit.domain.workshop import Workshop
from kit.live.address import remember_address
from kit.live.app import LiveServer
from kit.live.door import Door, checked_url
from kit.live.openid import OpenId
from kit.live.room import Room
from kit.storage import Store, open_store
from kit.storage.lock import FolderLock


def serve(
    workshop: Workshop,
    door: Door,
    *,
    url: str | None = None,
    database: str | None = None,
    openid: OpenId | None = None,
    ready: Callable[[Room], None] = lambda room: None,
) -> None:
    """Hold a workshop until stopped; `ready` is called with the room once people can join.

    Raises CannotListen, and StorageProblem where the folder or database cannot be used or another server has it.
    """
    address = checked_url(url) if url else door.address
    door.tls()
    with _held(workshop, door.port), _store(workshop, database) as store, _socket_folder() as folder:
        store.codes.ensure()
        room = Room(workshop, store, address)
        server = LiveServer.for_room(room, door, folder / "notify", database, openid)
        remember_address(workshop, address)
        server.on_listening = lambda: ready(room)
        server.start()


@contextmanager
def _held(workshop: Workshop, port: int) -> Iterator[None]:
    with FolderLock(workshop.folder).acquire(port):
        yield


@contextmanager
def _store(workshop: Workshop, database: str | None) -> Iterator[Store]:
    store = open_store(workshop, database)
    try:
        store.check()
        yield store
    finally:
        store.close()


@contextmanager
def _socket_folder() -> Iterator[Path]:
    # Unix sockets have short names (107 bytes), and a workshop's folder may lie deep.
    with tempfile.TemporaryDirectory(prefix="kit-") as folder:
        yield Path(folder)
