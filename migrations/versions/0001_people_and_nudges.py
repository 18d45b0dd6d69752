"""Make the tables for people, their answers, and their nudges."""

import sqlalchemy as sa
from alembic import op

revision = "0001_people_and_nudges"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "events_seen",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "event_id", name=op.f("pk_events_seen")
        ),
    )
    op.create_table(
        "person_keys",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "person_id", name=op.f("pk_person_keys")
        ),
        schema="keys",
    )
    op.create_table(
        "people",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("slack_user_id", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column(
            "on_roster", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("standing_reason", sa.Text(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("own_timezone", sa.Text(), nullable=True),
        sa.Column("slack_timezone", sa.Text(), nullable=True),
        sa.Column("work_days", sa.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("work_start", sa.Time(), nullable=False),
        sa.Column("work_end", sa.Time(), nullable=False),
        sa.Column("lunch_start", sa.Time(), nullable=True),
        sa.Column("lunch_end", sa.Time(), nullable=True),
        sa.Column("nudges_per_day", sa.SmallInteger(), nullable=True),
        sa.Column(
            "own_hours", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", name=op.f("pk_people")),
        sa.UniqueConstraint(
            "workspace_id",
            "slack_user_id",
            name=op.f("uq_people_workspace_id_slack_user_id"),
        ),
    )
    op.create_index(
        "ix_people_email", "people", ["workspace_id", "email"], unique=False
    )
    op.create_table(
        "workspaces",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bot_user_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("token", sa.LargeBinary(), nullable=True),
        sa.Column("send_after", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_workspaces")),
    )
    op.create_table(
        "answers",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.person_id"],
            name=op.f("fk_answers_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "person_id", "section", name=op.f("pk_answers")
        ),
    )
    op.create_table(
        "invitations",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "attempts", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("ts", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.person_id"],
            name=op.f("fk_invitations_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "person_id", name=op.f("pk_invitations")
        ),
    )
    op.create_table(
        "nudges",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("nudge_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "attempts", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("ts", sa.Text(), nullable=True),
        sa.Column("snoozed_from", sa.Text(), nullable=True),
        sa.Column("routine", sa.LargeBinary(), nullable=True),
        sa.Column("turn", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.person_id"],
            name=op.f("fk_nudges_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "nudge_id", name=op.f("pk_nudges")),
        sa.UniqueConstraint(
            "workspace_id",
            "person_id",
            "local_day",
            "slot",
            name=op.f("uq_nudges_workspace_id_person_id_local_day_slot"),
        ),
    )
    op.create_index(
        "ix_nudges_due",
        "nudges",
        ["workspace_id", "due_at"],
        unique=False,
        postgresql_where=sa.text("state = 'planned'"),
    )
    op.create_index(
        "ix_nudges_open",
        "nudges",
        ["workspace_id", "sent_at"],
        unique=False,
        postgresql_where=sa.text(
            "state = 'sent' and closed_at is null and content = 'routine'"
        ),
    )
    op.create_index(
        "ix_nudges_sending",
        "nudges",
        ["workspace_id", "claimed_at"],
        unique=False,
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_table(
        "paces",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.workspace_id"],
            name=op.f("fk_paces_workspaces"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "kind", name=op.f("pk_paces")),
    )
    op.create_table(
        "responses",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("response_id", sa.Text(), nullable=False),
        sa.Column("nudge_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.person_id"],
            name=op.f("fk_responses_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "response_id", name=op.f("pk_responses")
        ),
    )
    op.create_index(
        "ix_responses_nudge", "responses", ["workspace_id", "nudge_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_responses_nudge", table_name="responses")
    op.drop_table("responses")
    op.drop_table("paces")
    op.drop_index(
        "ix_nudges_sending",
        table_name="nudges",
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.drop_index(
        "ix_nudges_open",
        table_name="nudges",
        postgresql_where=sa.text(
            "state = 'sent' and closed_at is null and content = 'routine'"
        ),
    )
    op.drop_index(
        "ix_nudges_due",
        table_name="nudges",
        postgresql_where=sa.text("state = 'planned'"),
    )
    op.drop_table("nudges")
    op.drop_table("invitations")
    op.drop_table("answers")
    op.drop_table("workspaces")
    op.drop_index("ix_people_email", table_name="people")
    op.drop_table("people")
    op.drop_table("person_keys", schema="keys")
    op.drop_table("events_seen")
