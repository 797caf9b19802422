"""What was found out a moment ago need not be looked up again: who somebody is, what is open, what was written last."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

_T = TypeVar("_T")
_FOUND: WeakKeyDictionary[Connection, dict[Hashable, Any]] = WeakKeyDictionary()
"""What was found over each connection that only reads."""


def remember(connection: Connection) -> Connection:
    """From now on, until it is closed, what is looked up `once` over this connection is remembered: it only reads."""
    _FOUND[connection] = {}
    return connection


def once(connection: Connection, name: Hashable, find: Callable[[], _T]) -> _T:
    """What `find` gives; where one only reads, it is looked for once under this name. Callers do not change it."""
    found = _FOUND.get(connection)
    if found is None:
        return find()
    if name not in found:
        found[name] = find()
    kept: _T = found[name]
    return kept


class Moment(threading.local):
    """A thread's own: whether its reads share what they find, and the connection over which they do.

    The connection has a transaction only while something is read: a reader that keeps one keeps writers waiting where
    SQLite has no write-ahead log.
    """

    held = False
    connection: Connection | None = None
    _readers = 0

    @contextmanager
    def reading(self, connect: Callable[[], Connection]) -> Iterator[Connection]:
        """The connection, with a transaction from the first statement to the end of this."""
        connection = self.connection = self.connection or remember(connect())
        self._readers += 1
        try:
            yield connection
        except SQLAlchemyError:
            self.end()
            raise
        finally:
            self._readers -= 1
            if not self._readers and connection.in_transaction():
                connection.rollback()

    def forget(self) -> None:
        """Whatever was found may be otherwise now."""
        if self.connection is not None:
            remember(self.connection)

    def end(self) -> None:
        """Let go of the connection; with it goes what was found."""
        connection, self.connection = self.connection, None
        if connection is not None:
            connection.close()
