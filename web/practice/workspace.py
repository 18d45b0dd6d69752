"""The practice workspace as tests and the demo hold it in their hands."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypedDict, Unpack

from web.practice import commands, events, inbound, interactions
from web.practice.faults import Fault, Kind
from web.practice.interactions import Click, Values
from web.practice.state import State
from web.practice.values import Impossible, Json, Member, Message, OpenView, Outcome


class Account(TypedDict, total=False):
    """What may be said of a member besides id and name."""

    email: str | None
    tz: str
    deleted: bool
    is_bot: bool
    is_restricted: bool
    is_ultra_restricted: bool
    status_text: str
    status_emoji: str
    status_expiration: int
    dnd_start: int
    dnd_end: int
    snooze_until: int


class Trouble(TypedDict, total=False):
    """How a fault is played; see ``faults.Fault``."""

    times: int | None
    user: str | None
    retry_after: int
    seconds: float
    error: str


class Tap(TypedDict, total=False):
    """What may be said of a click besides who, where and on what."""

    block_id: str | None
    repeat: int


class PracticeWorkspace(State):
    """A stand-in for one Slack workspace with one app installed."""

    def add_member(self, user_id: str, name: str, **account: Unpack[Account]) -> Member:
        """Add an account silently, or replace one."""
        member = Member(user_id=user_id, name=name, **account)
        with self.lock:
            self.members[user_id] = member
        return member

    def change_member(self, user_id: str, **changes: Unpack[Account]) -> Member:
        """Change an account without an event, as if the event was lost."""
        with self.lock:
            self.members[user_id] = replace(self.members[user_id], **changes)
            return self.members[user_id]

    def messages_of(self, user_id: str) -> list[Message]:
        """Return what the person sees now, oldest first, ephemeral ones too."""
        return self.messages_with(user_id)

    def ledger_json(self) -> Json:
        """Return every message that chat.postMessage accepted, as it was given."""
        with self.lock:
            return {"messages": [posted.as_json() for posted in self.ledger]}

    def open_view_of(self, user_id: str) -> OpenView | None:
        """Return the modal on top of the person's stack."""
        stack = self.modals.get(user_id)
        return stack[-1] if stack else None

    def home_of(self, user_id: str) -> OpenView | None:
        return self.homes.get(user_id)

    def click(
        self,
        user: str,
        ts: str,
        action_id: str,
        option_value: Any = None,
        **tap: Unpack[Tap],
    ) -> Outcome:
        """Tap an element of a message, or of a view where ``ts`` is a view's id.

        ``option_value`` is the value of the option chosen, a list of them for
        checkboxes, a text for pickers. Raises Impossible if it is not there.
        """
        return interactions.click(
            self,
            Click(
                user=user,
                where=ts,
                action_id=action_id,
                option_value=option_value,
                **tap,
            ),
        )

    def submit(
        self, user: str, view_id: str | None = None, values: Values | None = None
    ) -> Outcome:
        """Fill in and send the form on top (``view_id`` None: whichever it is).

        ``values`` is {block_id: {action_id: state or bare value}}.
        """
        return interactions.submit(
            self, user, self._top_id(user, view_id), values or {}
        )

    def enter(self, user: str, view_id: str, values: Values) -> OpenView:
        """Put answers into the form on top without sending it."""
        return interactions.enter(self, user, view_id, values)

    def close_view(
        self, user: str, view_id: str | None = None, *, whole_stack: bool = False
    ) -> Outcome:
        """Close the form on top, or all of them."""
        top = self._top_id(user, view_id)
        return interactions.close(self, user, top, whole_stack=whole_stack)

    def command(self, user: str, typed: str) -> Outcome:
        """Type a slash command; raises Impossible for what is none of the app's."""
        return commands.command(self, user, typed)

    def event(self, kind: str, *, repeat: int = 1, **fields: Any) -> Outcome:
        """Let something happen in the workspace; see ``events.happen``."""
        return events.happen(self, kind, fields, repeat)

    def add_fault(
        self, method: str, kind: Kind | str, **trouble: Unpack[Trouble]
    ) -> None:
        """Spoil the next call of ``method``, or the next ``times`` calls."""
        self.faults.add(Fault(method=method, kind=Kind(kind), **trouble))

    def clear_faults(self) -> None:
        self.faults.clear()

    def set_limits(
        self, *, per_channel_seconds: float | None = None, per_minute: int | None = None
    ) -> None:
        """Switch Slack's own pace on; without arguments, off."""
        with self.lock:
            self.limits.per_channel_seconds = per_channel_seconds
            self.limits.per_minute = per_minute

    def signed_headers(self, body: str, timestamp: int | None = None) -> Json:
        """Return the signature headers for a body, to forge requests in tests."""
        return inbound.signed_headers(self, body, timestamp)

    def wait_for_socket(self, connections: int = 1, seconds: float = 10) -> bool:
        """Wait until the app holds so many Socket Mode connections."""
        return self.sockets.wait_until_open(connections, seconds)

    def close(self) -> None:
        """Hang up all sockets and end everything that still waits."""
        self.stopping.set()
        self.sockets.close()

    def _top_id(self, user: str, view_id: str | None) -> str:
        top = self.open_view_of(user)
        if view_id is None and top is None:
            raise Impossible(f"{user} has no open view.")
        return view_id or (top.view_id if top else "")


def by_team(
    workspaces: Mapping[str, PracticeWorkspace], team: str | None
) -> PracticeWorkspace:
    """Return the named workspace, or the first."""
    first = next(iter(workspaces.values()))
    return workspaces.get(team, first) if team else first
