"""Delivers a slash command and shows the line that the app answers with."""

from collections.abc import Mapping

from web.practice.inbound import Delivery, Kind, deliver
from web.practice.state import State
from web.practice.values import Answer, Impossible, Json, Message, Outcome, outcome_of

NO_MESSAGES = "Sending messages to this app has been turned off."


def command(state: State, user_id: str, typed: str) -> Outcome:
    """Run what somebody typed: ``/unhunch help``.

    Raises Impossible for what is no command of the app.
    """
    name, _, text = typed.strip().partition(" ")
    if not name.startswith("/"):
        raise Impossible(NO_MESSAGES)
    if name not in state.commands:
        raise Impossible(f"{name} is not a valid command.")
    with state.lock:
        payload = _payload(state, user_id, name, text.strip())
    answer = deliver(state, Delivery(payload=payload, kind=Kind.COMMAND))
    if answer.ok:
        _show(state, user_id, answer)
    return outcome_of(answer)


def _payload(state: State, user_id: str, name: str, text: str) -> Json:
    channel = state.channel_of(user_id)
    return {
        "token": "practice-verification-token",
        "team_id": state.team_id,
        "team_domain": "practice",
        "channel_id": channel,
        "channel_name": "directmessage",
        "user_id": user_id,
        "user_name": state.members[user_id].name.lower().replace(" ", "."),
        "command": name,
        "text": text,
        "api_app_id": state.app_id,
        "is_enterprise_install": "false",
        "response_url": state.new_response_url(channel, user_id, ""),
        "trigger_id": state.new_trigger(user_id, pushes=False),
    }


def _show(state: State, user_id: str, answer: Answer) -> None:
    body = answer.body if isinstance(answer.body, Mapping) else {"text": answer.body}
    if not body.get("text"):
        return
    with state.lock:
        state.keep_message(
            Message(
                channel=state.channel_of(user_id),
                user=user_id,
                ts=state.new_ts(),
                text=body["text"],
                blocks=[],
                is_ephemeral=body.get("response_type") != "in_channel",
            )
        )
