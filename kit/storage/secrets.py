"""Secrets of a workshop, and the tokens that stand for a person where nobody shall read who it was."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import Connection, insert

from kit.storage import tables as t
from kit.storage.engine import Database
from kit.storage.facts import fact

SECRET_BYTES = 32


def read_secret(connection: Connection, name: str) -> bytes | None:
    """The secret of that name, or None before it is first asked for."""
    value = fact(connection, f"secret:{name}")
    return None if value is None else bytes.fromhex(value)


def secret(database: Database, name: str) -> bytes:
    """The secret of that name, made at random when it is first asked for."""
    with database.reading() as connection:
        if found := read_secret(connection, name):
            return found
    with database.writing() as connection:
        return ensure_secret(connection, name)


def ensure_secret(connection: Connection, name: str) -> bytes:
    """As `secret`, inside a transaction that writes."""
    if found := read_secret(connection, name):
        return found
    made = secrets.token_bytes(SECRET_BYTES)
    connection.execute(insert(t.about).values(name=f"secret:{name}", value=made.hex()))
    return made


def token(key: bytes, *parts: str) -> str:
    """What stands for `parts`: the same each time, and not to be turned back without the key (HMAC-SHA256)."""
    return hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()
