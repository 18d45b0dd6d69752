"""Severe pain that comes back or stays: what calls for a clinician (rule P1)."""

from datetime import datetime, timedelta

import pytest

from service.core.asking import BOTH, answered, cleared, rated
from service.core.causes import Status, triage_of
from service.core.pains import bounded, held_lately, unsettled
from service.core.profile import Pain, Profile, ToAsk
from service.core.reasons import ReasonCode
from tests.core.builders import NOON, person

DAY = timedelta(days=1)
FRIDAY_A_YEAR_AGO = NOON - timedelta(days=365)


def rating(days: float, score: int) -> Pain:
    return Pain(at=NOON + timedelta(days=days), score=score)


def after(*given: tuple[float, int], profile: Profile | None = None) -> Profile:
    """Give the person who rated so, as (days, score)."""
    profile = profile or person()
    for days, score in given:
        profile = rated(profile, rating(days, score))
    return profile


def status(profile: Profile, days: float) -> Status:
    return triage_of(profile, NOON + timedelta(days=days)).status


@pytest.mark.parametrize(
    ("given", "stops"),
    [
        ([(0, 7)], False),
        ([(0, 8), (2, 3), (5, 7)], True),  # came twice
        ([(0, 8), (2, 6), (5, 6)], False),
        ([(0, 8), (2, 3), (14, 7)], True),  # 14 days on the dot
        ([(0, 8), (2, 3), (14.1, 7)], False),
        ([(0, 8), (0.1, 2), (1, 8)], False),  # still the same hold
        ([(0, 8), (0.1, 2), (2, 8)], True),
        ([(0, 8), (2, 8), (4, 8)], False),  # one hold that goes on
        ([(0, 8), (2, 7), (4, 7)], False),
        ([(0, 8), (2, 8), (6.9, 8)], False),
        ([(0, 8), (2, 8), (7, 8)], True),  # no better after a week
        ([(0, 10), (7, 7)], True),  # lower, but still severe
        ([(0, 10), (7, 6)], False),
        ([(0, 1), (1, 4), (3, 1), (5, 4)], False),  # rises alone are rule P2
    ],
)
def test_severe_pain_twice_in_14_days_or_for_a_week_calls_for_a_clinician(
    given: list[tuple[float, int]], *, stops: bool
) -> None:
    last = given[-1][0]
    assert unsettled([rating(*one) for one in given], None) is stops
    found = status(after(*given), last)
    assert (found is Status.STOP_SEEK_CARE) is stops


def test_silence_for_a_week_is_no_answer_and_stops_nothing() -> None:
    assert status(after((0, 9)), 30) is Status.HOLD_SEVERE


def test_the_stop_outlives_better_ratings_and_is_named() -> None:
    stopped = after((0, 8), (2, 3), (5, 8), (6, 0), (90, 0))
    found = triage_of(stopped, NOON + timedelta(days=91))
    assert found.status is Status.STOP_SEEK_CARE
    assert found.advise_professional
    assert found.reasons[0].code is ReasonCode.PAIN_UNSETTLED


def test_a_clinicians_word_ends_it_and_begins_the_count_anew() -> None:
    stopped = after((0, 8), (2, 3), (5, 8), (6, 2))
    fine = cleared(stopped, NOON + 8 * DAY)
    assert status(fine, 8) is Status.HOLD_RISE, "it is asked first"
    assert status(after((9, 8), profile=fine), 9) is Status.HOLD_SEVERE
    at_once = cleared(stopped, NOON + 5 * DAY)
    later = after((7, 3), (9, 8), profile=at_once)
    assert status(later, 9) is Status.HOLD_SEVERE, "what was weighed counts no more"
    again = after((9, 8), (11, 2), (13, 8), profile=fine)
    assert status(again, 13) is Status.STOP_SEEK_CARE


def test_an_answer_counts_from_the_very_end_of_the_48_hours() -> None:
    held = after((0, 8))
    early = answered(held, BOTH, NOON + timedelta(hours=47, minutes=59))
    assert early.to_ask == held.to_ask
    assert answered(held, BOTH, NOON + timedelta(hours=48)).to_ask is None


def test_a_clinicians_word_inside_a_hold_leaves_both_halves_to_be_asked() -> None:
    fine = cleared(after((0, 8)), NOON + timedelta(hours=1))
    assert fine.to_ask == ToAsk(since=NOON + timedelta(hours=48), parts=BOTH)


@pytest.mark.parametrize("score", [0, 10])
def test_ratings_are_kept_for_60_days_and_the_newest_two_always(score: int) -> None:
    daily = [
        Pain(at=FRIDAY_A_YEAR_AGO + timedelta(days=n), score=score) for n in range(365)
    ]
    assert len(bounded(daily, daily[-1].at)) == 60
    assert bounded(daily[:2], NOON) == tuple(daily[:2])
    assert bounded(daily[:3], NOON) == tuple(daily[1:3])


def test_years_of_ratings_do_not_grow_the_profile() -> None:
    profile = person()
    for n in range(400):
        at: datetime = FRIDAY_A_YEAR_AGO + timedelta(days=n)
        profile = rated(profile, Pain(at=at, score=n % 3))
    assert len(profile.pains) <= 61


def test_severe_pain_that_nobody_rated_since_counts_however_old_it_is() -> None:
    assert status(after((0, 8), (200, 8)), 200) is Status.STOP_SEEK_CARE


@pytest.mark.parametrize(
    ("given", "days", "easy"),
    [
        ([(0, 8)], 30, True),  # nobody answered yet
        ([(0, 8), (2, 1)], 8.9, True),
        ([(0, 8), (2, 1)], 9, False),
        ([(0, 8), (10, 1)], 16.9, True),  # the hold ended with the late answer
        ([(0, 8), (10, 1)], 17, False),
        ([(0, 8), (0.1, 1), (10, 1)], 16.9, True),
        ([(0, 1), (1, 4), (3, 1)], 9.9, True),  # a rise is a hold too
        ([(0, 3), (1, 4)], 1, False),
    ],
)
def test_the_easy_week_begins_when_the_hold_really_ends(
    given: list[tuple[float, int]], days: float, *, easy: bool
) -> None:
    pains = [rating(*one) for one in given]
    assert held_lately(pains, NOON + timedelta(days=days)) is easy
