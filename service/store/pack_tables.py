"""The tables of the content: packs, and what the operator acknowledged.

They belong to the installation, not to a workspace: its operator answers for what it
sends, wherever to (docs/decisions/0020).
"""

from sqlalchemy import (
    ARRAY,
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

from service.store.columns import instant, metadata

packs = Table(
    "packs",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("document", JSONB, nullable=False),
    instant("installed_at", nullable=False),
)

pack_pictures = Table(
    "pack_pictures",
    metadata,
    Column("name", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(["name"], ["packs.name"], ondelete="CASCADE"),
)

# Who answered for cards that no professional has reviewed, by the cards' digests.
acknowledgements = Table(
    "acknowledgements",
    metadata,
    Column("acknowledgement_id", Text, primary_key=True),
    Column("by", Text, nullable=False),
    instant("at", nullable=False),
    # Of the whole content at that moment.
    Column("content_digest", Text, nullable=False),
    Column("cards", ARRAY(Text), nullable=False),
)
