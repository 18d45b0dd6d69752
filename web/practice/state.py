"""The practice workspace's memory: accounts, messages, views and permissions."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from slack_sdk.signature import Clock

from service.core.scopes import bot_scopes
from web.practice.faults import Faults, Limits
from web.practice.openid import Provider
from web.practice.sockets import Sockets
from web.practice.values import (
    ApiError,
    Blocks,
    File,
    Member,
    Message,
    OpenView,
    Posted,
    ResponseUrl,
    Trigger,
)

TRIGGER_LIFE = timedelta(seconds=3)
SLACKBOT = Member(user_id="USLACKBOT", name="Slackbot")


@dataclass(kw_only=True, eq=False, repr=False)
class State:
    """Everything one workspace knows. Changes happen while ``lock`` is held.

    ``now`` gives an aware UTC instant; every ts is made from it, later than the
    last of that second. ``signing_clock`` gives real Unix seconds: the app compares the
    signature's age with the real clock, even where ``now`` is a simulated one.
    """

    now: Callable[[], datetime]
    team_id: str = "T0PRACTICE"
    team_name: str = "Acme Practice"
    bot_token: str = "xoxb-practice"  # noqa: S105 - made up
    app_token: str = "xapp-practice"  # noqa: S105 - made up
    signing_secret: str = "practice-secret"  # noqa: S105 - made up
    events_url: str | None = None
    base_url: str = "http://127.0.0.1:8000/practice"
    """Own address without a slash at the end; learnt from each API request."""
    page_size: int = 50
    event_retries: Sequence[float] = (0, 60, 300)
    """Seconds before each redelivery of an event that was not answered with 200."""
    ack_seconds: float = 3.0
    commands: frozenset[str] = frozenset({"/unhunch"})
    """The slash commands of the app's manifest."""
    signing_clock: Callable[[], float] = field(default_factory=lambda: Clock().now)

    scopes: Sequence[str] = field(default_factory=bot_scopes)
    """What the bot token may do; told beside each answer, as Slack does."""
    app_id: str = "A0PRACTICE"
    bot_user_id: str = "U0PRACTICEBOT"
    bot_id: str = "B0PRACTICE"
    token_error: str | None = None
    calls: Counter[str] = field(default_factory=Counter)
    """How often each Web API method was called."""
    limits: Limits = field(default_factory=Limits)
    faults: Faults = field(default_factory=Faults)
    sockets: Sockets = field(default_factory=Sockets)
    openid: Provider = field(default_factory=Provider)
    lock: threading.RLock = field(default_factory=threading.RLock)
    stopping: threading.Event = field(default_factory=threading.Event)

    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    """Channel id -> user id."""
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    """Channel id -> ts -> message."""
    ledger: list[Posted] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)
    """File id -> what was uploaded."""
    modals: dict[str, list[OpenView]] = field(default_factory=dict)
    homes: dict[str, OpenView] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    notices: dict[str, str] = field(default_factory=dict)
    """What a person's last action on the pages led to, if it did not work."""
    told: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What the last play around a person led to: the play's group, a sentence."""
    _channel_by_user: dict[str, str] = field(default_factory=dict)
    _last_ts: dict[int, int] = field(default_factory=dict)
    """Unix second -> the last ts of it, in microseconds."""
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        bot = Member(user_id=self.bot_user_id, name="Unhunch", is_bot=True)
        self.members = {SLACKBOT.user_id: SLACKBOT, bot.user_id: bot}

    def new_ts(self) -> str:
        """Return a ts that no message has had: Unix seconds and microseconds.

        ``now`` may go back, as it does where somebody makes up a past.
        """
        with self.lock:
            micros = int(self.now().timestamp() * 1_000_000)
            second = micros // 1_000_000
            micros = max(micros, self._last_ts.get(second, 0) + 1)
            self._last_ts[second] = micros
            return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers):08d}"

    def member(self, user_id: Any) -> Member:
        member = self.members.get(str(user_id))
        if member is None:
            raise ApiError("user_not_found")
        return member

    def channel_of(self, user_id: str) -> str:
        """Return the direct-message channel with this person; made when missing."""
        if user_id not in self._channel_by_user:
            channel = f"D{len(self.channels) + 1:08d}"
            self.channels[channel] = user_id
            self.messages[channel] = {}
            self._channel_by_user[user_id] = channel
        return self._channel_by_user[user_id]

    def messages_with(self, user_id: str) -> list[Message]:
        with self.lock:
            channel = self._channel_by_user.get(user_id, "")
            return list(self.messages.get(channel, {}).values())

    def keep_message(self, message: Message) -> None:
        self.messages[message.channel][message.ts] = message

    def blocks_with_ids(self, blocks: Blocks) -> Blocks:
        """Give each block and element without an id one, as Slack does."""
        return [self._with_ids(dict(block)) for block in blocks]

    def _with_ids(self, block: dict[str, Any]) -> dict[str, Any]:
        block.setdefault("block_id", self.new_id("b"))
        for name in ("accessory", "element"):
            if name in block:
                block[name] = self._with_action_id(block[name])
        if block["type"] == "actions":
            block["elements"] = [self._with_action_id(e) for e in block["elements"]]
        return block

    def _with_action_id(self, element: dict[str, Any]) -> dict[str, Any]:
        return {"action_id": self.new_id("a"), **element}

    def new_trigger(self, user_id: str, *, pushes: bool) -> str:
        trigger_id = f"{self.new_id('')}.{self.team_id}.{self.new_ts()}"
        trigger = Trigger(user=user_id, made_at=self.now(), pushes=pushes)
        with self.lock:
            self.triggers[trigger_id] = trigger
        return trigger_id

    def use_trigger(self, trigger_id: Any) -> Trigger:
        """Return the trigger and spend it; it lives three seconds and works once."""
        trigger = self.triggers.get(str(trigger_id))
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self.now() - trigger.made_at > TRIGGER_LIFE:
            raise ApiError("expired_trigger_id")
        self.triggers[str(trigger_id)] = replace(trigger, used=True)
        return trigger

    def new_response_url(self, channel: str, user_id: str, ts: str) -> str:
        url_id = self.new_id("R")
        place = ResponseUrl(channel=channel, user=user_id, ts=ts, made_at=self.now())
        with self.lock:
            self.response_urls[url_id] = place
        return f"{self.base_url}/response/{self.team_id}.{url_id}"
