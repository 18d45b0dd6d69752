"""The table of the reports' partition; the publications come to stand beside it."""

from sqlalchemy import Column, Date, ForeignKeyConstraint, SmallInteger, Table, Text

from service.store.columns import instant, metadata, workspace

# What the blocks follow, and their least size, from a day on.
partitions = Table(
    "partitions",
    metadata,
    workspace(),
    Column("from_day", Date, primary_key=True),
    Column("follows", Text, nullable=False),
    Column("size", SmallInteger, nullable=False),
    instant("chosen_at", nullable=False),
    ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.workspace_id"], ondelete="CASCADE"
    ),
)
