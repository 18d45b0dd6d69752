from datetime import date, timedelta
from itertools import pairwise

import pytest

from service.core.ramp import RAMP, nudges_for, stage, week_of

START = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("week", "row"),
    [
        (1, (2, 2, 60, 90, 1, 2, 0.6)),
        (2, (2, 2, 60, 90, 1, 2, 0.6)),
        (3, (2, 3, 90, 120, 2, 3, 0.5)),
        (4, (2, 3, 90, 120, 2, 3, 0.5)),
        (5, (3, 3, 120, 180, 3, 4, 0.4)),
        (8, (3, 3, 120, 180, 3, 4, 0.4)),
        (9, (3, 4, 120, 180, 4, 4, 0.4)),
        (200, (3, 4, 120, 180, 4, 4, 0.4)),
    ],
)
def test_each_week_has_the_limits_of_the_design(
    week: int, row: tuple[float, ...]
) -> None:
    now = stage(week)
    assert row == (
        now.routines_default,
        now.routines_max,
        now.min_seconds,
        now.max_seconds,
        now.max_level,
        now.max_dose_step,
        now.open_share,
    )


def test_the_ramp_never_gets_easier_again() -> None:
    for earlier, later in pairwise(RAMP):
        assert earlier.first_week < later.first_week
        assert earlier.routines_max <= later.routines_max
        assert earlier.max_seconds <= later.max_seconds
        assert earlier.max_level <= later.max_level
        assert earlier.max_dose_step <= later.max_dose_step
        assert earlier.open_share >= later.open_share


@pytest.mark.parametrize("week", [0, -3])
def test_a_week_before_the_first_counts_as_the_first(week: int) -> None:
    assert stage(week) == RAMP[0]


@pytest.mark.parametrize(
    ("days", "week"), [(-10, 1), (0, 1), (6, 1), (7, 2), (13, 2), (14, 3), (56, 9)]
)
def test_a_week_is_seven_days_from_the_start(days: int, week: int) -> None:
    assert week_of(START, START + timedelta(days=days)) == week


@pytest.mark.parametrize(
    ("week", "wished", "nudges"),
    [
        (1, None, 2),
        (1, 4, 2),
        (1, 1, 1),
        (3, 3, 3),
        (3, None, 2),
        (5, None, 3),
        (5, 4, 3),
        (9, None, 3),
        (9, 4, 4),
        (9, 0, 1),
    ],
)
def test_the_ramp_holds_the_wish(week: int, wished: int | None, nudges: int) -> None:
    assert nudges_for(week, wished) == nudges
