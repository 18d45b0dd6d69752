"""Takes what the app posts to the response_url of an interaction."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from web.practice.api_messages import changed_message, check_content
from web.practice.state import State
from web.practice.values import ApiError, Message, ResponseUrl

MOST_USES = 5
LIFE = timedelta(minutes=30)


def respond(state: State, url_id: str, body: Mapping[str, Any]) -> None:
    """Replace or delete the message pressed on, or post a new one.

    Raises ApiError with ``used_url`` after five uses and ``expired_url`` after half an
    hour, as Slack answers.
    """
    with state.lock:
        place = _used(state, url_id)
        original = state.messages[place.channel].get(place.ts)
        if body.get("delete_original"):
            state.messages[place.channel].pop(place.ts, None)
        elif body.get("replace_original"):
            _replace(state, original, body)
        else:
            _post(state, place, body)


def _used(state: State, url_id: str) -> ResponseUrl:
    place = state.response_urls.get(url_id)
    if place is None or state.now() - place.made_at > LIFE:
        raise ApiError("expired_url")
    if place.uses >= MOST_USES:
        raise ApiError("used_url")
    used = replace(place, uses=place.uses + 1)
    state.response_urls[url_id] = used
    return used


def _replace(state: State, original: Message | None, body: Mapping[str, Any]) -> None:
    if original is None:
        raise ApiError("message_not_found")
    # Unlike chat.update, a replacement without blocks has none.
    changed_message(state, original, body.get("text") or "", body.get("blocks") or [])


def _post(state: State, place: ResponseUrl, body: Mapping[str, Any]) -> None:
    text, blocks = body.get("text") or "", body.get("blocks") or []
    check_content(state, text, blocks)
    state.keep_message(
        Message(
            channel=place.channel,
            user=place.user,
            ts=state.new_ts(),
            text=text,
            blocks=state.blocks_with_ids(blocks),
            is_ephemeral=body.get("response_type") != "in_channel",
        )
    )
