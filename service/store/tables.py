"""The tables. Each carries the workspace first, so that one's rows stand together."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

KEYS_SCHEMA = "keys"


def _instant(name: str, *, nullable: bool = True) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text) for name in names]


def _workspace() -> Column[str]:
    return Column("workspace_id", Text, primary_key=True)


def _of_person(*, ondelete: str = "CASCADE") -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "person_id"],
        ["people.workspace_id", "people.person_id"],
        ondelete=ondelete,
    )


workspaces = Table(
    "workspaces",
    metadata,
    _workspace(),
    Column("name", Text, nullable=False),
    Column("bot_user_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    # Sealed bot token; null for the workspace of the settings' own token.
    Column("token", LargeBinary),
    # Slack asked us to wait (429): nothing is sent before this instant.
    _instant("send_after"),
)

# Token buckets: how many calls of a kind may go at once, and when that was true.
paces = Table(
    "paces",
    metadata,
    _workspace(),
    Column("kind", Text, primary_key=True),
    Column("tokens", Float, nullable=False),
    _instant("at", nullable=False),
    ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.workspace_id"], ondelete="CASCADE"
    ),
)

people = Table(
    "people",
    metadata,
    _workspace(),
    Column("person_id", Text, primary_key=True),
    *_texts(
        "slack_user_id", "email", "department", "team", "site", "country", "region"
    ),
    Column("on_roster", Boolean, nullable=False, server_default=text("false")),
    Column("standing", Text, nullable=False),
    Column("standing_reason", Text),
    _instant("agreed_at"),
    # The local day on which week 1 of the ramp began.
    Column("started_on", Date),
    # Null means: as Slack says.
    *_texts("own_timezone", "slack_timezone"),
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
    *map(_instant, ("paused_until", "quiet_from", "quiet_until", "meeting_until")),
    UniqueConstraint("workspace_id", "slack_user_id"),
    Index("ix_people_email", "workspace_id", "email"),
)

invitations = Table(
    "invitations",
    metadata,
    _workspace(),
    Column("person_id", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    _instant("due_at", nullable=False),
    _instant("claimed_at"),
    _instant("sent_at"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    *_texts("channel", "ts"),
    _of_person(),
)

nudges = Table(
    "nudges",
    metadata,
    _workspace(),
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
    _instant("planned_at", nullable=False),
    _instant("due_at", nullable=False),
    # A routine, or the question how the person is; decided when it is sent.
    Column("content", Text),
    _instant("claimed_at"),
    _instant("sent_at"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    *_texts("channel", "ts"),
    Column("snoozed_from", Text),
    # Sealed: what was sent and why.
    Column("routine", LargeBinary),
    # Raised at each use, so that Slack resets the menus of the message.
    Column("turn", Integer, nullable=False, server_default=text("0")),
    _instant("closed_at"),
    _of_person(),
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
    _workspace(),
    Column("response_id", Text, primary_key=True),
    Column("nudge_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    _instant("at", nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    _of_person(),
    Index("ix_responses_nudge", "workspace_id", "nudge_id"),
)

# What a person told us about the body: one ciphertext per section.
answers = Table(
    "answers",
    metadata,
    _workspace(),
    Column("person_id", Text, primary_key=True),
    Column("section", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    _of_person(),
)

# What a workspace's Slack has of our pictures, by the digest of their content.
slack_pictures = Table(
    "slack_pictures",
    metadata,
    _workspace(),
    Column("digest", Text, primary_key=True),
    Column("file_id", Text, nullable=False),
    _instant("uploaded_at", nullable=False),
    _instant("refused_at"),
)

# One-time links, by hash: whoever reads this table signs in nowhere.
sign_in_links = Table(
    "sign_in_links",
    metadata,
    _workspace(),
    Column("link_hash", LargeBinary, primary_key=True),
    Column("person_id", Text, nullable=False),
    _instant("made_at", nullable=False),
    _instant("used_at"),
    _of_person(),
    Index("ix_sign_in_links_person", "workspace_id", "person_id", "made_at"),
)

# Who is signed in, by the hash of what the browser's cookie holds.
sessions = Table(
    "sessions",
    metadata,
    _workspace(),
    Column("session_hash", LargeBinary, primary_key=True),
    Column("person_id", Text, nullable=False),
    _instant("opened_at", nullable=False),
    _instant("seen_at", nullable=False),
    _of_person(),
    Index("ix_sessions_person", "workspace_id", "person_id"),
)

# Slack's event ids, so that a redelivered event counts once.
events_seen = Table(
    "events_seen",
    metadata,
    _workspace(),
    Column("event_id", Text, primary_key=True),
    _instant("received_at", nullable=False),
)

# In a schema of its own: backups leave it out, so that destroying a key here
# reaches the older backups too.
person_keys = Table(
    "person_keys",
    metadata,
    _workspace(),
    Column("person_id", Text, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    schema=KEYS_SCHEMA,
)
