"""Lets tests and the demo act as a person, or as a bad day, over HTTP."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, request

from web.practice.payloads import message_object, view_object
from web.practice.values import Impossible, Incomplete, Json, Outcome
from web.practice.workspace import PracticeWorkspace

Pick = Callable[[], PracticeWorkspace]
Act = Callable[[PracticeWorkspace, Json], Outcome]


def add_control(to: Blueprint, workspace: Pick) -> None:
    """Add the routes below /control/ to the blueprint."""
    for name, act in _ACTS.items():
        to.add_url_rule(
            f"/control/{name}",
            f"control_{name}",
            _acting(act, workspace),
            methods=["POST"],
        )

    @to.get("/control/person/<user_id>")
    def control_person(user_id: str) -> Response:
        """Show a person's messages, open modal and Home tab as Slack writes them."""
        return jsonify(_person(workspace(), user_id))

    @to.delete("/control/faults")
    def control_clear_faults() -> Response:
        workspace().clear_faults()
        return jsonify(ok=True)

    @to.delete("/control/limits")
    def control_clear_limits() -> Response:
        workspace().set_limits()
        return jsonify(ok=True)


def _acting(act: Act, workspace: Pick) -> Callable[[], tuple[Response, int]]:
    def view() -> tuple[Response, int]:
        given: Json = request.get_json()
        try:
            return jsonify(act(workspace(), given).as_json()), 200
        except Incomplete as refused:
            return jsonify(ok=False, error=str(refused), errors=refused.errors), 400
        except Impossible as refused:
            return jsonify(ok=False, error=str(refused)), 400
        except (KeyError, TypeError, ValueError) as wrong:
            return jsonify(ok=False, error=f"Cannot read this: {wrong!r}"), 400

    return view


def _click(workspace: PracticeWorkspace, given: Json) -> Outcome:
    chosen = given.get("selected_option", given.get("selected_options"))
    if isinstance(chosen, Mapping):
        chosen = chosen["value"]
    return workspace.click(
        given["user"],
        given.get("ts") or given["view_id"],
        given["action_id"],
        given.get("value") if chosen is None else chosen,
        block_id=given.get("block_id"),
        repeat=int(given.get("repeat", 1)),
    )


def _submit(workspace: PracticeWorkspace, given: Json) -> Outcome:
    return workspace.submit(given["user"], given.get("view_id"), given.get("values"))


def _close(workspace: PracticeWorkspace, given: Json) -> Outcome:
    whole = bool(given.get("whole_stack"))
    return workspace.close_view(given["user"], given.get("view_id"), whole_stack=whole)


def _event(workspace: PracticeWorkspace, given: Json) -> Outcome:
    fields = {k: v for k, v in given.items() if k not in {"type", "repeat"}}
    repeat = int(given.get("repeat", 1))
    return workspace.event(given["type"], repeat=repeat, **fields)


def _fault(workspace: PracticeWorkspace, given: Json) -> Outcome:
    workspace.add_fault(**given)
    return Outcome(statuses=())


def _limits(workspace: PracticeWorkspace, given: Json) -> Outcome:
    workspace.set_limits(**given)
    return Outcome(statuses=())


_ACTS: Mapping[str, Act] = {
    "click": _click,
    "submit": _submit,
    "close": _close,
    "event": _event,
    "faults": _fault,
    "limits": _limits,
}


def _person(workspace: PracticeWorkspace, user_id: str) -> dict[str, Any]:
    modal, home = workspace.open_view_of(user_id), workspace.home_of(user_id)
    return {
        "messages": [
            {**message_object(workspace, one), "is_ephemeral": one.is_ephemeral}
            for one in workspace.messages_of(user_id)
        ],
        "view": view_object(workspace, modal) if modal else None,
        "home": view_object(workspace, home) if home else None,
    }
