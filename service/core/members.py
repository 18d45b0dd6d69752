"""An account of a Slack workspace, whose it is, and what Slack says of the moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from service.core.workday import Window

_OUTSIDE = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted")
_SLACKBOT = "USLACKBOT"
# Slack writes an instant that there is not as 0 or 1. Years beyond 3000 are none.
_FIRST, _LAST = 2, 32_503_680_000

MEETING_WITHOUT_END = timedelta(minutes=75)
"""How long a meeting in the status counts that has no end; each sync sets it anew."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """``is_employee`` is false for leavers, bots, guests and Slackbot.

    ``status_ends`` is None for a status that stays.
    """

    slack_user_id: str
    email: str | None
    timezone: str | None
    is_employee: bool
    status_emoji: str = ""
    status_ends: datetime | None = None

    def meeting_until(self, emoji: str, now: datetime) -> datetime | None:
        """Say until when a status with this emoji means a meeting, or None."""
        if self.status_emoji != emoji:
            return None
        until = self.status_ends or now + MEETING_WITHOUT_END
        return until if until > now else None


def read_member(account: Mapping[str, Any]) -> Member:
    """Read the user object of ``users.list``, ``team_join`` and ``user_change``."""
    profile = account.get("profile") or {}
    return Member(
        slack_user_id=account["id"],
        email=(profile.get("email") or "").lower() or None,
        timezone=account.get("tz"),
        is_employee=account["id"] != _SLACKBOT
        and not any(account.get(flag) for flag in _OUTSIDE),
        status_emoji=profile.get("status_emoji") or "",
        status_ends=_instant(profile.get("status_expiration")),
    )


def read_quiet(dnd_status: Mapping[str, Any], now: datetime) -> Window | None:
    """Read when Do-Not-Disturb is on, or comes next.

    ``dnd_enabled`` only says that there is a schedule. A snooze counts from now;
    the schedule that it runs into makes it longer.
    """
    scheduled = _scheduled(dnd_status)
    snoozed = _snoozed_until(dnd_status)
    if snoozed is None or snoozed <= now:
        return scheduled
    if scheduled is not None and scheduled.start <= snoozed:
        snoozed = max(snoozed, scheduled.end)
    return Window(start=now, end=snoozed)


def _scheduled(dnd_status: Mapping[str, Any]) -> Window | None:
    start = _instant(dnd_status.get("next_dnd_start_ts"))
    end = _instant(dnd_status.get("next_dnd_end_ts"))
    if not dnd_status.get("dnd_enabled") or start is None or end is None:
        return None
    return Window(start=start, end=end) if start < end else None


def _snoozed_until(dnd_status: Mapping[str, Any]) -> datetime | None:
    snoozes = dnd_status.get("snooze_enabled")
    return _instant(dnd_status.get("snooze_endtime")) if snoozes else None


def _instant(seconds: object) -> datetime | None:
    """Read Unix seconds; None where Slack says that there is no such instant."""
    if not isinstance(seconds, int) or not _FIRST <= seconds < _LAST:
        return None
    return datetime.fromtimestamp(seconds, UTC)
