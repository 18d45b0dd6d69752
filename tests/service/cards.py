"""The shipped cards as they stand in their file, and a check of one with a fault."""

from copy import deepcopy
from importlib.resources import files
from typing import Any

import yaml

from service.core.lint import Finding, lint
from service.gateways.library import load_catalogue

PATH = files("service") / "data" / "exercises.yaml"
CARDS: list[dict[str, Any]] = yaml.load(
    PATH.read_bytes(),
    Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),  # noqa: S506 - is safe
)["exercises"]
STOP = "Pain grows, or is sharp, shooting or spreading."


def with_fault(card_id: str, /, **changes: Any) -> list[Finding]:
    """Check one card with a change; ``step0`` and so on change one step."""
    card = deepcopy(next(one for one in CARDS if one["id"] == card_id))
    for field, value in changes.items():
        if field.startswith("step") and field != "steps":
            card["steps"][int(field[4:])] = value
        else:
            card[field] = value
    return list(lint([card], load_catalogue().exercises))


def without(name: str, field: str, tag: str) -> dict[str, list[str]]:
    card = next(one for one in CARDS if one["id"] == name)
    assert tag in card[field], "the card does not have what the test takes away"
    return {field: [one for one in card[field] if one != tag]}
