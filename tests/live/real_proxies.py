"""nginx and Caddy themselves, with the very lines that the operator's guide shows."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "operator.md"
NAMES = ("nginx", "caddy")


def found(name: str) -> str | None:
    """The program; Debian keeps nginx where only root looks for programs."""
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")


def shown(name: str) -> str:
    """The configuration in the guide."""
    block = re.search(rf"^```{name}\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.M | re.S)
    assert block, f"the guide shows no configuration of {name}"
    return block[1]


@contextlib.contextmanager
def behind(name: str, folder: Path, server: int, plain: int, secure: int, pem: Path) -> Iterator[None]:
    """The proxy, listening on two ports of this machine, with the guide's lines made to fit them."""
    folder.mkdir()
    words = shown(name).replace("127.0.0.1:8866", f"127.0.0.1:{server}").replace("workshop.example.org", "localhost")
    command = (_nginx if name == "nginx" else _caddy)(folder, words, plain, secure, pem)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={"HOME": str(folder), "PATH": "/usr/bin:/bin"})
    try:
        _until_open(secure, process, folder / "log")
        yield
    finally:
        process.terminate()
        process.wait(20)


def _nginx(folder: Path, words: str, plain: int, secure: int, pem: Path) -> list[str]:
    words = words.replace("listen 80", f"listen {plain}").replace("listen 443", f"listen {secure}")
    words = words.replace("https://$host$request_uri", f"https://$host:{secure}$request_uri")
    words = re.sub(r"(ssl_certificate(?:_key)?) [^;]+;", rf"\1 {pem};", words)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    scratch = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    file = folder / "nginx.conf"
    file.write_text(f"daemon off;\npid {folder}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{scratch}{words}\n}}\n")
    return [found("nginx") or "nginx", "-c", str(file), "-e", "stderr", "-p", str(folder)]


def _caddy(folder: Path, words: str, plain: int, secure: int, pem: Path) -> list[str]:
    words = words.replace("localhost {", f"localhost {{\n\ttls {pem} {pem}", 1)
    file = folder / "Caddyfile"
    file.write_text(f"{{\n\tadmin off\n\thttp_port {plain}\n\thttps_port {secure}\n}}\n{words}")
    return [found("caddy") or "caddy", "run", "--config", str(file), "--adapter", "caddyfile"]


def _until_open(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(log.read_text())
