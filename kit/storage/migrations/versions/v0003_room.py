"""Steps that are taken back together, groups that people part into, and delegations that are ready."""

import sqlalchemy as sa
from alembic import op

from kit.storage.tables import Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the tables; each step taken so far is taken back alone."""
    op.add_column("agenda", sa.Column("together", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE agenda SET together = step")
    op.create_index("revision_by_session", "revision", ["session", "entry", "at"], unique=False)
    op.create_table(
        "seat",
        sa.Column("round", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("group", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("round", "person"),
    )
    op.create_table(
        "ready",
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("delegation", sa.String(length=32), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("session", "delegation"),
    )
