"""The address under which people reach a workshop."""

from __future__ import annotations

import json
import socket

from kit.domain.workshop import Workshop

DEFAULT_PORT = 8866
SERVER_FILE = "server.json"


def address_of(host: str, port: int, scheme: str = "http") -> str:
    """The address that people type: this machine's own in the local network where the server listens to all."""
    if host in ("0.0.0.0", "::", ""):
        host = _own_address()
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


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
