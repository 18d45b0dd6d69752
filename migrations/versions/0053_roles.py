"""Add the one-time set-up links."""

import sqlalchemy as sa
from alembic import op

revision = "0053_roles"
down_revision = "0052_sign_in"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "setup_links",
        sa.Column("link_hash", sa.LargeBinary(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("session_hash", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("link_hash", name=op.f("pk_setup_links")),
        sa.UniqueConstraint("session_hash", name=op.f("uq_setup_links_session_hash")),
    )


def downgrade() -> None:
    op.drop_table("setup_links")
