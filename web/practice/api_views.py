"""Web API: modals and Home tabs that the app shows to one person."""

from collections.abc import Mapping
from typing import Any

from web.practice.payloads import view_object
from web.practice.state import State
from web.practice.values import ApiError, Json, OpenView
from web.practice.views import (
    find_external,
    find_view,
    open_modal,
    publish_home,
    push_modal,
    update_view,
)


def open_view(state: State, args: Mapping[str, Any]) -> Json:
    """views.open: needs a trigger less than three seconds old."""
    trigger = state.use_trigger(args.get("trigger_id"))
    return _shown(state, open_modal(state, trigger.user, _view(args)))


def push_view(state: State, args: Mapping[str, Any]) -> Json:
    """views.push: needs a trigger that came from a modal."""
    trigger = state.use_trigger(args.get("trigger_id"))
    if not trigger.pushes:
        raise ApiError("invalid_trigger_id")
    return _shown(state, push_modal(state, trigger.user, _view(args)))


def update_a_view(state: State, args: Mapping[str, Any]) -> Json:
    """views.update by view_id or external_id; ``hash`` guards against races."""
    if "view_id" in args:
        view = find_view(state, str(args["view_id"]))
    else:
        view = find_external(state, str(args.get("external_id")))
    if view is None:
        raise ApiError("not_found")
    _same_hash(view, args)
    return _shown(state, update_view(state, view, _view(args)))


def publish_view(state: State, args: Mapping[str, Any]) -> Json:
    """views.publish: the Home tab of one person."""
    member = state.member(args.get("user_id"))
    home = state.homes.get(member.user_id)
    if home is not None:
        _same_hash(home, args)
    return _shown(state, publish_home(state, member.user_id, _view(args)))


def _view(args: Mapping[str, Any]) -> Mapping[str, Any]:
    view = args.get("view")
    if not isinstance(view, Mapping):
        raise ApiError("invalid_arguments", ["view is not an object."])
    return view


def _same_hash(view: OpenView, args: Mapping[str, Any]) -> None:
    if args.get("hash") not in {None, "", view.hash}:
        raise ApiError("hash_conflict")


def _shown(state: State, view: OpenView) -> Json:
    return {"view": view_object(state, view)}
