"""Bind sessions to a role and links to a browser; count attempts and requests."""

import sqlalchemy as sa
from alembic import op

revision = "0052_sign_in"
down_revision = "0055_partitions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_in_links", sa.Column("asked_hash", sa.LargeBinary()))
    # A session of before knows no role: everybody signs in once more.
    op.execute("delete from sessions")
    op.add_column("sessions", sa.Column("role", sa.Text(), nullable=False))
    op.create_table(
        "used_attempts",
        sa.Column("state_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_used_attempts")),
    )
    op.create_table(
        "request_counts",
        sa.Column("counted", sa.Text(), nullable=False),
        sa.Column("subject_hash", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "counted", "subject_hash", name=op.f("pk_request_counts")
        ),
        prefixes=["UNLOGGED"],
    )


def downgrade() -> None:
    op.drop_table("request_counts")
    op.drop_table("used_attempts")
    op.drop_column("sessions", "role")
    op.drop_column("sign_in_links", "asked_hash")
