"""How each field of an exercise card is read, as a table."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from service.core.card import (
    Discreet,
    DoseStep,
    ExerciseCause,
    ExercisePattern,
    Grade,
    Kind,
    PackPicture,
    Position,
    Review,
    Theme,
)
from service.core.profile import Equipment, Limit, Region, Setting

_E = TypeVar("_E", bound=StrEnum)

NO_EQUIPMENT = ["none"]
# Field in the file -> field of the value, least number allowed.
DOSE_FIELDS: Mapping[str, tuple[str, int]] = {
    "step": ("step", 1),
    "sets": ("sets", 1),
    "reps": ("reps", 1),
    "hold_s": ("hold_s", 0),
    "rest_s": ("rest_s", 0),
    "est_s": ("seconds", 1),
}


class Wrong(Exception):
    """What is wrong with one field, without saying where."""


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Wrong("it must be a text")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(item) for item in _list(value))


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise Wrong("it must be a list")
    return value


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise Wrong("it must be true or false")
    return value


def _number(value: object, *, least: int, most: int | None = None) -> int:
    # true is a whole number to Python, but not to a person.
    if not isinstance(value, int) or isinstance(value, bool):
        raise Wrong("it must be a whole number")
    if value < least or (most is not None and value > most):
        raise Wrong(
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
            raise Wrong(f"{value} is not one of {', '.join(kind)}") from None

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
        raise Wrong(f"each step needs exactly {', '.join(DOSE_FIELDS)}")
    return DoseStep(
        **{
            name: _number(value[field], least=least)
            for field, (name, least) in DOSE_FIELDS.items()
        }
    )


def _discreet(value: object) -> Discreet:
    return Discreet(_number(value, least=0, most=max(Discreet)))


def _tempo(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(
        r"hold|none|[1-9][0-9]?|[0-9]{1,2}-[0-9]{1,2}-[0-9]{1,2}", text
    ):
        raise Wrong(
            f"{text} is not seconds out-hold-back like 2-1-2, one number, or hold"
        )
    return text


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Wrong(f"{value} is not a day like 2026-03-03") from None


def _review(value: object) -> Review:
    # Not "on": to YAML that is another word for true.
    fields = _exactly(value, "by", "date", "hash")
    by, day, digest = _text(fields["by"]), _day(fields["date"]), _text(fields["hash"])
    return Review(by=by, on=day, digest=digest)


def _picture(value: object) -> PackPicture:
    names = ("kind", "digest", "alt")
    fields = _exactly(value, *names)
    return PackPicture(**{name: _text(fields[name]) for name in names})


def _exactly(value: object, *names: str) -> Mapping[Any, object]:
    if not isinstance(value, Mapping) or value.keys() != set(names):
        raise Wrong(f"it needs exactly {', '.join(names)}")
    return value


def _evidence(value: object) -> dict[str, object]:
    fields = _exactly(value, "grade", "note")
    return {
        "evidence_grade": _one(Grade)(fields["grade"]),
        "evidence_note": _text(fields["note"]),
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
    "tempo": _tempo,
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

# Who reviewed the card, and a pack's picture (its bytes are kept elsewhere).
OPTIONAL: Mapping[str, Callable[[object], Any]] = {
    "review": _review,
    "picture": _picture,
}
