"""Starting the server: one for each folder, with codes to join it."""

from __future__ import annotations

import json
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kit.domain.workshop import Workshop
from kit.live.app import LiveServer
from kit.live.room import Room
from kit.storage import Store, open_store
from kit.storage.lock import FolderLock

DEFAULT_PORT = 8866
SERVER_FILE = "server.json"


def serve(
    workshop: Workshop,
    *,
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    url: str | None = None,
    database: str | None = None,
    ready: Callable[[Room], None] = lambda room: None,
) -> None:
    """Hold a workshop until stopped; `ready` is called with the room once people can join.

    Raises CannotListen, and StorageProblem where the folder or database cannot be used or another server has it.
    """
    address = (url or address_of(host, port)).rstrip("/")
    with _held(workshop, port), _store(workshop, database) as store, _socket_folder() as folder:
        store.codes.ensure()
        room = Room(workshop, store, address)
        server = LiveServer.for_room(room, host, port, folder / "notify", database)
        remember_address(workshop, address)
        server.on_listening = lambda: ready(room)
        server.start()


def address_of(host: str, port: int) -> str:
    """The address that people type: this machine's own in the local network where the server listens to all."""
    if host in ("0.0.0.0", "::", ""):
        host = _own_address()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def remember_address(workshop: Workshop, address: str) -> None:
    """Keep the address for `kit codes`, which may be asked while no server runs."""
    (workshop.folder / "data" / SERVER_FILE).write_text(json.dumps({"address": address}), encoding="utf-8")


def remembered_address(workshop: Workshop) -> str:
    """The address under which the workshop was served last, else the default one."""
    try:
        answer: str = json.loads((workshop.folder / "data" / SERVER_FILE).read_text(encoding="utf-8"))["address"]
    except (OSError, ValueError, KeyError):
        return address_of("127.0.0.1", DEFAULT_PORT)
    return answer


def _own_address() -> str:
    # A UDP socket sends nothing on connect, but the system chooses the interface that others would use to reach us.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            address: str = probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"
    return address


@contextmanager
def _held(workshop: Workshop, port: int) -> Iterator[None]:
    with FolderLock(workshop.folder).acquire(port):
        yield


@contextmanager
def _store(workshop: Workshop, database: str | None) -> Iterator[Store]:
    store = open_store(workshop, database)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _socket_folder() -> Iterator[Path]:
    # Unix sockets have short names (107 bytes), and a workshop's folder may lie deep.
    with tempfile.TemporaryDirectory(prefix="kit-") as folder:
        yield Path(folder)
