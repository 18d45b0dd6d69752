"""The table of the audit log; a trigger refuses to change or delete its rows."""

from sqlalchemy import BigInteger, Column, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from service.store.columns import instant, metadata, workspace

# One chain per workspace, and one of the installation's own (a blank workspace).
audit_log = Table(
    "audit_log",
    metadata,
    workspace(),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    instant("at", nullable=False),
    *(Column(name, Text, nullable=False) for name in ("actor", "action", "subject")),
    Column("details", JSONB, nullable=False),
    Column("digest", LargeBinary, nullable=False),
)
