"""What happens in a workspace by itself: people join, change, leave; apps go."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from web.practice.inbound import Delivery, Kind, deliver
from web.practice.payloads import view_object
from web.practice.state import State
from web.practice.values import Answer, Impossible, Json, Member, Outcome, outcome_of


def happen(
    state: State, kind: str, fields: Mapping[str, Any], repeat: int = 1
) -> Outcome:
    """Change the workspace as the event says, and deliver the event.

    An event not answered with 200 comes again after each of ``event_retries``; those
    without a delay before this returns. ``repeat`` delivers the same event (one
    event_id) so many times although it was taken.
    """
    build = _EVENTS.get(kind, _as_given)
    with state.lock:
        event = {"type": kind, **build(state, fields), "event_ts": state.new_ts()}
        payload = _callback(state, event)
    answers = [_delivered(state, payload) for _ in range(repeat)]
    return outcome_of(*(answer for tried in answers for answer in tried))


def _delivered(state: State, payload: Json) -> list[Answer]:
    answers = [deliver(state, Delivery(payload=payload, kind=Kind.EVENT))]
    for number, delay in enumerate(state.event_retries, start=1):
        if answers[-1].ok or answers[-1].no_retry:
            break
        again = Delivery(
            payload=payload,
            kind=Kind.EVENT,
            retry=number,
            retry_reason=answers[-1].reason or "unknown_error",
        )
        if delay:
            _later(state, again, number)
            break
        answers.append(deliver(state, again))
    return answers


def _later(state: State, delivery: Delivery, number: int) -> None:
    def wait_and_deliver() -> None:
        if state.stopping.wait(state.event_retries[number - 1]):
            return
        answer = deliver(state, delivery)
        if answer.ok or answer.no_retry or number >= len(state.event_retries):
            return
        again = replace(delivery, retry=number + 1, retry_reason=answer.reason)
        _later(state, again, number + 1)

    threading.Thread(target=wait_and_deliver, daemon=True).start()


def _callback(state: State, event: Json) -> Json:
    return {
        "token": "practice-verification-token",
        "team_id": state.team_id,
        "context_team_id": state.team_id,
        "api_app_id": state.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": state.new_id("Ev"),
        "event_time": int(state.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": state.team_id,
                "user_id": state.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def _joined(state: State, fields: Mapping[str, Any]) -> Json:
    user_id = fields["user"]
    if user_id in state.members:
        raise Impossible(f"{user_id} is already a member.")
    given = {k: v for k, v in fields.items() if k != "user"}
    member = Member(user_id=user_id, **{"name": user_id, **given})
    state.members[user_id] = member
    return {"user": member.as_slack(state.team_id, state.now())}


def _changed(state: State, fields: Mapping[str, Any]) -> Json:
    changes = {k: v for k, v in fields.items() if k != "user"}
    member = replace(_member(state, fields), **changes)
    state.members[member.user_id] = member
    user = member.as_slack(state.team_id, state.now())
    return {"user": user, "cache_ts": int(state.now().timestamp())}


def _home_opened(state: State, fields: Mapping[str, Any]) -> Json:
    user_id = _member(state, fields).user_id
    home = state.homes.get(user_id)
    return {
        "user": user_id,
        "channel": state.channel_of(user_id),
        "tab": fields.get("tab", "home"),
        **({"view": view_object(state, home)} if home else {}),
    }


def _dnd_changed(state: State, fields: Mapping[str, Any]) -> Json:
    member = replace(
        _member(state, fields),
        dnd_start=int(fields.get("start", 1)),
        dnd_end=int(fields.get("end", 1)),
    )
    state.members[member.user_id] = member
    return {"user": member.user_id, "dnd_status": member.dnd()}


def _uninstalled(state: State, _: Mapping[str, Any]) -> Json:
    state.token_error = "account_inactive"  # noqa: S105 - an error's name
    return {}


def _revoked(state: State, _: Mapping[str, Any]) -> Json:
    state.token_error = "token_revoked"  # noqa: S105 - an error's name
    return {"tokens": {"oauth": [], "bot": [state.bot_user_id]}}


def _as_given(_: State, fields: Mapping[str, Any]) -> Json:
    return dict(fields)


def _member(state: State, fields: Mapping[str, Any]) -> Member:
    member = state.members.get(str(fields.get("user")))
    if member is None:
        raise Impossible(f"There is no member {fields.get('user')!r}.")
    return member


_EVENTS: Mapping[str, Callable[[State, Mapping[str, Any]], Json]] = {
    "team_join": _joined,
    "user_change": _changed,
    "app_home_opened": _home_opened,
    "dnd_updated_user": _dnd_changed,
    "app_uninstalled": _uninstalled,
    "tokens_revoked": _revoked,
}
