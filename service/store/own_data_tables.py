"""The tables of a person's own data: what they agreed to, and what outlives them."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table, Text

from service.store.columns import instant, metadata, of_person, workspace

# What a person said about being nudged, and to which wording of what we tell. Not
# sealed: their standing is not either, and the proof must outlive a lost key.
consents = Table(
    "consents",
    metadata,
    workspace(),
    Column("consent_id", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    instant("at", nullable=False),
    Column("said", Text, nullable=False),
    # Null: agreed to elsewhere, as the roster says.
    Column("wording", Text),
    of_person(),
    Index("ix_consents_person", "workspace_id", "person_id", "at"),
)

# How many nudges ended how whose rows are gone, so that the ledger still adds up and
# does not tell that somebody's went. No person, no day.
past_nudges = Table(
    "past_nudges",
    metadata,
    workspace(),
    Column("state", Text, primary_key=True),
    Column("reason", Text, primary_key=True),  # blank where there is none
    Column("number", Integer, nullable=False),
)

# Messages of people whose rows are gone, still to be folded; a row goes with its fold.
pending_folds = Table(
    "pending_folds",
    metadata,
    workspace(),
    *(Column(name, Text, primary_key=True) for name in ("channel", "ts")),
    # A nudge, or the invitation: each folds to the line that others fold to as well.
    Column("kind", Text, nullable=False),
    instant("asked_at", nullable=False),
    ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.workspace_id"], ondelete="CASCADE"
    ),
)
