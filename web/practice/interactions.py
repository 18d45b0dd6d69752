"""What a person does in Slack: presses, chooses, sends a form, closes it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from web.practice.forms import Place, entered, fields, places, problem
from web.practice.inbound import Delivery, deliver
from web.practice.payloads import (
    action_of,
    message_click,
    view_click,
    view_closed,
    view_sent,
)
from web.practice.state import State
from web.practice.values import (
    Answer,
    ApiError,
    Blocks,
    Impossible,
    Incomplete,
    Json,
    Message,
    OpenView,
    Outcome,
    outcome_of,
)
from web.practice.views import find_view, keep_view, push_modal, update_view

Values = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Click:
    """One tap: where (the ts of a message or the id of a view) and on what.

    ``repeat`` delivers the identical request so many times, as a double tap or a
    network that retries does.
    """

    user: str
    where: str
    action_id: str
    option_value: Any = None
    block_id: str | None = None
    repeat: int = 1


def click(state: State, click: Click) -> Outcome:
    """Deliver a tap on an element that stands in the message or view right now."""
    with state.lock:
        thing = _thing(state, click)
        place = _place(thing.blocks, click)
        action = action_of(state, place, click.option_value)
        payload = _clicked(state, thing, place, action)
    delivery = Delivery(payload=payload)
    return outcome_of(*(deliver(state, delivery) for _ in range(click.repeat)))


def enter(state: State, user_id: str, view_id: str, values: Values) -> OpenView:
    """Put answers into an open form without sending it."""
    with state.lock:
        view = _top(state, user_id, view_id)
        filled = replace(view, values=_filled(view, values), errors={})
        keep_view(state, filled)
        return filled


def submit(state: State, user_id: str, view_id: str, values: Values) -> Outcome:
    """Fill in and send the form on top; obey what the app answers.

    Raises Incomplete where Slack would not let the person send it.
    """
    view = enter(state, user_id, view_id, values)
    errors = _errors(view)
    if errors:
        keep_view(state, replace(view, errors=errors))
        raise Incomplete(errors)
    answer = deliver(state, Delivery(payload=view_sent(state, view)))
    if not answer.ok:
        return outcome_of(answer)
    with state.lock:
        return _obey(state, view, answer)


def close(
    state: State, user_id: str, view_id: str, *, whole_stack: bool = False
) -> Outcome:
    """Close the form on top, or all of them; the app hears of it if it asked to."""
    with state.lock:
        view = _top(state, user_id, view_id)
        _drop(state, view)
        if whole_stack or view.view.get("clear_on_close"):
            state.modals[user_id] = []
    if not view.view.get("notify_on_close"):
        return Outcome(statuses=())
    payload = view_closed(state, view, is_cleared=whole_stack)
    return outcome_of(deliver(state, Delivery(payload=payload)))


def _thing(state: State, click: Click) -> Message | OpenView:
    if click.where.startswith("V"):
        view = find_view(state, click.where)
        if view is None or view.user != click.user:
            raise Impossible(f"{click.user} has no open view {click.where}.")
        return view
    for message in state.messages_with(click.user):
        if message.ts == click.where:
            return message
    raise Impossible(f"{click.user} has no message {click.where}.")


def _place(blocks: Blocks, click: Click) -> Place:
    found = [
        place
        for place in places(blocks)
        if place.action_id == click.action_id
        and click.block_id in {None, place.block_id}
    ]
    if len(found) != 1:
        count = len(found) or "no"
        raise Impossible(f"{click.where} has {count} elements {click.action_id!r}.")
    return found[0]


def _clicked(
    state: State, thing: Message | OpenView, place: Place, action: Json
) -> Json:
    if isinstance(thing, Message):
        return message_click(state, thing, action)
    if place.kind in {"button", "overflow"}:
        return view_click(state, thing, action)
    values = {block_id: dict(block) for block_id, block in thing.values.items()}
    given = {k: v for k, v in action.items() if not k.startswith(("action_", "block"))}
    values[place.block_id][place.action_id] = given
    changed = replace(thing, values=values)
    keep_view(state, changed)
    return view_click(state, changed, action)


def _top(state: State, user_id: str, view_id: str) -> OpenView:
    stack = state.modals.get(user_id, [])
    if not stack or stack[-1].view_id != view_id:
        raise Impossible(f"The view {view_id} is not on top for {user_id}.")
    return stack[-1]


def _filled(view: OpenView, values: Values) -> dict[str, dict[str, Json]]:
    known = {(one.block_id, one.action_id): one for one in fields(view.blocks)}
    filled = {block_id: dict(block) for block_id, block in view.values.items()}
    for block_id, block in values.items():
        for action_id, given in block.items():
            place = known.get((block_id, action_id))
            if place is None:
                raise Impossible(f"The view has no input {block_id}/{action_id}.")
            filled[block_id][action_id] = entered(place.element, given)
    return filled


def _errors(view: OpenView) -> dict[str, str]:
    errors = {
        place.block_id: problem(place, view.values[place.block_id][place.action_id])
        for place in fields(view.blocks)
    }
    return {block_id: text for block_id, text in errors.items() if text}


def _drop(state: State, view: OpenView) -> None:
    stack = state.modals.get(view.user, [])
    state.modals[view.user] = [one for one in stack if one.view_id != view.view_id]


def _obey(state: State, view: OpenView, answer: Answer) -> Outcome:
    body = answer.body if isinstance(answer.body, Mapping) else {}
    action = body.get("response_action")
    if action == "errors":
        return _show_errors(state, view, answer)
    try:
        _change_views(state, view, body)
    except ApiError as error:
        return outcome_of(answer, problems=error.messages or [error.code])
    return outcome_of(answer)


def _show_errors(state: State, view: OpenView, answer: Answer) -> Outcome:
    errors = dict(answer.body.get("errors") or {})
    inputs = {place.block_id for place in fields(view.blocks) if place.is_input}
    keep_view(state, replace(view, errors=errors))
    strange = [
        f"errors names {name!r}, not an input." for name in errors.keys() - inputs
    ]
    problems = strange if errors else ["errors is empty."]
    return replace(outcome_of(answer, problems=problems), errors=errors)


def _change_views(state: State, view: OpenView, body: Mapping[str, Any]) -> None:
    match body.get("response_action"):
        case None:
            _drop(state, view)
        case "clear":
            state.modals[view.user] = []
        case "update":
            update_view(state, view, body.get("view") or {})
        case "push":
            push_modal(state, view.user, body.get("view") or {})
        case other:
            raise ApiError(f"unknown response_action {other!r}")
