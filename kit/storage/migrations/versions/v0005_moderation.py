"""How facilitators sort free text for the room."""

import sqlalchemy as sa
from alembic import op

from kit.storage.tables import Json, Moment

revision = "0005"
down_revision = "0003"


def upgrade() -> None:
    """Gives the steps a table."""
    op.create_table(
        "moderation",
        sa.Column("step", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", sa.String(64)),
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("entries", Json, nullable=False),
        sa.Column("group_id", sa.String(64)),
        sa.Column("words", sa.Text),
        sa.Column("undone", sa.Boolean, nullable=False),
        sa.Index("moderation_by_session", "session", "form", "question"),
    )
