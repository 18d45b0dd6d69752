"""Reads Slack's payloads, in which any step may be missing."""

import html
from collections.abc import Iterator, Mapping
from typing import Any

from service.forms.fields import Given


def text(body: Mapping[str, Any], *path: str) -> str:
    """Walk into a payload; an absent step gives the empty text."""
    value: Any = body
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else ""


def workspace_id(body: Mapping[str, Any]) -> str:
    return text(body, "team", "id") or text(body, "user", "team_id")


def pressed(action: Mapping[str, Any]) -> str:
    """Give what was asked for: the chosen entry of a menu, else the button itself."""
    return text(action, "selected_option", "value") or text(action, "action_id")


def given(view: Mapping[str, Any]) -> Given:
    """Read what stands in a modal's fields: block_id -> values, as plain texts."""
    state = view.get("state") or {}
    blocks: Mapping[str, Any] = state.get("values") or {}
    return {
        block_id: tuple(one for element in block.values() for one in _values(element))
        for block_id, block in blocks.items()
    }


def _values(element: Mapping[str, Any]) -> Iterator[str]:
    options = element.get("selected_options") or [element.get("selected_option")]
    for option in (one for one in options if one is not None):
        # Slack may escape & < > on the way back; answer codes such as "<4" hold them.
        yield html.unescape(str(option.get("value")))
    for name in ("selected_time", "selected_date", "value"):
        if element.get(name) is not None:
            yield str(element[name])
