"""A small reverse proxy: it ends TLS, names the visitor, and lets web sockets through."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PROXY_ADDRESS = "127.0.0.2"
"""From where it speaks to the server, which thereby can tell it from everybody else on this machine."""


@contextlib.contextmanager
def proxy_to(port: int, listening: int, certificate: Path) -> Iterator[None]:
    """Pass what comes to `listening` by TLS on to `port` in the clear, in a process of its own."""
    command = [sys.executable, __file__, str(port), str(listening), str(certificate)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        try:
            yield
        finally:
            process.kill()


async def _serve(port: int, listening: int, certificate: str) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server = await asyncio.start_server(lambda r, w: _pass(r, w, port), "127.0.0.1", listening, ssl=context)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await server.serve_forever()


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
    with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
        head = (await reader.readuntil(b"\r\n\r\n"))[:-4].split(b"\r\n")
        upgrade = any(line.lower().startswith(b"upgrade:") for line in head)
        forwarded = [line.partition(b":")[2].strip() for line in head if line.lower().startswith(b"x-forwarded-for:")]
        visitor = writer.get_extra_info("peername")[0].encode()
        kept = [line for line in head if not line.lower().startswith((b"x-forwarded-", b"connection:"))]
        kept += [b"X-Forwarded-For: " + b", ".join([*forwarded, visitor]), b"X-Forwarded-Proto: https"]
        kept += [b"Connection: Upgrade" if upgrade else b"Connection: close"]
        up, down = await asyncio.open_connection("127.0.0.1", port, local_addr=(PROXY_ADDRESS, 0))
        down.write(b"\r\n".join(kept) + b"\r\n\r\n")
        await asyncio.gather(_pump(reader, down), _pump(up, writer))
    writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while part := await reader.read(65536):
            writer.write(part)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
        else:
            writer.close()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
