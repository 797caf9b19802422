"""Requests as they were made, where a trusted proxy has passed them on.

Tornado's own `xheaders` believes everyone who can reach the port, and X-Real-Ip besides, which many proxies let through
from outside: whoever sends it would have a new address for each wrong code, and a secure cookie over plain HTTP.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from ipaddress import ip_address
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders, HTTPMessageDelegate, RequestStartLine, ResponseStartLine

from kit.live.door import Network


def is_from(networks: Sequence[Network], address: str) -> bool:
    """Whether an address belongs to one of the networks; what is no address does not."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in network for network in networks)


def visitor_address(proxies: Sequence[Network], peer: str, forwarded: str) -> str:
    """Who made the request: the last address in X-Forwarded-For that no trusted proxy has, else the proxy's own.

    What stands further left was written by the visitor, and may be anything.
    """
    address = peer
    for hop in reversed([hop.strip() for hop in forwarded.split(",") if hop.strip()]):
        try:
            address = str(ip_address(hop))
        except ValueError:
            return address
        if not is_from(proxies, address):
            return address
    return address


class RoomServer(HTTPServer):
    """An HTTP server that believes the headers of the proxies that it was told of, and nobody else's."""

    proxies: Sequence[Network] = ()

    def start_request(self, server_conn: object, request_conn: Any) -> HTTPMessageDelegate:
        """Take what a trusted proxy says for this request alone; a proxy's connection serves many visitors."""
        delegate = super().start_request(server_conn, request_conn)
        return _Forwarded(delegate, request_conn.context, self.proxies) if self.proxies else delegate


class _Forwarded(HTTPMessageDelegate):
    def __init__(self, delegate: HTTPMessageDelegate, context: Any, proxies: Sequence[Network]) -> None:
        self._delegate, self._context, self._proxies = delegate, context, proxies
        self._own = (context.remote_ip, context.protocol)

    def headers_received(
        self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders
    ) -> Awaitable[None] | None:
        peer = self._own[0]
        if is_from(self._proxies, peer):
            forwarded = ",".join(headers.get_list("X-Forwarded-For"))
            self._context.remote_ip = visitor_address(self._proxies, peer, forwarded)
            scheme = headers.get("X-Forwarded-Proto", "").rpartition(",")[2].strip()
            if scheme in ("http", "https"):
                self._context.protocol = scheme
        return self._delegate.headers_received(start_line, headers)

    def data_received(self, chunk: bytes) -> Awaitable[None] | None:
        return self._delegate.data_received(chunk)

    def finish(self) -> None:
        self._delegate.finish()
        self._restore()

    def on_connection_close(self) -> None:
        self._delegate.on_connection_close()
        self._restore()

    def _restore(self) -> None:
        self._context.remote_ip, self._context.protocol = self._own
