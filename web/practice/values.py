"""What the practice workspace remembers and answers, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]
Blocks = Sequence[Mapping[str, Any]]


class Impossible(Exception):
    """Something that nobody can do in Slack, such as press a button not there."""


class Incomplete(Impossible):
    """A form that Slack itself would not send; ``errors`` has a text per block."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{k}: {v}" for k, v in errors.items()))
        self.errors = dict(errors)


class ApiError(Exception):
    """An answer with ``ok: false``; ``messages`` are its details."""

    def __init__(self, code: str, messages: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.messages = list(messages)


class TooFast(ApiError):
    """An answer 429: come again after so many seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


@dataclass(frozen=True, kw_only=True)
class File:
    """An upload: announced, then filled, then ``complete``."""

    file_id: str
    name: str
    length: int
    alt: str = ""
    content: bytes = b""
    complete: bool = False


@dataclass(frozen=True, kw_only=True)
class Member:
    """One account of the workspace; the DND figures are Unix seconds, 1 means none."""

    user_id: str
    name: str
    email: str | None = None
    tz: str = "Europe/Berlin"
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    dnd_start: int = 1
    dnd_end: int = 1
    snooze_until: int = 0

    @property
    def is_reachable(self) -> bool:
        """Whether a bot may write to this account."""
        return not (self.deleted or self.is_bot or self.user_id == "USLACKBOT")

    def as_slack(self, team_id: str, now: datetime) -> Json:
        """Return the user object; Slack leaves zone and rights of leavers out."""
        profile = {
            "real_name": self.name,
            "display_name": self.name,
            "status_text": self.status_text,
            "status_emoji": self.status_emoji,
            "status_expiration": self.status_expiration,
        }
        user = {
            "id": self.user_id,
            "team_id": team_id,
            "name": self.name.lower().replace(" ", "."),
            "deleted": self.deleted,
            "profile": {**profile, **({"email": self.email} if self.email else {})},
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": int(now.timestamp()),
        }
        return user if self.deleted else {**user, **self._rights_and_zone(now)}

    def dnd(self) -> Json:
        """Return the schedule as ``dnd.teamInfo`` gives it, without snoozes."""
        return {
            "dnd_enabled": self.dnd_end > 1,
            "next_dnd_start_ts": self.dnd_start,
            "next_dnd_end_ts": self.dnd_end,
        }

    def _rights_and_zone(self, now: datetime) -> Json:
        offset = now.astimezone(ZoneInfo(self.tz)).utcoffset()
        return {
            "real_name": self.name,
            "tz": self.tz,
            "tz_label": self.tz,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": False,
            "is_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
        }


@dataclass(frozen=True, kw_only=True)
class Posted:
    """One ledger entry: a message as ``chat.postMessage`` was given it."""

    user: str
    at: datetime
    ts: str
    text: str
    blocks: Blocks
    channel: str

    def as_json(self) -> Json:
        return {**vars(self), "at": self.at.isoformat(), "blocks": list(self.blocks)}


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message as the person sees it now."""

    channel: str
    user: str
    ts: str
    text: str
    blocks: Blocks
    metadata: Mapping[str, Any] | None = None
    is_ephemeral: bool = False
    edited_ts: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpenView:
    """A modal on a person's stack or the person's Home tab."""

    view_id: str
    root_id: str
    previous_id: str | None
    hash: str
    user: str
    view: Mapping[str, Any]
    values: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    """What stands in the inputs, as block_id -> action_id -> state."""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> Blocks:
        blocks: Blocks = self.view["blocks"]
        return blocks


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """A permission to open one modal; ``pushes`` when it came from a modal."""

    user: str
    made_at: datetime
    pushes: bool
    used: bool = False


@dataclass(frozen=True, kw_only=True)
class ResponseUrl:
    """Where an app may answer an interaction, five times in half an hour."""

    channel: str
    user: str
    ts: str
    made_at: datetime
    uses: int = 0


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back from the app for one delivery.

    ``status`` is None where no answer came, with Slack's word for it in ``reason``.
    """

    status: int | None
    body: Any = None
    reason: str | None = None
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        return self.status == 200


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a click, a form or an event led to; one status per delivery."""

    statuses: tuple[int | None, ...]
    body: Any = None
    reason: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    """What Slack would refuse in the app's answer."""

    @property
    def ok(self) -> bool:
        answered = all(status == 200 for status in self.statuses)
        return answered and not (self.errors or self.problems)

    def as_json(self) -> Json:
        return {"ok": self.ok, **vars(self)}


def outcome_of(*answers: Answer, problems: Sequence[str] = ()) -> Outcome:
    """Sum up the answers to one or more deliveries; the last one counts."""
    return Outcome(
        statuses=tuple(answer.status for answer in answers),
        body=answers[-1].body,
        reason=answers[-1].reason,
        problems=tuple(problems),
    )
