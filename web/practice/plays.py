"""What a visitor may do to a person's day, and to Slack itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Unpack
from zoneinfo import ZoneInfo

from web.practice.behind import Play
from web.practice.faults import Fault, Kind
from web.practice.values import Member, Outcome
from web.practice.workspace import PracticeWorkspace, Trouble

DAY = "Your day"
SLACK = "Slack in trouble"

POST = "chat.postMessage"
QUIET_SECONDS = 3_600
MEETING_SECONDS = 1_800
MEETING_EMOJI = ":spiral_calendar_pad:"
UNHEARD = "The service was not there to hear of it."

Act = Callable[[PracticeWorkspace, str], str]


@dataclass(frozen=True, kw_only=True)
class OwnPlay:
    """A play for which a practice workspace is enough."""

    label: str
    hint: str
    group: str
    act: Act
    fits: Callable[[PracticeWorkspace, str], bool] = lambda _workspace, _user: True
    """Whether there is a point in offering it now."""


def own_plays(
    workspace: PracticeWorkspace, user_id: str, *, everything: bool = False
) -> list[Play]:
    """Return the plays that make a difference now, or all of them."""
    return [
        Play(
            name=name,
            label=one.label,
            hint=one.hint,
            group=one.group,
            act=partial(one.act, workspace),
        )
        for name, one in _PLAYS.items()
        if everything or one.fits(workspace, user_id)
    ]


def present(workspace: PracticeWorkspace, user_id: str) -> list[str]:
    """Say in words what stands in the way of a message to this person."""
    member = workspace.members[user_id]
    now = workspace.now().timestamp()
    quiet, away = _quiet_until(member, now), _away(member, now)
    armed = [one for one in workspace.faults.due() if one.concerns(POST, user_id)]
    return [
        *([f"Do Not Disturb until {_clock(member, quiet)}"] if quiet else []),
        *([away] if away else []),
        *(_ARMED.get(one.kind, _other)(one) for one in armed),
    ]


def _start_quiet(workspace: PracticeWorkspace, user_id: str) -> str:
    start = int(workspace.now().timestamp())
    end = start + QUIET_SECONDS
    outcome = workspace.event("dnd_updated_user", user=user_id, start=start, end=end)
    member = workspace.members[user_id]
    return _told(f"Do Not Disturb until {_clock(member, end)}.", outcome)


def _end_quiet(workspace: PracticeWorkspace, user_id: str) -> str:
    workspace.change_member(user_id, snooze_until=0)
    outcome = workspace.event("dnd_updated_user", user=user_id, start=1, end=1)
    return _told("Do Not Disturb has ended.", outcome)


def _start_meeting(workspace: PracticeWorkspace, user_id: str) -> str:
    end = int(workspace.now().timestamp()) + MEETING_SECONDS
    outcome = workspace.event(
        "user_change",
        user=user_id,
        status_emoji=MEETING_EMOJI,
        status_text="In a meeting",
        status_expiration=end,
    )
    member = workspace.members[user_id]
    return _told(f"In a meeting until {_clock(member, end)}.", outcome)


def _end_meeting(workspace: PracticeWorkspace, user_id: str) -> str:
    outcome = workspace.event(
        "user_change",
        user=user_id,
        status_emoji="",
        status_text="",
        status_expiration=0,
    )
    return _told("The meeting is over.", outcome)


def _arm(kind: Kind, told: str, **trouble: Unpack[Trouble]) -> Act:
    def act(workspace: PracticeWorkspace, user_id: str) -> str:
        how: Trouble = {**trouble, "user": user_id}
        workspace.add_fault(POST, kind, **how)
        return told

    return act


def _calm(workspace: PracticeWorkspace, _user_id: str) -> str:
    workspace.clear_faults()
    return "Slack is well again."


def _told(text: str, outcome: Outcome) -> str:
    return text if outcome.ok else f"{text} {UNHEARD}"


def _in_quiet(workspace: PracticeWorkspace, user_id: str) -> bool:
    now = workspace.now().timestamp()
    return bool(_quiet_until(workspace.members[user_id], now))


def _in_meeting(workspace: PracticeWorkspace, user_id: str) -> bool:
    now = workspace.now().timestamp()
    return bool(_away(workspace.members[user_id], now))


def _in_trouble(workspace: PracticeWorkspace, user_id: str) -> bool:
    return any(fault.user in {None, user_id} for fault in workspace.faults.due())


def _not(fits: Callable[[PracticeWorkspace, str], bool]) -> Callable[..., bool]:
    return lambda workspace, user_id: not fits(workspace, user_id)


def _quiet_until(member: Member, now: float) -> int:
    planned = member.dnd_end if member.dnd_start <= now < member.dnd_end else 0
    snoozed = member.snooze_until if member.snooze_until > now else 0
    return max(planned, snoozed)


def _away(member: Member, now: float) -> str:
    """Say what the status says, as long as it holds; without an end it holds on."""
    end = member.status_expiration
    said = member.status_text or member.status_emoji
    if not said or 0 < end <= now:
        return ""
    return f"{said} until {_clock(member, end)}" if end else said


def _clock(member: Member, seconds: int) -> str:
    at = datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(member.tz))
    return f"{at:%H:%M}"


def _other(fault: Fault) -> str:
    return f"Slack's next answer is spoiled ({fault.kind.replace('_', ' ')})"


_ARMED: Mapping[Kind, Callable[[Fault], str]] = {
    Kind.SLOW: lambda one: f"Slack takes {one.seconds:g} seconds for the next message",
    Kind.DROP_AFTER: lambda _: "Slack's answer to the next message gets lost",
    Kind.RATE_LIMITED: lambda one: (
        f"Slack asks to wait {one.retry_after} seconds before the next message"
    ),
}

_PLAYS: Mapping[str, OwnPlay] = {
    "dnd": OwnPlay(
        label="Do Not Disturb for an hour",
        hint="Nothing comes meanwhile. The next nudge moves, or falls away.",
        group=DAY,
        act=_start_quiet,
        fits=_not(_in_quiet),
    ),
    "dnd-end": OwnPlay(
        label="End Do Not Disturb",
        hint="What was put off may come now.",
        group=DAY,
        act=_end_quiet,
        fits=_in_quiet,
    ),
    "meeting": OwnPlay(
        label="In a meeting for 30 minutes",
        hint="The next nudge waits until the meeting is over.",
        group=DAY,
        act=_start_meeting,
        fits=_not(_in_meeting),
    ),
    "meeting-end": OwnPlay(
        label="End the meeting",
        hint="What was put off may come now.",
        group=DAY,
        act=_end_meeting,
        fits=_in_meeting,
    ),
    "slow": OwnPlay(
        label="Make Slack slow",
        hint="The next message takes three seconds. It still comes once.",
        group=SLACK,
        act=_arm(Kind.SLOW, "The next message takes three seconds.", seconds=3),
    ),
    "lose": OwnPlay(
        label="Lose Slack's next answer",
        hint="The message comes, and the service cannot know. It never sends it again.",
        group=SLACK,
        act=_arm(Kind.DROP_AFTER, "Slack's answer to the next message gets lost."),
    ),
    "wait": OwnPlay(
        label="Slack asks to wait a minute",
        hint="The next nudge comes a minute later.",
        group=SLACK,
        act=_arm(
            Kind.RATE_LIMITED,
            "Slack refuses the next message and asks to wait a minute.",
            retry_after=60,
        ),
    ),
    "calm": OwnPlay(
        label="Clear Slack's troubles",
        hint="Slack takes the next message as always.",
        group=SLACK,
        act=_calm,
        fits=_in_trouble,
    ),
}
