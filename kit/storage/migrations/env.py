"""Runs migrations on the connection that `kit.storage.upgrade` hands over; never by itself."""

from alembic import context

from kit.storage.tables import metadata

connection = context.config.attributes["connection"]
# SQLite alters a table by copying it, which `render_as_batch` writes for us.
context.configure(connection=connection, target_metadata=metadata, render_as_batch=connection.dialect.name == "sqlite")
context.run_migrations()
