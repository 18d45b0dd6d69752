"""Web API: the accounts of the workspace and their Do-Not-Disturb hours."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from web.practice.state import State
from web.practice.values import ApiError, Json

MOST_USERS_PER_DND_CALL = 50


def list_users(state: State, args: Mapping[str, Any]) -> Json:
    """users.list: at most ``page_size`` accounts, and a cursor to the next."""
    users = list(state.members.values())
    start = _start(args.get("cursor"), list(state.members))
    limit = int(args.get("limit") or state.page_size)
    end = start + max(1, min(limit, state.page_size))
    return {
        "members": [
            user.as_slack(state.team_id, state.now()) for user in users[start:end]
        ],
        "cache_ts": int(state.now().timestamp()),
        "response_metadata": {
            "next_cursor": _cursor(users[end].user_id) if end < len(users) else ""
        },
    }


def show_user(state: State, args: Mapping[str, Any]) -> Json:
    """users.info."""
    member = state.member(args.get("user"))
    return {"user": member.as_slack(state.team_id, state.now())}


def show_dnd(state: State, args: Mapping[str, Any]) -> Json:
    """dnd.info: the schedule and, unlike teamInfo, the snooze."""
    member = state.member(args.get("user"))
    now = int(state.now().timestamp())
    if member.snooze_until <= now:
        return {**member.dnd(), "snooze_enabled": False}
    return {
        **member.dnd(),
        "snooze_enabled": True,
        "snooze_endtime": member.snooze_until,
        "snooze_remaining": member.snooze_until - now,
    }


def show_team_dnd(state: State, args: Mapping[str, Any]) -> Json:
    """dnd.teamInfo: up to fifty people in one call."""
    given = args.get("users") or ""
    ids = given if isinstance(given, list) else [one for one in given.split(",") if one]
    if len(ids) > MOST_USERS_PER_DND_CALL:
        raise ApiError("too_many_users")
    known = [state.members[one] for one in ids if one in state.members]
    return {"users": {member.user_id: member.dnd() for member in known}}


def _cursor(user_id: str) -> str:
    return b64encode(f"user:{user_id}".encode()).decode()


def _start(cursor: Any, ids: list[str]) -> int:
    if not cursor:
        return 0
    try:
        user_id = b64decode(str(cursor)).decode().removeprefix("user:")
        return ids.index(user_id)
    except ValueError:
        raise ApiError("invalid_cursor") from None
