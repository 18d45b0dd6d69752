"""Each number that decides about safety stands once, with its unit and its source."""

from datetime import timedelta

import pytest

from service.core import allowed, occasion, planner, ramp, shaping, thresholds
from service.core.thresholds import TABLE, Threshold

CONSTANTS = {
    name: value
    for name, value in vars(thresholds).items()
    if name.isupper() and not name.startswith("_") and name not in {"TABLE", "DESIGN"}
}
# Module -> names there -> names in the table: both must say the same.
ELSEWHERE = [
    (allowed, "ITEM_SECONDS", "ITEM_SECONDS"),
    (allowed, "CARE_DOSE_STEP", "CARE_DOSE_STEP"),
    (allowed, "TIMES_A_DAY", "TIMES_A_DAY"),
    (allowed, "GENTLE_LEVEL", "GENTLE_LEVEL"),
    (allowed, "HYPERTENSION_HOLD_S", "HYPERTENSION_HOLD_S"),
    (occasion, "GENTLE_MIN_SECONDS", "GENTLE_MIN_SECONDS"),
    (occasion, "GENTLE_MAX_SECONDS", "GENTLE_MAX_SECONDS"),
    (shaping, "SET_UP_SECONDS", "SET_UP_SECONDS"),
    (shaping, "SHORT_SECONDS", "SHORT_SECONDS"),
    (planner, "MIN_GAP", "MIN_GAP"),
]
STAGES = {
    "first_week": thresholds.RAMP_WEEKS,
    "routines_default": thresholds.ROUTINES_DEFAULT,
    "routines_max": thresholds.ROUTINES_MAX,
    "min_seconds": thresholds.ROUTINE_MIN_S,
    "max_seconds": thresholds.ROUTINE_MAX_S,
    "max_level": thresholds.MAX_LEVEL,
    "max_dose_step": thresholds.MAX_DOSE_STEP,
    "open_share": thresholds.OPEN_SHARE,
}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_every_threshold_has_a_unit_and_a_source(row: Threshold) -> None:
    assert row.unit
    assert "design" in row.source or any(year in row.source for year in YEARS)


YEARS = ("2009", "2011", "2025")


def test_every_number_of_the_module_is_a_row_of_the_table_and_the_other_way() -> None:
    assert {row.name: row.value for row in TABLE} == CONSTANTS
    assert len(TABLE) == len(CONSTANTS)


@pytest.mark.parametrize(
    ("module", "there", "name"), ELSEWHERE, ids=[name for _, _, name in ELSEWHERE]
)
def test_no_module_says_another_number(module: object, there: str, name: str) -> None:
    assert getattr(module, there) == CONSTANTS[name]


@pytest.mark.parametrize("field", STAGES)
def test_the_ramp_is_the_one_of_the_table(field: str) -> None:
    assert tuple(getattr(row, field) for row in ramp.RAMP) == STAGES[field]


def test_times_are_spans_of_time_and_never_bare_numbers() -> None:
    named = {row.name for row in TABLE if row.unit in {"days", "hours", "minutes"}}
    spans = {row.name for row in TABLE if isinstance(row.value, timedelta)}
    assert named == spans
