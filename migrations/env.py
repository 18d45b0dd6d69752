"""Alembic's entry: runs the migrations on the connection that it is handed."""

from alembic import context

from service.store.every_table import KEYS_SCHEMA, metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    include_schemas=True,
    include_name=lambda name, kind, _: kind != "schema" or name in (None, KEYS_SCHEMA),
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
