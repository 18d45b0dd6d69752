"""Each number that decides about safety stands once, with its unit and its source."""

from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

import service.core
from service.core import ramp, thresholds
from service.core.thresholds import TABLE, Threshold

CONSTANTS = {
    name: value
    for name, value in vars(thresholds).items()
    if name.isupper() and not name.startswith("_") and name not in {"TABLE", "DESIGN"}
}
MODULES = [
    import_module(f"service.core.{found.name}")
    for found in iter_modules(service.core.__path__)
    if found.name != "thresholds"
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


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_no_module_says_another_number(module: ModuleType) -> None:
    here = {name: value for name, value in vars(module).items() if name in CONSTANTS}
    assert here == {name: CONSTANTS[name] for name in here}


def test_the_numbers_are_looked_for_where_they_are() -> None:
    found = {name for module in MODULES for name in vars(module) if name in CONSTANTS}
    assert {"ITEM_SECONDS", "GENTLE_LEVEL", "SEVERE_PAIN", "MIN_GAP"} <= found


@pytest.mark.parametrize("field", STAGES)
def test_the_ramp_is_the_one_of_the_table(field: str) -> None:
    assert tuple(getattr(row, field) for row in ramp.RAMP) == STAGES[field]


def test_times_are_spans_of_time_and_never_bare_numbers() -> None:
    named = {row.name for row in TABLE if row.unit in {"days", "hours", "minutes"}}
    spans = {row.name for row in TABLE if isinstance(row.value, timedelta)}
    assert named == spans
