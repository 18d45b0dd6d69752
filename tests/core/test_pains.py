from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from service.core.causes import Status, effective_limits, hold_ends, triage_of
from service.core.pains import ask_from
from service.core.profile import Limit, Pain, Part, ToAsk
from service.core.questions import LIFELONG
from service.core.reasons import ReasonCode
from tests.core.builders import NOON, pains, person

HOUR = timedelta(hours=1)


def test_the_newest_rating_stands_until_a_newer_one_comes() -> None:
    sore = person(pains=pains(5))
    assert triage_of(sore, NOON + 30 * 24 * HOUR).status is Status.GO_GENTLE


def test_a_rating_counts_from_its_own_instant_on() -> None:
    assert triage_of(person(pains=pains(8)), NOON - HOUR).status is Status.GO
    assert triage_of(person(pains=pains(8)), NOON).status is Status.HOLD_SEVERE


def test_three_ratings_of_the_week_are_compared_and_older_ones_left_out() -> None:
    older = [Pain(at=NOON - timedelta(days=20), score=0) for _ in range(4)]
    rated = person(pains=(*older, *pains(4, 4, 4, 5)))
    assert triage_of(rated, NOON).status is Status.GO_GENTLE


def test_three_of_the_week_are_enough_to_leave_an_older_high_one_out() -> None:
    older = Pain(at=NOON - timedelta(days=20), score=6)
    rated = person(pains=(older, *pains(2, 2, 3, 5)))
    assert triage_of(rated, NOON).status is Status.HOLD_RISE


def test_all_ratings_of_the_week_count_not_only_the_last_four() -> None:
    rated = person(pains=pains(5, 5, 5, 5, 2, 2, 2, 5))
    assert triage_of(rated, NOON).status is Status.GO_GENTLE


def test_a_rating_of_seven_days_ago_to_the_minute_counts() -> None:
    first = Pain(at=NOON - timedelta(days=7), score=4)
    rated = person(pains=(first, *pains(4, 1, 1, 5)))
    assert triage_of(rated, NOON).status is Status.GO_GENTLE


def test_with_fewer_than_three_in_the_week_the_last_four_of_28_days_count() -> None:
    month = [
        Pain(at=NOON - timedelta(days=days), score=score)
        for days, score in ((27, 6), (26, 1), (25, 1), (24, 3), (1, 3), (0, 5))
    ]
    assert triage_of(person(pains=(*month,)), NOON).status is Status.HOLD_RISE


def test_ratings_older_than_28_days_compare_with_nothing() -> None:
    rated = person(
        pains=(Pain(at=NOON - timedelta(days=29), score=0), Pain(at=NOON, score=5))
    )
    assert triage_of(rated, NOON).status is Status.GO_GENTLE


@pytest.mark.parametrize(
    ("days", "status"), [(28, Status.HOLD_RISE), (29, Status.GO_GENTLE)]
)
def test_the_28_days_are_counted_from_the_newest_rating(
    days: int, status: Status
) -> None:
    rated = person(
        pains=(Pain(at=NOON - timedelta(days=days), score=0), Pain(at=NOON, score=5))
    )
    assert triage_of(rated, NOON + timedelta(days=9)).status is status


def test_told_not_to_exercise_stops() -> None:
    found = triage_of(person(told_not_to_exercise=True), NOON)
    assert found.status is Status.STOP_SEEK_CARE
    assert found.reasons[0].code is ReasonCode.TOLD_NOT_TO_EXERCISE


@pytest.mark.parametrize("flag", sorted(LIFELONG))
def test_a_lifelong_flag_stops_only_together_with_pain(flag: str) -> None:
    ticked = person(flags=frozenset({flag}))
    assert triage_of(ticked, NOON).status is Status.GO
    assert triage_of(replace(ticked, pains=pains(0)), NOON).status is Status.GO
    assert (
        triage_of(replace(ticked, pains=pains(1)), NOON).status is Status.STOP_SEEK_CARE
    )


def test_fragile_bones_become_a_limit() -> None:
    ticked = person(flags=frozenset({"B7_fragile_bones_or_steroids"}))
    assert effective_limits(ticked) == {Limit.OSTEOPOROSIS}
    assert effective_limits(person()) == frozenset()


def test_a_hold_stands_48_hours_although_a_lower_rating_follows() -> None:
    rated = person(pains=(*pains(8), Pain(at=NOON + HOUR, score=1)))
    found = triage_of(rated, NOON + 47 * HOUR)
    assert found.status is Status.HOLD_SEVERE
    assert found.reasons[0].code is ReasonCode.HOLD_STANDS
    assert triage_of(rated, NOON + 48 * HOUR).status is Status.GO


def test_a_rise_stands_48_hours_too() -> None:
    rated = person(pains=(*pains(1, 1, 1, 4), Pain(at=NOON + HOUR, score=2)))
    assert triage_of(rated, NOON + 2 * HOUR).status is Status.HOLD_RISE
    assert triage_of(rated, NOON + 48 * HOUR).status is Status.GO


def test_after_a_hold_the_old_rating_decides_until_a_new_one_comes() -> None:
    assert triage_of(person(pains=pains(8)), NOON + 99 * HOUR).status is (
        Status.HOLD_SEVERE
    )


@pytest.mark.parametrize(
    ("rated", "ends"),
    [
        ((), None),
        (pains(6), None),
        (pains(8), NOON + 48 * HOUR),
        (pains(1, 1, 1, 4), NOON + 48 * HOUR),
        (pains(8, 2), NOON + 24 * HOUR),
        (pains(8, 2, 2), None),
        (pains(8, 9), NOON + 48 * HOUR),
    ],
)
def test_a_hold_ends_48_hours_after_the_rating_that_caused_it(
    rated: tuple[Pain, ...], ends: datetime | None
) -> None:
    assert hold_ends(person(pains=rated)) == ends


def test_who_rests_is_asked_when_the_hold_ends_or_when_something_else_waits() -> None:
    assert ask_from(person(pains=pains(6))) is None
    held = person(pains=pains(8))
    assert ask_from(held) == NOON + 48 * HOUR
    waits = replace(held, to_ask=ToAsk(since=NOON + HOUR, parts=frozenset(Part)))
    assert ask_from(waits) == NOON + HOUR
