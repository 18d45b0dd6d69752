"""Add content packs with their pictures, and the word on unreviewed cards."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0020_content_packs"
down_revision = "0030_exercises_done"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "packs",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("document", JSONB(), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_packs")),
    )
    op.create_table(
        "pack_pictures",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["name"],
            ["packs.name"],
            name=op.f("fk_pack_pictures_packs"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("name", "digest", name=op.f("pk_pack_pictures")),
    )
    op.create_table(
        "acknowledgements",
        sa.Column("acknowledgement_id", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_digest", sa.Text(), nullable=False),
        sa.Column("cards", ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("acknowledgement_id", name=op.f("pk_acknowledgements")),
    )


def downgrade() -> None:
    op.drop_table("acknowledgements")
    op.drop_table("pack_pictures")
    op.drop_table("packs")
