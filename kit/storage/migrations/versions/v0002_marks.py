"""What staff set for a session besides opening it and its timer."""

import sqlalchemy as sa
from alembic import op

from kit.storage.tables import Json

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Gives each step of the agenda a value."""
    op.add_column("agenda", sa.Column("detail", Json, nullable=True))
