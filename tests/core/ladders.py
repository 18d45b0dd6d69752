"""Builders: one family with a ladder, exposures to it, and an evaluation."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from service.core.evaluating import Change, evaluate
from service.core.exercises import Catalogue
from service.core.exposures import Exposure
from service.core.ladder import Situation
from service.core.progress import Progress, Rung
from service.core.ramp import stage
from service.core.status import Status
from tests.core.builders import NOON, build, dose

SHORT = dose(20, 30, 40, 60)


def ladder(family: str = "row", levels: Sequence[int] = (1, 2, 3), **card: Any) -> Any:
    """Give one exercise for each level: row1 -> row2 -> row3, and back."""
    names = {level: f"{family}{level}" for level in levels}
    ups = dict(pairwise(levels))
    downs = {up: level for level, up in ups.items()}
    return [
        build(
            names[level],
            family=family,
            level=level,
            **(
                {
                    "dose": SHORT,
                    "progression": names.get(ups.get(level, 0)),
                    "regression": names.get(downs.get(level, 0)),
                }
                | card
            ),
        )
        for level in levels
    ]


CATALOGUE = Catalogue(tuple(ladder()))


def did(
    days_ago: float = 1, exercise_id: str = "row1", dose_step: int = 1, **more: Any
) -> Exposure:
    """Give an item that was done and easy, some days before noon."""
    given: dict[str, Any] = {
        "at": NOON - timedelta(days=days_ago),
        "exercise_id": exercise_id,
        "family": exercise_id.rstrip("1234"),
        "dose_step": dose_step,
        "completed": True,
        "effort": 4,
    }
    return Exposure(**(given | more))


def easily(times: int = 3, **more: Any) -> list[Exposure]:
    return [did(1 + i, **more) for i in range(times)]


def rung(level: int = 1, dose_step: int = 1, days_ago: float = 10, **more: Any) -> Rung:
    return Rung(
        level=level,
        dose_step=dose_step,
        changed_at=NOON - timedelta(days=days_ago),
        **more,
    )


def looked(
    exposures: Sequence[Exposure], progress: Progress | None = None, **more: Any
) -> tuple[Progress, tuple[Change, ...]]:
    catalogue: Catalogue = more.pop("catalogue", CATALOGUE)
    now: datetime = more.pop("now", NOON)
    given: dict[str, Any] = {
        "catalogue": catalogue,
        "exposures": exposures,
        "reach": {one.id: 4 for one in catalogue},
        "status": Status.GO,
        "stage": stage(more.pop("week", 9)),
        "began": now - timedelta(days=20),
        "now": now,
    }
    return evaluate(progress or {}, Situation(**(given | more)))
