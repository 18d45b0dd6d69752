"""Web API: direct messages sent, changed, taken back and found again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from service.blocks.limits import MESSAGE_TEXT, message_problems, metadata_problems
from web.practice.api_files import file_problems
from web.practice.payloads import message_object
from web.practice.state import State
from web.practice.values import ApiError, Blocks, Json, Message, Posted

UPDATE_TEXT = 4_000
TRUE = {True, "true", "1"}


def open_conversation(state: State, args: Mapping[str, Any]) -> Json:
    """conversations.open with one person."""
    member = state.member(args.get("users"))
    if member.deleted:
        raise ApiError("user_disabled")
    if not member.is_reachable:
        raise ApiError("cannot_dm_bot")
    is_new = member.user_id not in state.channels.values()
    channel = state.channel_of(member.user_id)
    return {"no_op": not is_new, "already_open": not is_new, "channel": {"id": channel}}


def post_message(state: State, args: Mapping[str, Any]) -> Json:
    """chat.postMessage to a user id or a direct-message channel.

    A leaver is ``channel_not_found``: Slack uses ``account_inactive`` for the token of
    a gone workspace, and ``user_disabled`` in conversations.open only.
    """
    user_id = _addressee(state, args.get("channel"))
    text, blocks = args.get("text") or "", args.get("blocks") or []
    metadata = args.get("metadata")
    check_content(state, text, blocks, metadata)
    channel = state.channel_of(user_id)
    at = state.now()
    state.limits.count(channel, at)
    ts = state.new_ts()
    message = Message(
        channel=channel,
        user=user_id,
        ts=ts,
        text=text,
        blocks=state.blocks_with_ids(blocks),
        metadata=metadata,
    )
    state.keep_message(message)
    state.ledger.append(
        Posted(user=user_id, at=at, ts=ts, text=text, blocks=blocks, channel=channel)
    )
    return {"channel": channel, "ts": ts, "message": message_object(state, message)}


def update_message(state: State, args: Mapping[str, Any]) -> Json:
    """chat.update: needs the channel id; blocks not given stay as they are."""
    message = _found(state, args)
    text = args.get("text", message.text) or ""
    blocks = args.get("blocks")
    if len(text) > UPDATE_TEXT:
        raise ApiError("msg_too_long")
    changed = changed_message(state, message, text, blocks)
    shown = message_object(state, changed)
    return {
        "channel": changed.channel,
        "ts": changed.ts,
        "text": text,
        "message": shown,
    }


def delete_message(state: State, args: Mapping[str, Any]) -> Json:
    """chat.delete."""
    message = _found(state, args)
    del state.messages[message.channel][message.ts]
    return {"channel": message.channel, "ts": message.ts}


def show_history(state: State, args: Mapping[str, Any]) -> Json:
    """conversations.history: newest first, older ones behind a cursor."""
    kept = state.messages.get(str(args.get("channel")))
    if kept is None:
        raise ApiError("channel_not_found")
    found = [one for one in kept.values() if _is_between(one, args)]
    limit = max(1, int(args.get("limit") or 100))
    page = sorted(found, key=lambda one: _instant(one.ts), reverse=True)[:limit]
    has_more = len(found) > len(page)
    with_metadata = args.get("include_all_metadata") in TRUE
    return {
        "messages": [_history_entry(state, one, with_metadata) for one in page],
        "has_more": has_more,
        "response_metadata": {"next_cursor": page[-1].ts if has_more else ""},
    }


def changed_message(
    state: State, message: Message, text: str, blocks: Blocks | None
) -> Message:
    """Put other content into a message and keep it; None keeps its blocks."""
    check_content(state, text, message.blocks if blocks is None else blocks)
    if blocks is not None:
        message = replace(message, blocks=state.blocks_with_ids(blocks))
    changed = replace(message, text=text, edited_ts=state.new_ts())
    state.keep_message(changed)
    return changed


def check_content(
    state: State, text: str, blocks: Blocks, metadata: Mapping[str, Any] | None = None
) -> None:
    """Raise the error Slack gives for content it does not take."""
    if not text and not blocks:
        raise ApiError("no_text")
    if len(text) > MESSAGE_TEXT:
        raise ApiError("msg_too_long")
    problems = message_problems(text, blocks) or file_problems(state, blocks)
    if problems:
        raise ApiError("invalid_blocks", problems)
    wrong = metadata_problems(metadata) if metadata is not None else []
    if wrong:
        raise ApiError("invalid_metadata_format", wrong)


def _addressee(state: State, channel: Any) -> str:
    user_id = state.channels.get(str(channel), str(channel))
    member = state.members.get(user_id)
    if member is None or not member.is_reachable:
        raise ApiError("channel_not_found")
    return user_id


def _found(state: State, args: Mapping[str, Any]) -> Message:
    kept = state.messages.get(str(args.get("channel")))
    if kept is None:
        raise ApiError("channel_not_found")
    message = kept.get(str(args.get("ts")))
    if message is None or message.is_ephemeral:
        raise ApiError("message_not_found")
    return message


def _is_between(message: Message, args: Mapping[str, Any]) -> bool:
    at = _instant(message.ts)
    oldest = _instant(args.get("oldest") or "0")
    latest = _instant(args.get("latest") or "inf")
    before = _instant(args.get("cursor") or "inf")
    edges = {oldest, latest} if args.get("inclusive") in TRUE else set()
    inside = oldest < at < latest or at in edges
    return inside and at < before and not message.is_ephemeral


def _instant(ts: Any) -> float:
    try:
        return float(ts)
    except ValueError:
        raise ApiError("invalid_ts_latest") from None


def _history_entry(state: State, message: Message, with_metadata: bool) -> Json:  # noqa: FBT001 - Slack's own switch
    entry = message_object(state, message)
    if message.metadata is None:
        return entry
    name = {"event_type": message.metadata["event_type"]}
    return {**entry, "metadata": dict(message.metadata) if with_metadata else name}
