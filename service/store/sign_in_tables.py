"""The tables of signing in: links, ways to Slack and back, and who is signed in."""

from sqlalchemy import Column, Index, LargeBinary, Table, Text

from service.store.columns import instant, metadata, of_person, workspace

# One-time links, by keyed hash: whoever reads this table, or writes to it, signs in
# nowhere.
sign_in_links = Table(
    "sign_in_links",
    metadata,
    workspace(),
    Column("link_hash", LargeBinary, primary_key=True),
    Column("person_id", Text, nullable=False),
    # Of the browser that asked, where one did: the link works in no other.
    Column("asked_hash", LargeBinary),
    instant("made_at", nullable=False),
    instant("used_at"),
    of_person(),
    Index("ix_sign_in_links_person", "workspace_id", "person_id", "made_at"),
)

# Who is signed in, by the keyed hash of what the browser's cookie holds.
sessions = Table(
    "sessions",
    metadata,
    workspace(),
    Column("session_hash", LargeBinary, primary_key=True),
    Column("person_id", Text, nullable=False),
    # The role with which it was opened: it ends when the person's is another.
    Column("role", Text, nullable=False),
    instant("opened_at", nullable=False),
    instant("seen_at", nullable=False),
    of_person(),
    Index("ix_sessions_person", "workspace_id", "person_id"),
)

# Ways to Slack and back that were walked, by the keyed hash of their state. Before the
# sign-in nobody knows of which workspace one is.
used_attempts = Table(
    "used_attempts",
    metadata,
    Column("state_hash", LargeBinary, primary_key=True),
    instant("used_at", nullable=False),
)
