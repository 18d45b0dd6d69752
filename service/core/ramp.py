"""How much, how long and how hard a person's routines may be in each week."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class RampStage:
    """The limits that hold from ``first_week`` on, until the next stage.

    ``routines_default`` and ``routines_max`` count per day, ``min_seconds`` and
    ``max_seconds`` are the length of one routine, ``open_share`` is the part of
    it spent on opening (stretch and mobility); the rest builds strength.
    """

    first_week: int
    routines_default: int
    routines_max: int
    min_seconds: int
    max_seconds: int
    max_level: int
    max_dose_step: int
    open_share: float


# Design for "go slowly when first starting", inside what trials in office workers
# used: two minutes a day helped already (Andersen LL 2011, Pain).
RAMP: tuple[RampStage, ...] = (
    RampStage(
        first_week=1,
        routines_default=2,
        routines_max=2,
        min_seconds=60,
        max_seconds=90,
        max_level=1,
        max_dose_step=2,
        open_share=0.6,
    ),
    RampStage(
        first_week=3,
        routines_default=2,
        routines_max=3,
        min_seconds=90,
        max_seconds=120,
        max_level=2,
        max_dose_step=3,
        open_share=0.5,
    ),
    RampStage(
        first_week=5,
        routines_default=3,
        routines_max=3,
        min_seconds=120,
        max_seconds=180,
        max_level=3,
        max_dose_step=4,
        open_share=0.4,
    ),
    RampStage(
        first_week=9,
        routines_default=3,
        routines_max=4,
        min_seconds=120,
        max_seconds=180,
        max_level=4,
        max_dose_step=4,
        open_share=0.4,
    ),
)


def stage(week: int) -> RampStage:
    """Give the limits of a week; the first week is 1, earlier ones count as 1."""
    reached = [row for row in RAMP if row.first_week <= max(week, 1)]
    return reached[-1]


def week_of(started: date, day: date) -> int:
    """Count the weeks since the start: 1 for the first seven days, never less."""
    return max((day - started).days // 7 + 1, 1)


def nudges_for(week: int, wished: int | None) -> int:
    """Say how many nudges a day the person gets: the wish, held by the ramp.

    A wish lies in 1 to 4; below one counts as one, because none at all is a
    pause and not a wish.
    """
    now = stage(week)
    if wished is None:
        return now.routines_default
    return min(max(wished, 1), now.routines_max)
