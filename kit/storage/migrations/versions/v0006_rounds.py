"""Rounds of a vote, and a code on each ballot by which its voter finds it again."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Ballots so far are of the only round that there was; each gets a code, by chance as all of them."""
    op.add_column("ballot", sa.Column("round", sa.String(16), nullable=False, server_default="final"))
    op.add_column("ballot", sa.Column("code", sa.String(16), nullable=False, server_default=""))
    connection = op.get_bind()
    ballot = sa.table("ballot", sa.column("session"), sa.column("token"), sa.column("code"))
    for session, token in connection.execute(sa.select(ballot.c.session, ballot.c.token)).all():
        mine = (ballot.c.session == session) & (ballot.c.token == token)
        connection.execute(sa.update(ballot).where(mine).values(code=secrets.token_hex(4).upper()))
