"""The first schema."""

import sqlalchemy as sa
from alembic import op

from kit.storage.tables import Json, Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes every table."""
    op.create_table(
        "about",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "agenda",
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", sa.String(length=64), nullable=True),
        sa.Column("timer_ends_at", Moment, nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("step"),
    )
    op.create_index("ix_agenda_session", "agenda", ["session"], unique=False)
    op.create_table(
        "ballot",
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("delegation", sa.String(length=32), nullable=True),
        sa.Column("answers", Json, nullable=False),
        sa.PrimaryKeyConstraint("session", "token"),
    )
    op.create_table(
        "code",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("delegation", sa.String(length=32), nullable=True),
        sa.Column("created", Moment, nullable=False),
        sa.Column("expires", Moment, nullable=True),
        sa.Column("revoked", Moment, nullable=True),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("stamps", Json, nullable=False),
        sa.Column("conflicts", Json, nullable=False),
        sa.Column("session", sa.String(length=64), nullable=True),
        sa.Column("delegation", sa.String(length=32), nullable=True),
        sa.Column("subject", sa.String(length=140), nullable=True),
        sa.Column("author", sa.String(length=64), nullable=True),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("attribution", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("created", Moment, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.CheckConstraint("version >= 1", name="entry_version"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("form", "delegation", "number", name="entry_number"),
        sa.UniqueConstraint("form", "token", name="entry_token"),
    )
    op.create_index("entry_by_form", "entry", ["form", "delegation"], unique=False)
    op.create_index("entry_by_subject", "entry", ["subject"], unique=False)
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=True),
        sa.Column("form", sa.String(length=64), nullable=True),
        sa.Column("session", sa.String(length=64), nullable=True),
        sa.Column("delegation", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "number",
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("delegation", sa.String(length=32), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("form", "delegation"),
    )
    op.create_table(
        "purge",
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("step"),
    )
    op.create_table(
        "receipt",
        sa.Column("change", sa.String(length=64), nullable=False),
        sa.Column("writer", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("change"),
    )
    op.create_table(
        "contact",
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("value", Json, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry", "question"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("delegation", sa.String(length=32), nullable=True),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("joined", Moment, nullable=False),
        sa.Column("seen", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["code"],
            ["code.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_person_delegation", "person", ["delegation"], unique=False)
    op.create_table(
        "revision",
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(length=64), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", sa.String(length=64), nullable=True),
        sa.Column("answers", Json, nullable=False),
        sa.Column("visibility", sa.String(length=16), nullable=True),
        sa.Column("attribution", sa.String(length=16), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.Column("resolves", Json, nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry", "version"),
        sa.UniqueConstraint("change"),
    )
