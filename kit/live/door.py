"""How people reach the server: its address, TLS, and the proxies whose word is taken."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from kit.live.address import DEFAULT_PORT, address_of

Network = IPv4Network | IPv6Network


class CannotListen(Exception):
    """The address cannot be used: `code` and `details` find the words."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code, self.details = code, details


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server listens."""

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    certificate: Path | None = None
    """A certificate with its chain, PEM. With it the server speaks HTTPS only."""
    key: Path | None = None
    """The certificate's private key, PEM; None where it stands in the same file."""
    proxies: tuple[Network, ...] = ()
    """Whose X-Forwarded-For and X-Forwarded-Proto are believed; nobody's unless named."""

    @property
    def address(self) -> str:
        """The address that people type where no other was given."""
        return address_of(self.host, self.port, "https" if self.certificate else "http")

    def tls(self) -> ssl.SSLContext | None:
        """What TLS needs, or None for plain HTTP. Raises CannotListen for files that are no certificate and key."""
        if self.certificate is None:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            # Without a password to be asked for: a server that waits for one at a terminal looks as if it hung.
            context.load_cert_chain(self.certificate, self.key, password=b"")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or getattr(error, "reason", None) or str(error)
            raise CannotListen("live.certificate_unusable", file=self.certificate, reason=reason) from error
        return context


def networks(named: Iterable[str]) -> tuple[Network, ...]:
    """The proxies of `--behind-proxy`, each an address or a network. Raises CannotListen."""
    try:
        return tuple(ip_network(name.strip()) for name in named)
    except ValueError as error:
        raise CannotListen("live.proxy_unknown", reason=error) from error


def checked_url(url: str) -> str:
    """An address that people type, without a slash at its end. Raises CannotListen for one with a path, or none."""
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CannotListen("live.url_unusable", url=url)
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise CannotListen("live.url_with_path", url=url, root=f"{parts.scheme}://{parts.netloc}")
    return f"{parts.scheme}://{parts.netloc}"
