"""The table of how often somebody asked."""

from sqlalchemy import Column, Integer, LargeBinary, Table, Text

from service.store.columns import instant, metadata

# Not logged ahead: a crash may forget it, and no copy of the log holds it. Whom a row
# is about stands in it as a keyed hash only.
request_counts = Table(
    "request_counts",
    metadata,
    Column("counted", Text, primary_key=True),
    Column("subject_hash", LargeBinary, primary_key=True),
    instant("since", nullable=False),
    Column("count", Integer, nullable=False),
    prefixes=["UNLOGGED"],
)
