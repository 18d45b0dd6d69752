"""What a week of routines holds, by the table."""

from datetime import UTC, datetime

import pytest

from service.core.coverage import (
    OF_LEGS,
    ON_FEET,
    WEEKLY,
    Agenda,
    daily_pressure,
    groups_of,
    wanted,
    weekly_pressures,
)
from tests.core.builders import build, stretch

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def agenda(left: int, left_today: int = 1, expected: int = 15) -> Agenda:
    return Agenda(
        week_began=MONDAY,
        day_began=MONDAY,
        expected=expected,
        left=left,
        left_today=left_today,
    )


def test_a_full_week_wants_each_group_as_often_as_the_table_says() -> None:
    assert wanted(15) == {group.name: group.often for group in WEEKLY}
    assert wanted(20) == wanted(15)


def test_a_week_with_two_a_day_wants_six_tenths() -> None:
    assert wanted(10) | {"pull": 3, "chest": 2, "neck": 1, "calf": 1} == wanted(10)


def test_what_is_behind_presses_more_the_fewer_routines_are_left() -> None:
    assert weekly_pressures(agenda(left=10), [])["neck"] == pytest.approx(0.2)
    assert weekly_pressures(agenda(left=2), [])["neck"] == pytest.approx(1.0)
    had = [stretch(pattern="neck"), stretch(pattern="neck")]
    assert "neck" not in weekly_pressures(agenda(left=2), had)


def test_the_day_wants_to_stand_up_once() -> None:
    assert daily_pressure(agenda(9, left_today=2), [stretch()]) == pytest.approx(0.5)
    for up in (stretch(position="wall"), build(pattern="move")):
        assert daily_pressure(agenda(9, left_today=2), [up]) == 0


def test_a_theme_counts_beside_the_movement() -> None:
    reach = stretch(pattern="chest_open", themes=["overhead"], position="standing")
    assert set(groups_of(reach)) == {"chest", "overhead", ON_FEET}


def test_no_week_of_who_sits_in_a_wheelchair_has_to_hold_the_legs() -> None:
    for pattern in ("squat", "lunge", "hinge", "hip_mobility", "calf", "move"):
        assert set(groups_of(stretch(pattern=pattern))) <= OF_LEGS
    for pattern in ("pull", "chest_open", "core_front", "neck"):
        assert OF_LEGS.isdisjoint(groups_of(stretch(pattern=pattern)))


def test_every_pattern_of_the_week_counts_for_its_group() -> None:
    counted = {
        "pull": ("pull", "shoulder"),
        "chest": ("chest_open",),
        "back": ("thoracic", "backbend"),
        "neck": ("neck",),
        "legs": ("squat", "lunge"),
        "hinge": ("hinge",),
        "core": ("core_front", "core_back"),
        "hips": ("hip_mobility",),
        "push": ("push",),
        "calf": ("calf",),
        "wrist": ("wrist",),
    }
    for group, patterns in counted.items():
        for pattern in patterns:
            assert set(groups_of(build(pattern=pattern))) == {group}
    for theme in ("overhead", "behind_body"):
        card = build(pattern="breath", themes=[theme])
        assert set(groups_of(card)) == {theme}
