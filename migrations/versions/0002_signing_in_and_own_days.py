"""Add one-time links, sessions, hours per weekday, and what Slack says of a moment."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002_signing_in_and_own_days"
down_revision = "0001_people_and_nudges"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_links",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("link_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.person_id"],
            name=op.f("fk_sign_in_links_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "link_hash", name=op.f("pk_sign_in_links")
        ),
    )
    op.create_index(
        "ix_sign_in_links_person",
        "sign_in_links",
        ["workspace_id", "person_id", "made_at"],
        unique=False,
    )
    op.create_table(
        "sessions",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("session_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.person_id"],
            name=op.f("fk_sessions_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "session_hash", name=op.f("pk_sessions")
        ),
    )
    op.create_index(
        "ix_sessions_person", "sessions", ["workspace_id", "person_id"], unique=False
    )
    op.add_column(
        "people",
        sa.Column(
            "hours_by_day",
            JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
    )
    op.add_column(
        "people",
        sa.Column(
            "own_holidays",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
    )
    for name in ("quiet_from", "quiet_until", "meeting_until"):
        op.add_column("people", sa.Column(name, sa.DateTime(timezone=True)))
    op.add_column("nudges", sa.Column("put_off_for", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("nudges", "put_off_for")
    for name in ("meeting_until", "quiet_until", "quiet_from"):
        op.drop_column("people", name)
    op.drop_column("people", "own_holidays")
    op.drop_column("people", "hours_by_day")
    op.drop_index("ix_sessions_person", table_name="sessions")
    op.drop_table("sessions")
    op.drop_index("ix_sign_in_links_person", table_name="sign_in_links")
    op.drop_table("sign_in_links")
