from datetime import timedelta

import pytest

from service.core.asking import hurt_again
from service.core.causes import Status, triage_of
from service.core.exercises import Exercise
from service.core.hurts import hurt, overloaded
from service.core.profile import Hurt, Limit, Profile
from tests.core.builders import (
    NOON,
    build,
    catalogue,
    ids,
    person,
    routine,
    stretch,
)

ROW = build("row", regions=["upper_back", "shoulders"], pattern="pull")
SHRUG = build("shrug", regions=["shoulders", "neck"], pattern="shoulder")
SQUAT = build("squat", regions=["knees"], pattern="squat")
BY_ID = {one.id: one for one in (ROW, SHRUG, SQUAT)}


def hurts(*events: tuple[Exercise | str, float]) -> tuple[Hurt, ...]:
    """Give events as (what, how many days before noon)."""
    return tuple(
        Hurt(
            at=NOON - timedelta(days=ago),
            exercise_id=what if isinstance(what, str) else what.id,
        )
        for what, ago in events
    )


@pytest.mark.parametrize(
    ("events", "rests"),
    [
        ([], set()),
        ([(ROW, 0)], set()),
        ([(ROW, 1), (ROW, 0)], set()),  # the same one twice
        ([(ROW, 1), (SQUAT, 0)], set()),  # no region in common
        ([(ROW, 1), (SHRUG, 0)], {"shoulders"}),
        ([(ROW, 7), (SHRUG, 0)], {"shoulders"}),
        ([(ROW, 7.1), (SHRUG, 0)], set()),
        ([(ROW, 8), (SHRUG, 6.9)], {"shoulders"}),
        ([(ROW, 8), (SHRUG, 7)], set()),  # a week has passed
        ([("left_the_catalogue", 1), (SHRUG, 0)], set()),
    ],
)
def test_two_movements_of_one_region_in_a_week_let_it_rest_for_a_week(
    events: list[tuple[Exercise | str, float]], rests: set[str]
) -> None:
    assert overloaded(hurts(*events), BY_ID, NOON) == rests


def test_what_hurts_later_than_now_does_not_count_yet() -> None:
    assert overloaded(hurts((ROW, 1), (SHRUG, -1)), BY_ID, NOON) == set()


def test_nothing_builds_a_region_that_rests_but_it_may_be_moved() -> None:
    press = build("press", regions=["shoulders"])
    roll = stretch("roll", regions=["shoulders"], kind="mobility")
    sore = person(hurts=hurts((ROW, 1), (SHRUG, 0)))
    cards = catalogue(ROW, SHRUG, SQUAT, press, roll)
    for seed in "abcdefgh":
        chosen = ids(routine(cards, sore, seed=seed))
        assert set(chosen) == {"squat", "roll"}


def test_events_are_bounded_in_time_and_number() -> None:
    profile = person()
    for n in range(200):
        at = NOON + timedelta(hours=6 * n)
        profile = hurt(profile, Hurt(at=at, exercise_id="row"))
    assert len(profile.hurts) == 50
    one = hurt(person(), Hurt(at=NOON, exercise_id="row"))
    after_28_days = Hurt(at=NOON + timedelta(days=28), exercise_id="squat")
    assert hurt(one, after_28_days).hurts == (after_28_days,)
    assert (
        len(hurt(profile, Hurt(at=NOON + timedelta(days=400), exercise_id="row")).hurts)
        == 1
    )


@pytest.mark.parametrize(
    ("newest_first", "asks"),
    [
        ([True, True, True], True),
        ([True, True, True, False], True),
        ([True, True, False, True], False),
        ([False, True, True, True], False),
        ([True, True], False),
        ([], False),
    ],
)
def test_three_routines_in_a_row_that_hurt_are_asked_about_first(
    newest_first: list[bool], *, asks: bool
) -> None:
    profile: Profile = hurt_again(person(), newest_first, NOON)
    assert (profile.to_ask is not None) is asks
    held = triage_of(profile, NOON).status is Status.HOLD_RISE
    assert held is asks


# ----------------------------------------------------------------- pregnancy

CAREFUL = build("press", care=["pregnancy"])
CALM = build("pull", pattern="pull")
ON_THE_BACK = build("bridge", avoid=["pregnancy"], pattern="hinge")


@pytest.mark.parametrize(
    ("approved", "offered"), [(False, {"pull"}), (True, {"press", "pull"})]
)
def test_in_pregnancy_a_card_with_care_needs_a_clinicians_yes(
    offered: set[str], *, approved: bool
) -> None:
    pregnant = person(limits=frozenset({Limit.PREGNANCY}), exercise_approved=approved)
    cards = catalogue(CAREFUL, CALM, ON_THE_BACK)
    found = {
        name for seed in "abcdefgh" for name in ids(routine(cards, pregnant, seed=seed))
    }
    assert found == offered


def test_who_is_not_pregnant_needs_nobodys_yes_for_it() -> None:
    assert ids(routine(catalogue(CAREFUL), person())) == ["press"]
