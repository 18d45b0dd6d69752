"""A pack's document says what kind its pictures are; no column has to."""

import sqlalchemy as sa
from alembic import op

revision = "0040_picture_kinds"
down_revision = "0020_content_packs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A document of before says no kind: such a pack is imported anew.
    op.execute("delete from packs where name in (select name from pack_pictures)")
    op.drop_column("pack_pictures", "media_type")


def downgrade() -> None:
    op.add_column(
        "pack_pictures",
        sa.Column("media_type", sa.Text(), nullable=False, server_default="image/png"),
    )
