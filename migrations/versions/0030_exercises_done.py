"""Add what people did from the library by their own wish."""

import sqlalchemy as sa
from alembic import op

revision = "0030_exercises_done"
down_revision = "0010_slack_pictures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exercises_done",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("done_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.person_id"],
            name=op.f("fk_exercises_done_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "done_id", name=op.f("pk_exercises_done")
        ),
    )
    op.create_index(
        "ix_exercises_done_person",
        "exercises_done",
        ["workspace_id", "person_id", "at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_exercises_done_person", table_name="exercises_done")
    op.drop_table("exercises_done")
