"""Add which pictures a workspace's Slack has."""

import sqlalchemy as sa
from alembic import op

revision = "0010_slack_pictures"
down_revision = "0002_signing_in_and_own_days"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slack_pictures",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint(
            "workspace_id", "digest", name=op.f("pk_slack_pictures")
        ),
    )


def downgrade() -> None:
    op.drop_table("slack_pictures")
