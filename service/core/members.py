"""An account of a Slack workspace, and whether an employee stands behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_OUTSIDE = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted")
_SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, kw_only=True)
class Member:
    """``is_employee`` is false for leavers, bots, guests and Slackbot."""

    slack_user_id: str
    email: str | None
    timezone: str | None
    is_employee: bool


def read_member(account: Mapping[str, Any]) -> Member:
    """Read the user object of ``users.list``, ``team_join`` and ``user_change``."""
    profile = account.get("profile") or {}
    return Member(
        slack_user_id=account["id"],
        email=(profile.get("email") or "").lower() or None,
        timezone=account.get("tz"),
        is_employee=account["id"] != _SLACKBOT
        and not any(account.get(flag) for flag in _OUTSIDE),
    )
