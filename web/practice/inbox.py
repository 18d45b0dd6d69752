"""What a person sees in Slack: the newest messages by day, an open form, Home."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from itertools import groupby
from zoneinfo import ZoneInfo

from web.practice.screens import Screen, drawn, view_screen
from web.practice.values import Json, Member, Message
from web.practice.workspace import PracticeWorkspace

MOST_MESSAGES = 20


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One message with the time at which the person got it."""

    screen: Screen
    at: datetime

    @property
    def anchor(self) -> str:
        return anchor(self.screen.where)

    @property
    def clock(self) -> str:
        return f"{self.at:%H:%M}"


@dataclass(frozen=True, kw_only=True)
class Day:
    """The messages of one local day."""

    name: str
    entries: list[Entry]


def inbox(workspace: PracticeWorkspace, user_id: str, *, whole: bool) -> Json:
    """Return what the conversation's template needs; ``whole``: old messages too."""
    member = workspace.members[user_id]
    with workspace.lock:
        modal, home = workspace.open_view_of(user_id), workspace.home_of(user_id)
        messages = workspace.messages_of(user_id)
        shown = messages if whole else messages[-MOST_MESSAGES:]
        return {
            "member": member,
            "modal": view_screen(modal) if modal else None,
            "home": view_screen(home) if home else None,
            "notice": workspace.notices.get(user_id, ""),
            "days": _days(_entries(shown, member), today(workspace, member)),
            "newest": anchor(messages[-1].ts) if messages else "",
            "earlier": len(messages) - len(shown),
        }


def anchor(ts: str) -> str:
    """Return the id under which a message stands on the page."""
    return f"m-{ts}"


def marks(workspace: PracticeWorkspace, user_id: str) -> tuple[object, ...]:
    """Return something that differs as soon as the person sees something else."""
    with workspace.lock:
        view, home = workspace.open_view_of(user_id), workspace.home_of(user_id)
        return (
            tuple((one.ts, one.edited_ts) for one in workspace.messages_of(user_id)),
            (view.view_id, view.hash) if view else None,
            home.hash if home else None,
        )


def stamp(*things: object) -> str:
    """Return a short text that differs where the things do."""
    return blake2b(repr(things).encode(), digest_size=8).hexdigest()


def place(member: Member) -> str:
    """Return the city of the person's zone, in words."""
    return member.tz.rpartition("/")[2].replace("_", " ")


def local(workspace: PracticeWorkspace, member: Member) -> datetime:
    """Return the person's own present time."""
    return workspace.now().astimezone(ZoneInfo(member.tz))


def today(workspace: PracticeWorkspace, member: Member) -> date:
    """Return the person's own date."""
    return local(workspace, member).date()


def _entries(messages: Iterable[Message], member: Member) -> list[Entry]:
    zone = ZoneInfo(member.tz)
    return [
        Entry(
            at=datetime.fromtimestamp(float(one.ts), UTC).astimezone(zone),
            screen=Screen(
                where=one.ts,
                drawn=drawn(one.ts, one.blocks, {}, {}),
                text=one.text,
                is_ephemeral=one.is_ephemeral,
            ),
        )
        for one in messages
    ]


def _days(entries: list[Entry], present: date) -> list[Day]:
    return [
        Day(name=_day_name(day, present), entries=list(some))
        for day, some in groupby(entries, key=lambda entry: entry.at.date())
    ]


def _day_name(day: date, present: date) -> str:
    near = {present: "Today", present - timedelta(days=1): "Yesterday"}
    year = "" if day.year == present.year else f" {day.year}"
    return near.get(day, f"{day:%A} {day.day} {day:%B}{year}")
