"""Keeps each person's stack of modals and Home tab, as Slack does."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from service.blocks.limits import view_problems
from web.practice.forms import fields, first_state
from web.practice.state import State
from web.practice.values import ApiError, OpenView

MOST_VIEWS = 3

View = Mapping[str, Any]


def open_modal(state: State, user_id: str, view: View) -> OpenView:
    """Show a modal instead of whatever modals were open."""
    opened = _new(state, user_id, _checked(state, view, "modal"))
    state.modals[user_id] = [opened]
    return opened


def push_modal(state: State, user_id: str, view: View) -> OpenView:
    """Show a modal above the open one; three are the most."""
    stack = state.modals.get(user_id, [])
    if not stack:
        raise ApiError("not_found")
    if len(stack) >= MOST_VIEWS:
        raise ApiError("push_limit_reached")
    opened = _new(state, user_id, _checked(state, view, "modal"))
    opened = replace(opened, root_id=stack[0].view_id, previous_id=stack[-1].view_id)
    state.modals[user_id] = [*stack, opened]
    return opened


def update_view(state: State, old: OpenView, view: View) -> OpenView:
    """Put other content into an open view; answers of blocks that stay are kept."""
    checked = _checked(state, view, str(old.view["type"]), replaced=old)
    fresh = _new(state, old.user, checked)
    kept = {
        block_id: {
            action_id: _kept(old, block_id, action_id, first)
            for action_id, first in block.items()
        }
        for block_id, block in fresh.values.items()
    }
    changed = replace(old, view=checked, hash=fresh.hash, values=kept, errors={})
    keep_view(state, changed)
    return changed


def publish_home(state: State, user_id: str, view: View) -> OpenView:
    """Show a Home tab; it keeps its id over all versions."""
    old = state.homes.get(user_id)
    fresh = _new(state, user_id, _checked(state, view, "home", replaced=old))
    if old is not None:
        fresh = replace(fresh, view_id=old.view_id, root_id=old.view_id)
    state.homes[user_id] = fresh
    return fresh


def keep_view(state: State, view: OpenView) -> None:
    """Store a changed view where its older version stands, if it still does."""
    stack = state.modals.get(view.user, [])
    state.modals[view.user] = [
        view if old.view_id == view.view_id else old for old in stack
    ]
    home = state.homes.get(view.user)
    if home is not None and home.view_id == view.view_id:
        state.homes[view.user] = view


def find_view(state: State, view_id: str) -> OpenView | None:
    """Return the open view with this id, whosever it is."""
    return next((v for v in _all(state) if v.view_id == view_id), None)


def find_external(state: State, external_id: str) -> OpenView | None:
    """Return the open view with the app's own id for it."""
    views = _all(state)
    return next((v for v in views if v.view.get("external_id") == external_id), None)


def _all(state: State) -> list[OpenView]:
    stacked = [view for stack in state.modals.values() for view in stack]
    return [*stacked, *state.homes.values()]


def _checked(
    state: State, view: View, kind: str, replaced: OpenView | None = None
) -> View:
    problems = view_problems(view)
    if not problems and view["type"] != kind:
        problems = [f"view has the type {view['type']!r}; here it must be {kind!r}."]
    if problems:
        raise ApiError("invalid_arguments", problems)
    external = view.get("external_id")
    other = find_external(state, external) if external else None
    if other is not None and (replaced is None or other.view_id != replaced.view_id):
        raise ApiError("duplicate_external_id")
    return {**view, "blocks": state.blocks_with_ids(view["blocks"])}


def _new(state: State, user_id: str, view: View) -> OpenView:
    view_id = state.new_id("V")
    values: dict[str, dict[str, Any]] = {}
    for place in fields(view["blocks"]):
        block = values.setdefault(place.block_id, {})
        block[place.action_id] = first_state(place.element)
    return OpenView(
        view_id=view_id,
        root_id=view_id,
        previous_id=None,
        hash=f"{state.new_ts()}.{state.new_id('h')}",
        user=user_id,
        view=view,
        values=values,
    )


def _kept(old: OpenView, block_id: str, action_id: str, first: Any) -> Any:
    before = old.values.get(block_id, {}).get(action_id)
    if before is None or before["type"] != first["type"]:
        return first
    return before
