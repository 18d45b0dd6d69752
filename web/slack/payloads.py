"""Reads Slack's payloads, in which any step may be missing."""

from collections.abc import Mapping
from typing import Any


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
