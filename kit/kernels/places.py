"""The short private folder for kernels' connection files and sockets, one per process.

A Unix socket's path holds at most 107 bytes (103 on macOS), so Jupyter's usual runtime folder is often too deep.
"""

from __future__ import annotations

import atexit
import contextlib
import itertools
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path

import psutil

_SOCKET_PATH_BYTES = 103 if sys.platform == "darwin" else 107
_PREFIX, _OWNER = "kit-", "owner"
_NAME_BYTES = len("/kit-12345678/k123456-5")

_lock = threading.Lock()
_numbers = itertools.count(1)
_folder: Path | None = None


def runtime_folder() -> Path:
    """This process's folder, made when needed and removed when the process ends.

    Raises `OSError` where no writable folder has a path short enough for a socket.
    """
    global _folder
    with _lock:
        if _folder is None or not _folder.is_dir():
            parent = _short_parent()
            _sweep(Path(parent))
            _folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
            (_folder / _OWNER).write_text(str(os.getpid()))
        return _folder


def next_stem() -> str:
    """A path in the folder, without suffix, that no other kernel of this process uses."""
    return str(runtime_folder() / f"k{next(_numbers)}")


def _sweep(parent: Path) -> None:
    """Remove the folders that processes of ours could not remove, since they were killed or the power went."""
    for owner in parent.glob(f"{_PREFIX}*/{_OWNER}"):
        with contextlib.suppress(OSError, ValueError):
            if owner.stat().st_uid == os.getuid() and not psutil.pid_exists(int(owner.read_text())):
                shutil.rmtree(owner.parent, ignore_errors=True)


def _short_parent() -> str:
    candidates = [os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp"]
    for folder in filter(None, candidates):
        if len(os.fsencode(folder)) + _NAME_BYTES <= _SOCKET_PATH_BYTES and os.access(folder, os.W_OK | os.X_OK):
            return folder
    raise OSError(f"No writable folder with a path short enough for sockets among {candidates}; set TMPDIR.")


def _remove() -> None:
    if _folder is not None:
        shutil.rmtree(_folder, ignore_errors=True)


def _forget() -> None:
    """In a forked child: the folder is the parent's to use and to remove."""
    global _folder, _lock
    _folder, _lock = None, threading.Lock()


atexit.register(_remove)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
