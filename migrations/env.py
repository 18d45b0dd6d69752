"""Alembic's entry: runs the migrations on the connection that it is handed."""

from alembic import context

from service.store import (
    audit_tables,
    own_data_tables,
    pack_tables,
    sign_in_tables,
    tables,
)

metadata, KEYS_SCHEMA = tables.metadata, tables.KEYS_SCHEMA
# Imported so that the metadata holds their tables too.
for table in (
    audit_tables.audit_log,
    own_data_tables.consents,
    pack_tables.packs,
    sign_in_tables.sessions,
):
    assert table.metadata is metadata  # noqa: S101 - says so

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
