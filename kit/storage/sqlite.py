"""SQLite: a newer one than Python's, where there is a package of it for this machine, else Python's own.

Debian 12's Python links SQLite 3.40.1, in which a write-ahead log is not safe (`kit.storage.place`). Without one each
save waits for the disk about six times as long, and for everybody who reads meanwhile. `pysqlite3` is Python's own
driver with a SQLite of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as sqlite3
    except ImportError:
        import sqlite3

__all__ = ["sqlite3"]
