"""Add the partition of the reports: how people are counted together, and from when."""

import sqlalchemy as sa
from alembic import op

revision = "0055_partitions"
down_revision = "0050_trust"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partitions",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("follows", sa.Text(), nullable=False),
        sa.Column("size", sa.SmallInteger(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.workspace_id"],
            name=op.f("fk_partitions_workspaces"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "from_day", name=op.f("pk_partitions")),
    )


def downgrade() -> None:
    op.drop_table("partitions")
