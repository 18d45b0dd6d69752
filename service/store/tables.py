"""The tables. Each carries the workspace first, so that one's rows stand together."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from service.store.columns import (
    KEYS_SCHEMA,
    instant,
    metadata,
    of_person,
    texts,
    workspace,
)

workspaces = Table(
    "workspaces",
    metadata,
    workspace(),
    Column("name", Text, nullable=False),
    Column("bot_user_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    # Sealed bot token; null for the workspace of the settings' own token.
    Column("token", LargeBinary),
    # Slack asked us to wait (429): nothing is sent before this instant.
    instant("send_after"),
)

# Token buckets: how many calls of a kind may go at once, and when that was true.
paces = Table(
    "paces",
    metadata,
    workspace(),
    Column("kind", Text, primary_key=True),
    Column("tokens", Float, nullable=False),
    instant("at", nullable=False),
    ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.workspace_id"], ondelete="CASCADE"
    ),
)

people = Table(
    "people",
    metadata,
    workspace(),
    Column("person_id", Text, primary_key=True),
    *texts("slack_user_id", "email", "department", "team", "site", "country", "region"),
    Column("on_roster", Boolean, nullable=False, server_default=text("false")),
    # What the roster last said: cell -> text. Imports are counted against nothing else.
    Column("roster_row", JSONB(none_as_null=True)),
    Column("standing", Text, nullable=False),
    Column("standing_reason", Text),
    Column("role", Text, nullable=False, server_default=text("'employee'")),
    # When the person agreed, and to which wording of what we ask for.
    instant("agreed_at"),
    Column("agreed_wording", Text),
    # When the account was closed; null while it is open.
    instant("left_at"),
    # The local day on which week 1 of the ramp began.
    Column("started_on", Date),
    # Null means: as Slack says.
    *texts("own_timezone", "slack_timezone"),
    Column("work_days", ARRAY(SmallInteger), nullable=False),
    *(Column(name, Time, nullable=False) for name in ("work_start", "work_end")),
    *(Column(name, Time) for name in ("lunch_start", "lunch_end")),
    # Weekday -> [start, end] where a day differs from the usual hours.
    Column("hours_by_day", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("nudges_per_day", SmallInteger),
    # The person chose them: a roster does not change them any more.
    Column("own_hours", Boolean, nullable=False, server_default=text("false")),
    Column("own_holidays", Boolean, nullable=False, server_default=text("false")),
    # The pause; as Slack last told, the next Do-Not-Disturb and a meeting.
    *map(instant, ("paused_until", "quiet_from", "quiet_until", "meeting_until")),
    UniqueConstraint("workspace_id", "slack_user_id"),
    Index("ix_people_email", "workspace_id", "email"),
)

invitations = Table(
    "invitations",
    metadata,
    workspace(),
    Column("person_id", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    instant("due_at", nullable=False),
    instant("claimed_at"),
    instant("sent_at"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    *texts("channel", "ts"),
    of_person(),
)

nudges = Table(
    "nudges",
    metadata,
    workspace(),
    Column("nudge_id", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    Column("local_day", Date, nullable=False),
    Column("slot", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    # Why it was last put off; stays when it is sent in the end.
    Column("put_off_for", Text),
    # What the planner wanted; a deferral moves only due_at.
    instant("planned_at", nullable=False),
    instant("due_at", nullable=False),
    # A routine, or the question how the person is; decided when it is sent.
    Column("content", Text),
    instant("claimed_at"),
    instant("sent_at"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    *texts("channel", "ts"),
    Column("snoozed_from", Text),
    # Sealed: what was sent and why.
    Column("routine", LargeBinary),
    # Raised at each use, so that Slack resets the menus of the message.
    Column("turn", Integer, nullable=False, server_default=text("0")),
    instant("closed_at"),
    of_person(),
    UniqueConstraint("workspace_id", "person_id", "local_day", "slot"),
    Index(
        "ix_nudges_due",
        "workspace_id",
        "due_at",
        postgresql_where=text("state = 'planned'"),
    ),
    Index(
        "ix_nudges_open",
        "workspace_id",
        "sent_at",
        postgresql_where=text(
            "state = 'sent' and closed_at is null and content = 'routine'"
        ),
    ),
    Index(
        "ix_nudges_sending",
        "workspace_id",
        "claimed_at",
        postgresql_where=text("state = 'sending'"),
    ),
)

# How a nudge was answered. Sealed: "it hurts" is about the body.
responses = Table(
    "responses",
    metadata,
    workspace(),
    Column("response_id", Text, primary_key=True),
    Column("nudge_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    instant("at", nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    of_person(),
    Index("ix_responses_nudge", "workspace_id", "nudge_id"),
)

# Exercises done by the person's own wish from the library: no nudge, no ledger.
exercises_done = Table(
    "exercises_done",
    metadata,
    workspace(),
    Column("done_id", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    instant("at", nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    of_person(),
    Index("ix_exercises_done_person", "workspace_id", "person_id", "at"),
)

# What a person told us about the body: one ciphertext per section.
answers = Table(
    "answers",
    metadata,
    workspace(),
    Column("person_id", Text, primary_key=True),
    Column("section", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    of_person(),
)

# What a workspace's Slack has of our pictures, by the digest of their content.
slack_pictures = Table(
    "slack_pictures",
    metadata,
    workspace(),
    Column("digest", Text, primary_key=True),
    Column("file_id", Text, nullable=False),
    instant("uploaded_at", nullable=False),
    instant("refused_at"),
)

# Slack's event ids, so that a redelivered event counts once.
events_seen = Table(
    "events_seen",
    metadata,
    workspace(),
    Column("event_id", Text, primary_key=True),
    instant("received_at", nullable=False),
)

# In a schema of its own: backups leave it out, so that destroying a key here
# reaches the older backups too.
person_keys = Table(
    "person_keys",
    metadata,
    workspace(),
    Column("person_id", Text, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    schema=KEYS_SCHEMA,
)
