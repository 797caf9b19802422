"""What walls were shown of totals is remembered look by look, and no longer the last look alone."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_ABOUT = sa.table("about", sa.column("name", sa.String), sa.column("value", sa.Text))


def upgrade() -> None:
    """Keeps the last look of each total, and the answers that were told before as one more."""
    connection = op.get_bind()
    for name, value in connection.execute(sa.select(_ABOUT).where(_ABOUT.c.name.startswith("shown:"))).all():
        connection.execute(_ABOUT.delete().where(_ABOUT.c.name == name))
        if told := _looks(json.loads(value)):
            row = {"name": f"told:{name.removeprefix('shown:')}", "value": json.dumps(told)}
            connection.execute(_ABOUT.insert().values(**row))


def _looks(kept: dict[str, Any]) -> list[dict[str, Any]]:
    if kept["total"] is None:
        return []
    last = {"cells": kept["cells"], "total": kept["total"], "said": kept["counts"]}
    if all(kept["cells"].get(name) == count for name, count in kept["known"].items()):
        return [last]
    # Beside it what else was told once, in looks that are not known any more.
    return [last | {"cells": kept["known"]}, last]
