"""The Web API of the practice workspace: which methods there are, and who may call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from web.practice import api_files, api_messages, api_people, api_views
from web.practice.state import State
from web.practice.values import ApiError, Json

Method = Callable[[State, Mapping[str, Any]], Json]


def _auth_test(state: State, _: Mapping[str, Any]) -> Json:
    return {
        "url": f"{state.base_url}/",
        "team": state.team_name,
        "team_id": state.team_id,
        "user": state.members[state.bot_user_id].name.lower(),
        "user_id": state.bot_user_id,
        "bot_id": state.bot_id,
        "is_enterprise_install": False,
    }


def _auth_revoke(state: State, _: Mapping[str, Any]) -> Json:
    state.token_error = "token_revoked"  # noqa: S105 - an error's name
    return {"revoked": True}


def _apps_uninstall(state: State, _: Mapping[str, Any]) -> Json:
    state.token_error = "account_inactive"  # noqa: S105 - an error's name
    return {}


def _connections_open(state: State, _: Mapping[str, Any]) -> Json:
    address = state.base_url.replace("http", "ws", 1)
    ticket = state.sockets.new_ticket()
    return {"url": f"{address}/socket?ticket={ticket}&team={state.team_id}"}


METHODS: Mapping[str, Method] = {
    "auth.test": _auth_test,
    "auth.revoke": _auth_revoke,
    "apps.uninstall": _apps_uninstall,
    "apps.connections.open": _connections_open,
    "users.list": api_people.list_users,
    "users.info": api_people.show_user,
    "dnd.info": api_people.show_dnd,
    "dnd.teamInfo": api_people.show_team_dnd,
    "conversations.open": api_messages.open_conversation,
    "conversations.history": api_messages.show_history,
    "chat.postMessage": api_messages.post_message,
    "chat.update": api_messages.update_message,
    "chat.delete": api_messages.delete_message,
    "files.getUploadURLExternal": api_files.get_upload_url,
    "files.completeUploadExternal": api_files.complete_upload,
    "views.open": api_views.open_view,
    "views.push": api_views.push_view,
    "views.update": api_views.update_a_view,
    "views.publish": api_views.publish_view,
}

FOR_APP_TOKENS = frozenset({"apps.connections.open"})


@dataclass(frozen=True, kw_only=True)
class Request:
    """One call: the method's name, the token it came with, its arguments."""

    method: str
    token: str
    args: Mapping[str, Any]


def answer(state: State, request: Request) -> Json:
    """Do what the call asks; raises ApiError where Slack says ``ok: false``."""
    wanted = state.app_token if request.method in FOR_APP_TOKENS else state.bot_token
    if request.method not in METHODS:
        raise ApiError("unknown_method")
    if state.token_error is not None:
        raise ApiError(state.token_error)
    if request.token != wanted:
        raise ApiError("not_allowed_token_type")
    with state.lock:
        return {"ok": True, **METHODS[request.method](state, request.args)}


def subject(state: State, args: Mapping[str, Any]) -> str | None:
    """Return the user whom a call concerns, for faults meant for one person."""
    trigger = state.triggers.get(str(args.get("trigger_id")))
    if trigger is not None:
        return trigger.user
    named = args.get("user_id") or args.get("user") or args.get("channel")
    named = named or args.get("users")
    return state.channels.get(str(named), str(named) if named else None)
