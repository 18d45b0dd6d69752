"""Beyond the desk: at most one suggestion a week, and never before its time."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from service.core.beyond import Outlook, period_start, suggestion
from service.core.causes import triage_of
from service.core.exercises import Exercise
from service.core.profile import Hurt, Limit, Profile, Setting
from tests.core.builders import NOON, build, catalogue, exercise, pains, person

TRAINER = exercise(
    "ask_a_trainer", kind="guidance", setting="gym", position="any", dose=[]
)
YOGA = exercise(
    "yoga", kind="guidance", setting="home", position="any", dose=[], themes=["yoga"]
)
PRESS = build("press", setting="gym", level=3, regions=["knees"], care=["pregnancy"])
LIFT = build("lift", setting="gym", level=4, position="standing", avoid=["low_back"])
PULL = build("pull", setting="gym", level=3, regions=["knees"])
AT_HOME = build("at_home", setting="home", level=3)
CARDS = catalogue(TRAINER, YOGA, PRESS, LIFT, PULL, AT_HOME)
GYM = {"setting": Setting.GYM}
MONDAY = date(2026, 3, 2)


def of(week: int, profile: Profile | None = None) -> str | None:
    profile = profile or person()
    found: Exercise | None = suggestion(
        Outlook(
            catalogue=CARDS,
            profile=profile,
            triage=triage_of(profile, NOON),
            week=week,
            now=NOON,
        )
    )
    return found.id if found else None


def ever(profile: Profile, weeks: range = range(1, 60)) -> set[str]:
    return {name for week in weeks if (name := of(week, profile))}


def test_weeks_1_and_2_have_none_3_and_4_share_one_then_it_changes_weekly() -> None:
    assert of(1) is None
    assert of(2) is None
    assert of(3) == of(4) == "ask_a_trainer"
    assert [of(week) for week in (5, 6, 7)] == ["yoga", "ask_a_trainer", "yoga"]


@pytest.mark.parametrize(
    ("day", "first"),
    [(14, 14), (27, 14), (28, 28), (34, 28), (35, 35), (100, 98)],
)
def test_a_suggestion_has_its_own_time(day: int, first: int) -> None:
    found = period_start(MONDAY, MONDAY + timedelta(days=day))
    assert found == MONDAY + timedelta(days=first)


def test_machines_and_weights_are_for_those_who_go_to_a_gym() -> None:
    assert ever(person()) == {"ask_a_trainer", "yoga"}
    every = {"ask_a_trainer", "yoga", "press", "lift", "pull"}
    assert ever(person(**GYM)) == every
    assert ever(person(setting_by_day={4: Setting.GYM})) == every


def test_levels_wait_for_the_ramp() -> None:
    goes = person(**GYM)
    assert ever(goes, range(3, 5)) <= {"ask_a_trainer", "yoga"}
    assert "lift" not in ever(goes, range(1, 9))


@pytest.mark.parametrize(
    "changes",
    [
        {"pains": pains(4)},
        {"pains": pains(9)},
        {"pains": pains(9, 0, 0, 0)},  # the week after a hold
        {"flags": frozenset({"B2_weight_loss"})},
        {"flags": frozenset({"C5_upper_back_pain_never_checked"})},
        {"told_not_to_exercise": True},
        {"unsettled": True},
        {"safety_answered": False},
        {"wants_beyond": False},
    ],
)
def test_none_under_hold_stop_or_gentle_or_where_nobody_wants_one(
    changes: dict[str, Any],
) -> None:
    assert ever(person(**{**GYM, **changes})) == set()


def test_never_this_one_is_never_seen_again() -> None:
    assert "yoga" not in ever(person(never=frozenset({"yoga"}), **GYM))
    away = person(not_now={"yoga": NOON + timedelta(days=1)}, **GYM)
    assert "yoga" not in ever(away)


@pytest.mark.parametrize(
    ("limit", "left_out"),
    [
        (Limit.LOW_BACK, {"lift"}),
        (Limit.WHEELCHAIR, {"lift"}),
        (Limit.OSTEOPOROSIS, {"yoga"}),
        (Limit.PREGNANCY, {"yoga", "press", "lift", "pull"}),
    ],
)
def test_limits_are_kept(limit: Limit, left_out: set[str]) -> None:
    limited = person(limits=frozenset({limit}), **GYM)
    assert ever(person(**GYM)) - ever(limited) == left_out
    assert "ask_a_trainer" in ever(limited)


def test_a_clinicians_yes_opens_the_rest_in_pregnancy() -> None:
    approved = person(
        limits=frozenset({Limit.PREGNANCY}), exercise_approved=True, **GYM
    )
    assert ever(approved) == ever(person(**GYM))


def test_no_weights_while_the_load_is_new_or_where_two_movements_hurt() -> None:
    new = person(answers={"L3_new_load_4wk": "yes"}, **GYM)
    assert ever(new) == {"ask_a_trainer", "yoga"}
    twice = tuple(
        Hurt(at=NOON - timedelta(days=1), exercise_id=name)
        for name in ("press", "pull")
    )
    sore = replace(person(**GYM), hurts=twice)
    assert ever(sore) == {"ask_a_trainer", "yoga", "lift"}


def test_what_is_put_off_comes_again_at_its_instant() -> None:
    for later, seen in ((timedelta(minutes=1), False), (timedelta(0), True)):
        put_off = person(not_now={"yoga": NOON + later})
        assert ("yoga" in ever(put_off)) is seen
