"""What the service needs from outside, as small protocols."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from service.core.members import Member
from service.core.pictures import Picture
from service.core.sign_in import Attempt

Blocks = Sequence[Mapping[str, Any]]
View = Mapping[str, Any]

Clock = Callable[[], datetime]
Answers = Callable[[str], bool]
"""Say whether an address of our own leads to a service that is well."""


class Keyring(Protocol):
    """The key-encryption keys of 32 bytes: the newest, and in a rotation the old."""

    @property
    def newest(self) -> bytes: ...

    def by_id(self, wanted: bytes) -> bytes:
        """Give the key with this id; raises Refused where it is not at hand."""
        ...

    def renew(self) -> None:
        """Bring in a new key beside the old one, unless one waits there already.

        Raises:
            Refused: the operator has to give it first; the sentence says how.
        """
        ...

    def retire(self) -> str:
        """Drop the old keys; gives what the operator has left to do, in words."""
        ...


@dataclass(frozen=True, kw_only=True)
class Message:
    """What Slack shows: the notification text and the Block Kit blocks."""

    text: str
    blocks: Blocks


@dataclass(frozen=True, kw_only=True)
class Posted:
    """Slack's receipt of a message: the conversation and the message's ts."""

    channel: str
    ts: str
    bare: bool = False  # Slack took the message only without its pictures


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Whose token this is, as ``auth.test`` gives it.

    ``scopes``: what the token may do; None where Slack did not say.
    """

    workspace_id: str
    name: str
    bot_user_id: str
    scopes: frozenset[str] | None = None


class Scope(StrEnum):
    """Whom a permanent refusal concerns."""

    PERSON = "person"
    WORKSPACE = "workspace"
    MESSAGE = "message"


class SlackError(Exception):
    """A call to Slack that did not end well. ``reason`` is a short code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refusal(SlackError):
    """Slack said a final no; nothing was sent, and trying again is useless."""

    def __init__(self, reason: str, scope: Scope) -> None:
        super().__init__(reason)
        self.scope = scope


class TryLater(SlackError):
    """Nothing was sent. ``after`` says how long to wait.

    ``whole_workspace`` is true for a rate limit (429): nobody there is sent to
    meanwhile, and no attempt counts.
    """

    def __init__(
        self, reason: str, after: timedelta, *, whole_workspace: bool = False
    ) -> None:
        super().__init__(reason)
        self.after = after
        self.whole_workspace = whole_workspace


class Ambiguous(SlackError):
    """Nobody can know whether Slack accepted the request."""


class Slack(Protocol):
    """One workspace's Slack, behind one bot token.

    Every method may raise a child of ``SlackError``.
    """

    def whoami(self) -> Identity: ...
    def members(self) -> Iterator[Member]: ...
    def post(self, slack_user_id: str, message: Message) -> Posted: ...
    def update(self, posted: Posted, message: Message) -> None: ...
    def fold(self, response_url: str, message: Message) -> None: ...
    def open_view(self, trigger_id: str, view: View) -> None: ...
    def push_view(self, trigger_id: str, view: View) -> None: ...
    def publish_home(self, slack_user_id: str, view: View) -> None: ...
    def upload(self, name: str, content: bytes, alt: str) -> str:
        """Give Slack a file that our own messages may show; returns its id."""
        ...


@dataclass(frozen=True, kw_only=True)
class Account:
    """Whose account somebody has shown to hold, by Slack's signed word."""

    workspace_id: str
    slack_user_id: str


class Unproven(Exception):
    """Slack's answer does not show who this is. ``reason`` is a short code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OpenID(Protocol):
    """Sign in with Slack: OpenID Connect, by the authorization code.

    Both methods raise ``TryLater`` where Slack cannot be asked.
    """

    @property
    def issuer(self) -> str:
        """The name by which the provider signs, as an address without a slash."""
        ...

    def address(self, attempt: Attempt, now: datetime) -> str:
        """Give the page of Slack's to which an attempt leads."""
        ...

    def account(self, code: str, attempt: Attempt, now: datetime) -> Account:
        """Redeem Slack's answer.

        Raises:
            Unproven: the code is none, or what was signed is not for this attempt.
        """
        ...


class Pictures(Protocol):
    """The pictures of the exercises, ours and those of packs. Not every one has one."""

    def of(self, exercise_id: str) -> Picture | None: ...
    def all(self) -> Sequence[Picture]: ...
    def content(self, picture: Picture, kind: str) -> bytes:
        """Give the file's bytes; ``kind`` is one of its digests."""
        ...


class Holidays(Protocol):
    """Public holidays by country (ISO 3166) and, where known, region."""

    def countries(self) -> Mapping[str, str]:
        """Give every known country: code -> name, in the order of the names."""
        ...

    def regions(self, country: str | None) -> Mapping[str, str]:
        """Give the regions of a country that keep holidays of their own."""
        ...

    def region_code(self, country: str | None, region: str | None) -> str | None:
        """Give the code of a region that may be written as a name; None if unknown."""
        ...

    def on(self, day: date, country: str | None, region: str | None) -> bool: ...
    def problem(self, country: str | None, region: str | None) -> str | None:
        """Say in one sentence why this country or region is not known, or None."""
        ...
