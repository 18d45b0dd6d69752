"""Checks one exercise card field by field and builds the exercise from it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from service.core.card import DoseStep, Exercise, Kind
from service.core.card_fields import FIELDS, OPTIONAL, Wrong
from service.core.errors import Refused

DOSE_STEPS = 4


def read_card(card: object, number: int) -> Exercise:
    """Build the exercise; Refused names it (or its number) and a wrong field."""
    values, wrong = _read(card)
    for field, what in wrong:
        raise Refused(f"Exercise {name_of(card, number)}, field {field}: {what}.")
    evidence = values.pop("evidence")
    return Exercise(**values, **evidence)


def faults(card: object) -> list[tuple[str, str]]:
    """Give the field and what is wrong, for every field that cannot be read."""
    return _read(card)[1]


def name_of(card: object, number: int) -> str:
    """Name a card by its id, or by its place in the file."""
    known = card.get("id") if isinstance(card, Mapping) else None
    return f"number {number}" if known is None else str(known)


def labels_of(cards: Sequence[object]) -> list[str]:
    """Name each card, with its place too where another has the same id."""
    names = [name_of(card, number) for number, card in enumerate(cards, start=1)]
    return [
        f"{name} (number {number})" if names.count(name) > 1 else name
        for number, name in enumerate(names, start=1)
    ]


def _read(card: object) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Give the values that can be read, and what is wrong with the others."""
    if not isinstance(card, Mapping):
        return {}, [("id", "the card is not a set of fields")]
    readers = {**FIELDS, **OPTIONAL}
    strange = sorted(str(field) for field in card.keys() - readers.keys())
    wrong = [(field, "there is no such field") for field in strange]
    wrong += [(field, "it is missing") for field in FIELDS if field not in card]
    values: dict[str, Any] = {"digest": digest_of(card)}
    for field in (name for name in readers if name in card):
        try:
            values[field] = readers[field](card[field])
        except Wrong as what:
            wrong.append((field, str(what)))
    if {"dose", "kind"} <= values.keys():
        wrong += _wrong_doses(values["kind"], values["dose"])
    return values, wrong


def digest_of(card: Mapping[Any, object]) -> str:
    """Give 16 hexadecimal digits over all fields but the review, in any order."""
    content = {field: value for field, value in card.items() if field != "review"}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _wrong_doses(kind: Kind, dose: tuple[DoseStep, ...]) -> list[tuple[str, str]]:
    expected = [] if kind is Kind.GUIDANCE else [*range(1, DOSE_STEPS + 1)]
    if [one.step for one in dose] == expected:
        return []
    wanted = "no steps" if not expected else f"the steps 1 to {DOSE_STEPS}"
    return [("dose", f"it must have {wanted}")]
