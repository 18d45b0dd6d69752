"""What a visitor's forms do: press, choose, send, close, open the Home tab."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import request

from web.practice.forms import Place, fields, places
from web.practice.inbox import marks
from web.practice.values import Impossible, Incomplete, OpenView, Outcome
from web.practice.workspace import PracticeWorkspace

Act = Callable[[PracticeWorkspace, str], Outcome]

TROUBLE = "We had some trouble connecting. Try again in a moment."
CHANGED = "This form has changed meanwhile. Please look at it again."

_LOOK_EVERY_S = 0.02
_PATIENCE = 20
"""How often to look, after a press, whether the app has shown something."""


def done(act: Act, workspace: PracticeWorkspace, user_id: str) -> str:
    """Do what the form asks; gives a notice where that did not work."""
    try:
        outcome = act(workspace, user_id)
    except Incomplete:
        return ""
    except Impossible as refused:
        return str(refused)
    if outcome.problems:
        return " ".join(outcome.problems)
    return "" if outcome.ok or outcome.errors else TROUBLE


def _click(workspace: PracticeWorkspace, user_id: str) -> Outcome:
    form = request.form
    chosen: Any = form.getlist("option") if "many" in form else form.get("option")
    before = marks(workspace, user_id)
    outcome = workspace.click(
        user_id,
        form.get("where", ""),
        form.get("action_id", ""),
        chosen,
        block_id=form.get("block_id"),
    )
    if outcome.ok:
        _wait_for_more(workspace, user_id, before)
    return outcome


def _send(workspace: PracticeWorkspace, user_id: str) -> Outcome:
    view = workspace.open_view_of(user_id)
    if view is None or view.hash != request.form.get("hash"):
        raise Impossible(CHANGED)
    values = _typed(view)
    if "press" not in request.form:
        return workspace.submit(user_id, view.view_id, values)
    workspace.enter(user_id, view.view_id, values)
    number, _, option = request.form["press"].partition(":")
    pressed = _pressed(view, number)
    chosen = values.get(pressed.block_id, {}).get(pressed.action_id)
    return workspace.click(
        user_id,
        view.view_id,
        pressed.action_id,
        option or chosen,
        block_id=pressed.block_id,
    )


def _close(workspace: PracticeWorkspace, user_id: str) -> Outcome:
    return workspace.close_view(user_id)


def _home(workspace: PracticeWorkspace, user_id: str) -> Outcome:
    before = marks(workspace, user_id)
    outcome = workspace.event("app_home_opened", user=user_id, tab="home")
    if outcome.ok:
        _wait_for_more(workspace, user_id, before)
    return outcome


def _command(workspace: PracticeWorkspace, user_id: str) -> Outcome:
    before = len(workspace.ledger)
    outcome = workspace.command(user_id, request.form.get("typed", ""))
    for _ in range(_PATIENCE):
        # The line is there at once; what was asked for may come a moment later.
        if len(workspace.ledger) != before:
            break
        workspace.stopping.wait(_LOOK_EVERY_S)
    return outcome


def _pressed(view: OpenView, number: str) -> Place:
    for index, place in enumerate(places(view.blocks)):
        if str(index) == number:
            return place
    raise Impossible(CHANGED)


def _typed(view: OpenView) -> dict[str, dict[str, Any]]:
    holders = {(one.block_id, one.action_id) for one in fields(view.blocks)}
    values: dict[str, dict[str, Any]] = {}
    for number, place in enumerate(places(view.blocks)):
        if (place.block_id, place.action_id) not in holders:
            continue
        given = request.form.getlist(f"answer-{number}")
        many = place.kind in {"checkboxes", "multi_static_select"}
        answer: Any = given if many else (given[0] if given else None)
        values.setdefault(place.block_id, {})[place.action_id] = answer
    return values


def _wait_for_more(workspace: PracticeWorkspace, user_id: str, before: object) -> None:
    # An app may acknowledge first and show its answer a moment later. A page that
    # cannot refresh itself would miss that.
    for _ in range(_PATIENCE):
        if marks(workspace, user_id) != before:
            return
        workspace.stopping.wait(_LOOK_EVERY_S)


ACTS: Mapping[str, Act] = {
    "click": _click,
    "send": _send,
    "close": _close,
    "home": _home,
    "command": _command,
}
