"""A routine as plain data, to be stored sealed, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from service.core.card import DoseStep, Exercise
from service.core.exercises import Catalogue
from service.core.reasons import Reason, ReasonCode
from service.core.routines import Role, Routine, RoutineItem, seconds_of

CODES = frozenset(ReasonCode)


def routine_to_json(routine: Routine) -> dict[str, Any]:
    """Give the routine as plain data; it tells about the body, so store it sealed."""
    return {
        "items": [
            {
                "exercise": item.exercise.id,
                "role": item.role.value,
                "dose": asdict(item.dose),
                "caution": item.caution,
                "reasons": reasons_to_json(item.reasons),
            }
            for item in routine.items
        ],
        "seconds": routine.seconds,
        "reasons": reasons_to_json(routine.reasons),
        "replaced": sorted(routine.replaced),
    }


def routine_from_json(document: Mapping[str, Any], catalogue: Catalogue) -> Routine:
    """Read what ``routine_to_json`` gave.

    An item whose exercise left the catalogue is dropped, and a reason of an older
    version too.
    """
    items = tuple(
        _item_from_json(item, exercise)
        for item in document["items"]
        if (exercise := catalogue.by_id.get(item["exercise"]))
    )
    reasons = _reasons_from_json(document["reasons"])
    return Routine(
        items=items,
        seconds=seconds_of(items),
        reasons=reasons,
        replaced=frozenset(document.get("replaced", ())),
    )


def reasons_to_json(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [{"code": one.code.value, "detail": one.detail} for one in reasons]


def _item_from_json(item: Mapping[str, Any], exercise: Exercise) -> RoutineItem:
    dose = DoseStep(**item["dose"])
    return RoutineItem(
        exercise=exercise,
        role=Role(item["role"]),
        dose=dose,
        seconds=dose.seconds,
        caution=item["caution"],
        reasons=_reasons_from_json(item["reasons"]),
    )


def _reasons_from_json(reasons: Iterable[Mapping[str, Any]]) -> tuple[Reason, ...]:
    return tuple(
        Reason(code=ReasonCode(one["code"]), detail=one["detail"])
        for one in reasons
        if one["code"] in CODES
    )
