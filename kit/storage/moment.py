"""A transaction that only reads sees one moment: what it has found out need not be looked up in it again."""

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
    """From now on, until it is closed, what is looked up `once` over this connection is remembered."""
    _FOUND[connection] = {}
    return connection


def once(connection: Connection, name: Hashable, find: Callable[[], _T]) -> _T:
    """What `find` gives; a transaction that only reads looks for it once, under this name. Callers do not change it."""
    found = _FOUND.get(connection)
    if found is None:
        return find()
    if name not in found:
        found[name] = find()
    kept: _T = found[name]
    return kept


class Moment(threading.local):
    """A thread's own: whether its reads share one transaction, and that transaction once there is one."""

    held = False
    connection: Connection | None = None
    _readers = 0
    _is_past = False

    @contextmanager
    def reading(self, begin: Callable[[], Connection]) -> Iterator[Connection]:
        """The connection, in its transaction."""
        connection = self.connection = self.connection or begin()
        self._readers += 1
        try:
            yield connection
        except SQLAlchemyError:
            self._is_past = True
            raise
        finally:
            self._readers -= 1
            if self._is_past:
                self.end()

    def end(self) -> None:
        """Let go of the connection as soon as nobody reads over it; the next read sees what has been written since."""
        self._is_past = self._readers > 0
        if self._is_past:
            return
        connection, self.connection = self.connection, None
        if connection is not None:
            connection.close()
