"""Checks one exercise card field by field and builds the exercise from it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from service.core.card import (
    Discreet,
    DoseStep,
    Exercise,
    ExerciseCause,
    ExercisePattern,
    Grade,
    Kind,
    Position,
    Theme,
)
from service.core.errors import Refused
from service.core.profile import Equipment, Limit, Region, Setting

_E = TypeVar("_E", bound=StrEnum)

NO_EQUIPMENT = ["none"]
DOSE_STEPS = 4
# Field in the file -> field of the value, least number allowed.
DOSE_FIELDS: Mapping[str, tuple[str, int]] = {
    "step": ("step", 1),
    "sets": ("sets", 1),
    "reps": ("reps", 1),
    "hold_s": ("hold_s", 0),
    "rest_s": ("rest_s", 0),
    "est_s": ("seconds", 1),
}


class _Wrong(Exception):
    """What is wrong with one field, without saying where."""


def read_card(card: object, number: int) -> Exercise:
    """Build the exercise; Refused names it (or its number) and the field."""
    if not isinstance(card, Mapping):
        raise Refused(f"Exercise number {number} is not a set of fields.")
    name = card.get("id", f"number {number}")
    unknown = sorted(str(key) for key in card.keys() - FIELDS.keys())
    if unknown:
        raise Refused(f"Exercise {name}, field {unknown[0]}: there is no such field.")
    values = {field: _read(card, field, name) for field in FIELDS}
    evidence = values.pop("evidence")
    exercise = Exercise(**values, **evidence)
    _check_doses(exercise)
    return exercise


def _read(card: Mapping[Any, object], field: str, name: object) -> Any:
    if field not in card:
        raise Refused(f"Exercise {name}, field {field}: it is missing.")
    try:
        return FIELDS[field](card[field])
    except _Wrong as wrong:
        raise Refused(f"Exercise {name}, field {field}: {wrong}.") from None


def _check_doses(exercise: Exercise) -> None:
    expected = [] if exercise.kind is Kind.GUIDANCE else [*range(1, DOSE_STEPS + 1)]
    if [dose.step for dose in exercise.dose] != expected:
        wanted = "no steps" if not expected else f"the steps 1 to {DOSE_STEPS}"
        raise Refused(f"Exercise {exercise.id}, field dose: it must have {wanted}.")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Wrong("it must be a text")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(item) for item in _list(value))


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _Wrong("it must be a list")
    return value


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("it must be true or false")
    return value


def _number(value: object, *, least: int, most: int | None = None) -> int:
    # true is a whole number to Python, but not to a person.
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Wrong("it must be a whole number")
    if value < least or (most is not None and value > most):
        raise _Wrong(
            f"{value} is not allowed, it must be {least} or more"
            if most is None
            else f"{value} is not between {least} and {most}"
        )
    return value


def _one(kind: type[_E]) -> Callable[[object], _E]:
    def read(value: object) -> _E:
        try:
            return kind(_text(value))
        except ValueError:
            raise _Wrong(f"{value} is not one of {', '.join(kind)}") from None

    return read


def _set(kind: type[_E]) -> Callable[[object], frozenset[_E]]:
    one = _one(kind)
    return lambda value: frozenset(one(item) for item in _list(value))


def _equipment(value: object) -> frozenset[Equipment]:
    return frozenset() if value == NO_EQUIPMENT else _set(Equipment)(value)


def _dose(value: object) -> tuple[DoseStep, ...]:
    return tuple(_dose_step(step) for step in _list(value))


def _dose_step(value: object) -> DoseStep:
    if not isinstance(value, Mapping) or value.keys() != DOSE_FIELDS.keys():
        raise _Wrong(f"each step needs exactly {', '.join(DOSE_FIELDS)}")
    return DoseStep(
        **{
            name: _number(value[field], least=least)
            for field, (name, least) in DOSE_FIELDS.items()
        }
    )


def _discreet(value: object) -> Discreet:
    return Discreet(_number(value, least=0, most=max(Discreet)))


def _evidence(value: object) -> dict[str, object]:
    if not isinstance(value, Mapping) or value.keys() != {"grade", "note"}:
        raise _Wrong("it needs exactly grade, note")
    return {
        "evidence_grade": _one(Grade)(value["grade"]),
        "evidence_note": _text(value["note"]),
    }


FIELDS: Mapping[str, Callable[[object], Any]] = {
    "id": _text,
    "name": _text,
    "kind": _one(Kind),
    "family": _text,
    "pattern": _one(ExercisePattern),
    "level": partial(_number, least=1, most=4),
    "progression": _text_or_none,
    "regression": _text_or_none,
    "seated_alternative": _text_or_none,
    "position": _one(Position),
    "setting": _one(Setting),
    "equipment": _equipment,
    "targets": _texts,
    "regions": _set(Region),
    "causes": _set(ExerciseCause),
    "themes": _set(Theme),
    "tempo": _text,
    "per_side": _yes_or_no,
    "dose": _dose,
    "steps": _texts,
    "common_mistake": _text,
    "stop_if": _text,
    "avoid": _set(Limit),
    "care": _set(Limit),
    "discreet": _discreet,
    "evidence": _evidence,
}
