"""Entries that are typed for someone without a device, and the paper forms that they come from."""

import sqlalchemy as sa
from alembic import op

from kit.storage.tables import Moment

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds the marks to entries and revisions, and the table of paper forms."""
    op.add_column("entry", sa.Column("for_whom", sa.String(64)))
    op.add_column("entry", sa.Column("entered_by", sa.String(64)))
    op.add_column("entry", sa.Column("paper", sa.Integer))
    op.add_column("revision", sa.Column("for_whom", sa.String(64)))
    op.add_column("revision", sa.Column("paper", sa.Integer))
    op.create_table(
        "paper",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("delegation", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(140)),
        sa.Column("printed", sa.Boolean, nullable=False),
        sa.Column("made", Moment, nullable=False),
        sa.Column("entry", sa.String(64)),
        sa.Column("keyed", Moment),
        sa.Column("keyed_by", sa.String(64)),
        sa.Column("photo", sa.LargeBinary),
        sa.Column("photo_type", sa.String(16)),
        sa.Column("photo_turn", sa.Integer),
        sa.Column("photo_at", Moment),
        sa.Column("photo_by", sa.String(64)),
    )
