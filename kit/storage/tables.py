"""The tables, in types that SQLite and PostgreSQL hold alike.

`entry` is what stands now; `revision` is every change that led to it and is only ever added to. Contact data stand in
`contact` and nowhere else. Ballots and anonymous entries carry a token instead of a person (see `kit.storage.secrets`).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Json(TypeDecorator[Any]):
    """A JSON value as text, so that a copy from one database to the other changes nothing."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """The canonical text: keys sorted, no escapes for letters outside ASCII."""
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value that was bound."""
        return None if value is None else json.loads(value)


class Moment(TypeDecorator[datetime]):
    """A point in time, as ISO 8601 text in UTC of one width, so that text order is time order."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """The time, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData()

about = Table("about", metadata, Column("name", String(64), primary_key=True), Column("value", Text, nullable=False))
"""Facts of the database itself: whose workshop it is, the secrets, and which rounds of follow-up were sent back."""

code = Table(
    "code",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("delegation", String(32)),
    Column("created", Moment, nullable=False),
    Column("expires", Moment),
    Column("revoked", Moment),
)

person = Table(
    "person",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("code", String(16), ForeignKey("code.code"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("delegation", String(32), index=True),
    Column("display_name", Text, nullable=False),
    Column("language", String(35), nullable=False),
    Column("joined", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
)

entry = Table(
    "entry",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("form", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("answers", Json, nullable=False),
    Column("stamps", Json, nullable=False),
    Column("conflicts", Json, nullable=False),
    Column("session", String(64)),
    Column("delegation", String(32)),
    Column("subject", String(140)),
    Column("author", String(64)),
    Column("token", String(64)),
    Column("visibility", String(16), nullable=False),
    Column("attribution", String(16), nullable=False),
    Column("language", String(35), nullable=False),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("number", Integer),
    Column("for_whom", String(64)),
    Column("entered_by", String(64)),
    Column("paper", Integer),
    CheckConstraint("version >= 1", name="entry_version"),
    UniqueConstraint("form", "delegation", "number", name="entry_number"),
    UniqueConstraint("form", "token", name="entry_token"),
    Index("entry_by_form", "form", "delegation"),
    Index("entry_by_subject", "subject"),
)

revision = Table(
    "revision",
    metadata,
    Column("entry", String(64), ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("change", String(64), nullable=False, unique=True),
    Column("base", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(64)),
    Column("answers", Json, nullable=False),
    Column("visibility", String(16)),
    Column("attribution", String(16)),
    Column("deleted", Boolean),
    Column("resolves", Json, nullable=False),
    Column("language", String(35), nullable=False),
    Column("session", String(64)),
    Column("for_whom", String(64)),
    Column("paper", Integer),
    Index("revision_by_session", "session", "entry", "at"),
)

receipt = Table(
    "receipt",
    metadata,
    Column("change", String(64), primary_key=True),
    Column("writer", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("target", String(64), nullable=False),
    Column("version", Integer, nullable=False),
)
"""Every change that was taken, by the id that its browser gave it: what makes a resend harmless."""

contact = Table(
    "contact",
    metadata,
    Column("entry", String(64), ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True),
    Column("question", String(64), primary_key=True),
    Column("value", Json, nullable=False),
    Column("updated", Moment, nullable=False),
)

number = Table(
    "number",
    metadata,
    Column("form", String(64), primary_key=True),
    Column("delegation", String(32), primary_key=True),
    Column("last", Integer, nullable=False),
)
"""The last reference number given, so that none is given twice even after a purge."""

ballot = Table(
    "ballot",
    metadata,
    Column("session", String(64), primary_key=True),
    Column("token", String(64), primary_key=True),
    Column("delegation", String(32)),
    Column("answers", Json, nullable=False),
    Column("round", String(16), nullable=False, server_default="final"),
    Column("code", String(16), nullable=False, server_default=""),
)
"""`code` is chance, shown to the voter alone: it stays when the token's link to a person is cut."""

agenda = Table(
    "agenda",
    metadata,
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("session", String(64), nullable=False, index=True),
    Column("action", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(64)),
    Column("timer_ends_at", Moment),
    Column("undone", Boolean, nullable=False),
    Column("detail", Json),
    Column("together", Integer, nullable=False),
)
"""What was done to the agenda, step by step; a session's state follows from its steps.

`together` is the first step of those that are taken back with this one.
"""

seat = Table(
    "seat",
    metadata,
    Column("round", String(32), primary_key=True),
    Column("person", String(64), primary_key=True),
    Column("group", String(60), nullable=False),
)
"""Who is in which group, for each time that groups were formed."""

ready = Table(
    "ready",
    metadata,
    Column("session", String(64), primary_key=True),
    Column("delegation", String(32), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(64)),
)
"""Delegations that have said that they are ready with a session."""

moderation = Table(
    "moderation",
    metadata,
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("by", String(64)),
    Column("session", String(64), nullable=False),
    Column("form", String(64), nullable=False),
    Column("question", String(64), nullable=False),
    Column("action", String(16), nullable=False),
    Column("entries", Json, nullable=False),
    Column("group_id", String(64)),
    Column("words", Text),
    Column("undone", Boolean, nullable=False),
    Index("moderation_by_session", "session", "form", "question"),
)
"""How facilitators sort what was written for the wall, step by step; it holds ids and their own words, no answers."""

paper = Table(
    "paper",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("form", String(64), nullable=False),
    Column("delegation", String(32), nullable=False),
    Column("subject", String(140)),
    Column("printed", Boolean, nullable=False),
    Column("made", Moment, nullable=False),
    Column("entry", String(64)),
    Column("keyed", Moment),
    Column("keyed_by", String(64)),
    Column("photo", LargeBinary),
    Column("photo_type", String(16)),
    Column("photo_turn", Integer),
    Column("photo_at", Moment),
    Column("photo_by", String(64)),
)
"""Forms for people without a device, by the number that stands on them; the photo of one is kept beside it."""
NO_PHOTO: dict[str, Any] = dict.fromkeys(("photo", "photo_type", "photo_turn", "photo_at", "photo_by"))
"""What the columns of a form without a photo hold."""

event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("entry", String(64)),
    Column("form", String(64)),
    Column("session", String(64)),
    Column("delegation", String(32)),
)

purge = Table(
    "purge",
    metadata,
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("what", String(64), nullable=False),
    Column("count", Integer, nullable=False),
)
"""What was deleted and how much of it; never what it said."""
