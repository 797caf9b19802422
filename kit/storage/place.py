"""Where a workshop's database is, and whether that place can hold one."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

import psutil
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from kit.storage.problems import StorageProblem
from kit.storage.sqlite import sqlite3

_REFUSALS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST})
DATABASE = "workshop.db"
NETWORK = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ncpfs", "davfs", "glusterfs", "lustre"}
    | {"fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.davfs2", "fuse.gvfsd-fuse"}
)
"""File systems on which locks or syncs cannot be relied upon (https://sqlite.org/faq.html#q5)."""
WAL_IS_SAFE = (3, 51, 3)
"""From 3.7.0 until here a WAL that is reset at the wrong moment can damage the database (https://sqlite.org/wal.html)."""


def data_folder(folder: Path) -> Path:
    """The part of a workshop's folder that holds its answers; made by `prepare`."""
    return folder / "data"


def has_answers(folder: Path) -> bool:
    """Whether a workshop's folder holds a database of its own."""
    return (data_folder(folder) / DATABASE).is_file()


def address(folder: Path, url: str | None) -> URL:
    """`url`, or SQLite in the workshop's own folder. Raises StorageProblem for addresses that cannot be used."""
    if url is None:
        return URL.create("sqlite", database=str(data_folder(folder) / DATABASE))
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageProblem("store.scheme", url=url) from error
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "postgresql+psycopg") or (
        parsed.drivername == "sqlite" and not parsed.database
    ):
        raise StorageProblem("store.scheme", url=parsed.render_as_string(hide_password=True))
    return parsed


def prepare(folder: Path) -> None:
    """Makes the folder of a SQLite file, readable by its owner alone. Raises StorageProblem where it cannot be used."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".probe-"):
            pass
    except OSError as error:
        code = "store.read_only" if error.errno in _REFUSALS else "store.disk_full"
        raise StorageProblem(code, folder=folder) from error
    kind = file_system(folder)
    if kind in NETWORK:
        raise StorageProblem("store.network_folder", folder=folder, kind=kind)


def file_system(path: Path) -> str:
    """The kind of file system that holds `path`, in the operating system's words; "" where it does not tell."""
    whole = path.resolve()
    holders = [disk for disk in psutil.disk_partitions(all=True) if whole.is_relative_to(disk.mountpoint)]
    return max(holders, key=lambda disk: len(disk.mountpoint)).fstype if holders else ""


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """WAL where this SQLite keeps it safe; else a rollback journal, which lets one in while none else writes."""
    return "wal" if version >= WAL_IS_SAFE else "truncate"
