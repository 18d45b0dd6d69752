"""Builds the payloads of interactions with the fields that Slack gives them."""

from collections.abc import Mapping
from typing import Any

from web.practice.forms import FIELDS, Place, entered, fields, first_state
from web.practice.state import State
from web.practice.values import Impossible, Json, Message, OpenView


def interaction(state: State, kind: str, user_id: str, *, pushes: bool) -> Json:
    """Return what all interactions have; the trigger is fresh."""
    name = state.members[user_id].name.lower().replace(" ", ".")
    return {
        "type": kind,
        "team": {"id": state.team_id, "domain": "practice"},
        "user": {
            "id": user_id,
            "username": name,
            "name": name,
            "team_id": state.team_id,
        },
        "api_app_id": state.app_id,
        "token": "practice-verification-token",
        "trigger_id": state.new_trigger(user_id, pushes=pushes),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def message_click(state: State, message: Message, action: Json) -> Json:
    """Return the block_actions payload for an element of a message."""
    values = {
        place.block_id: {place.action_id: first_state(place.element)}
        for place in fields(message.blocks)
    }
    return {
        **interaction(state, "block_actions", message.user, pushes=False),
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": message.is_ephemeral,
        },
        "channel": {"id": message.channel, "name": "directmessage"},
        "message": message_object(state, message),
        "response_url": state.new_response_url(
            message.channel, message.user, message.ts
        ),
        "actions": [action],
        "state": {"values": _with_action(values, action)},
    }


def view_click(state: State, view: OpenView, action: Json) -> Json:
    """Return the block_actions payload for an element of a modal or Home tab."""
    return {
        **interaction(state, "block_actions", view.user, pushes=_is_modal(view)),
        "container": {"type": "view", "view_id": view.view_id},
        "view": view_object(state, view),
        "actions": [action],
    }


def view_sent(state: State, view: OpenView) -> Json:
    """Return the view_submission payload."""
    return {
        **interaction(state, "view_submission", view.user, pushes=True),
        "view": view_object(state, view),
        "response_urls": [],
    }


def view_closed(state: State, view: OpenView, *, is_cleared: bool) -> Json:
    """Return the view_closed payload, which has no trigger."""
    payload = interaction(state, "view_closed", view.user, pushes=False)
    del payload["trigger_id"]
    view_now = view_object(state, view)
    return {**payload, "view": view_now, "is_cleared": is_cleared}


def action_of(state: State, place: Place, value: Any) -> Json:
    """Return what happened to one element, as an entry of ``actions``."""
    action: Json = {
        "type": place.kind,
        "action_id": place.action_id,
        "block_id": place.block_id,
        "action_ts": state.new_ts(),
    }
    if place.kind == "button":
        kept = {k: place.element[k] for k in ("text", "value") if k in place.element}
        return {**action, **kept}
    chosen = entered(place.element, value)
    field = FIELDS[place.kind]
    if field.is_offered and chosen[field.answer] is None:
        raise Impossible(f"No option of {place.action_id} was chosen.")
    return {**action, **chosen}


def message_object(state: State, message: Message) -> Json:
    """Return a message as conversations.history shows it, without metadata."""
    shown: Json = {
        "type": "message",
        "user": state.bot_user_id,
        "bot_id": state.bot_id,
        "app_id": state.app_id,
        "team": state.team_id,
        "ts": message.ts,
        "text": message.text,
        "blocks": list(message.blocks),
    }
    if message.edited_ts is None:
        return shown
    edited = {"user": state.bot_user_id, "ts": message.edited_ts}
    return {**shown, "edited": edited}


def view_object(state: State, view: OpenView) -> Json:
    """Return a view as the API and the payloads show it."""
    given = view.view
    return {
        "id": view.view_id,
        "team_id": state.team_id,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "title": None,
        "close": None,
        "submit": None,
        **given,
        "state": {"values": {k: dict(v) for k, v in view.values.items()}},
        "hash": view.hash,
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": state.app_id,
        "app_installed_team_id": state.team_id,
        "bot_id": state.bot_id,
    }


def _with_action(values: dict[str, Any], action: Mapping[str, Any]) -> Json:
    field = FIELDS.get(action["type"])
    if field is None or action["type"] == "overflow":
        return values
    state = {"type": action["type"], field.answer: action[field.answer]}
    block = values.get(action["block_id"], {})
    return {**values, action["block_id"]: {**block, action["action_id"]: state}}


def _is_modal(view: OpenView) -> bool:
    return bool(view.view["type"] == "modal")
