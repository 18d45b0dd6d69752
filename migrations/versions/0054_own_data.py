"""Add what people agreed to and when, and what stays when their rows go."""

import sqlalchemy as sa
from alembic import op

revision = "0054_own_data"
down_revision = "0053_roles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("left_at", sa.DateTime(timezone=True)))
    # Who left before counts from now: nobody noted when it was.
    op.execute("update people set left_at = now() where standing = 'left'")
    op.create_table(
        "consents",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("consent_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text()),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.person_id"],
            name=op.f("fk_consents_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "consent_id", name=op.f("pk_consents")),
    )
    op.create_index(
        "ix_consents_person", "consents", ["workspace_id", "person_id", "at"]
    )
    op.create_table(
        "past_nudges",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "state", "reason", name=op.f("pk_past_nudges")
        ),
    )
    op.create_table(
        "pending_folds",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.workspace_id"],
            name=op.f("fk_pending_folds_workspaces"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "channel", "ts", name=op.f("pk_pending_folds")
        ),
    )


def downgrade() -> None:
    for table in ("pending_folds", "past_nudges", "consents"):
        op.drop_table(table)
    op.drop_column("people", "left_at")
