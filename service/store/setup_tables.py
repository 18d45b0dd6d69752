"""The table of the one-time set-up links, and of the sessions that they open.

They belong to the installation: at the first start there is no workspace yet.
"""

from sqlalchemy import Column, LargeBinary, Table, Text

from service.store.columns import instant, metadata

# By keyed hash: whoever reads this table, or writes to it, opens nothing. A link is
# used by one browser, so its session stands in the same row.
setup_links = Table(
    "setup_links",
    metadata,
    Column("link_hash", LargeBinary, primary_key=True),
    # Blank: the only workspace there is, or will be.
    Column("workspace_id", Text, nullable=False),
    instant("made_at", nullable=False),
    instant("used_at"),
    Column("session_hash", LargeBinary, unique=True),
)
