"""Add roles, the version of what was agreed to, and the audit log."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0050_trust"
down_revision = "0040_picture_kinds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "people",
        sa.Column("role", sa.Text(), nullable=False, server_default="employee"),
    )
    op.add_column("people", sa.Column("agreed_wording", sa.Text()))
    op.create_table(
        "audit_log",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", JSONB(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "number", name=op.f("pk_audit_log")),
    )
    op.execute(
        """
        create function refuse_change() returns trigger language plpgsql as $$
        begin
          raise exception 'rows of % are written once', tg_table_name
            using errcode = 'insufficient_privilege';
        end $$
        """
    )
    op.execute(
        "create trigger written_once before update or delete or truncate on audit_log"
        " for each statement execute function refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("audit_log")
    op.execute("drop function refuse_change()")
    op.drop_column("people", "agreed_wording")
    op.drop_column("people", "role")
