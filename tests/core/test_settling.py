from datetime import timedelta

import pytest

from service.core.asking import habits_told, open_points, settled
from service.core.causes import Category, triage_of
from service.core.profile import Profile
from service.core.questions import QUESTIONS
from service.core.settling import in_force, settle
from tests.core.builders import CALM, NOON, pains, person

DAY = timedelta(days=1)
DESK = CALM | {
    "D1_sit_hours": ">6",
    "D2_unbroken": ">60min",
    "D3_screen_height": "below",
    "D5_laptop_only": "most_days",
}
LOAD = CALM | {"L1_lift": "heavy_or_daily", "L2_repetitive": ">=2h_day"}
BOTH = DESK | {k: v for k, v in LOAD.items() if k.startswith("L")}


def told(
    answers: dict[str, str], days: float, before: Profile | None = None
) -> Profile:
    """Give the person who answered all of it so many days after noon."""
    at = NOON + timedelta(days=days)
    old = before or person()
    profile = Profile(**{**vars(old), "answers": answers})
    return habits_told(profile, answers, at)


def load(profile: Profile, days: float) -> Category:
    return triage_of(profile, NOON + timedelta(days=days)).category


def test_a_load_that_changed_stands_for_14_days_and_then_follows_the_answers() -> None:
    changed = told(LOAD, 5, before=told(DESK, 0))
    assert load(changed, 5) is Category.POSTURAL
    assert load(changed, 13.9) is Category.POSTURAL
    assert load(changed, 14) is Category.OVERUSE


def test_what_took_over_by_itself_stands_for_14_days_too() -> None:
    changed = told(LOAD, 5, before=told(DESK, 0))
    again = told(DESK, 20, before=changed)
    assert load(again, 20) is Category.OVERUSE
    assert load(again, 28) is Category.POSTURAL


def test_a_change_that_is_taken_back_in_time_never_comes() -> None:
    back = told(DESK, 6, before=told(LOAD, 5, before=told(DESK, 0)))
    assert load(back, 30) is Category.POSTURAL


def test_after_14_days_a_change_counts_at_once() -> None:
    assert load(told(LOAD, 14, before=told(DESK, 0)), 14) is Category.OVERUSE


def test_what_is_put_right_within_a_day_is_the_same_decision() -> None:
    right = told(LOAD, 0.5, before=told(DESK, 0))
    assert load(right, 0.5) is Category.OVERUSE
    assert load(told(DESK, 2, before=right), 2) is Category.OVERUSE


def test_a_day_later_it_is_a_change_like_any_other() -> None:
    assert load(told(LOAD, 1, before=told(DESK, 0)), 1) is Category.POSTURAL


def test_until_every_question_was_asked_the_load_follows_the_answers() -> None:
    desk_only = {k: v for k, v in DESK.items() if k.startswith("D")}
    first = told(desk_only, 0)
    assert first.settled is None
    assert load(told(BOTH, 3, before=first), 3) is Category.MIXED


def test_a_question_left_blank_counts_as_asked() -> None:
    most = {k: v for k, v in DESK.items() if k != "D9_twist"}
    profile = person(answers=most, asked=frozenset(QUESTIONS))
    assert settled(profile, NOON).settled == settle(None, Category.POSTURAL, NOON)


def test_the_persons_own_word_wins_at_once() -> None:
    mine = Profile(**{**vars(told(DESK, 0)), "own_category": Category.OVERUSE})
    assert load(mine, 0) is Category.OVERUSE


def test_nothing_is_in_force_before_anything_was_settled() -> None:
    assert in_force(None, NOON) is None


@pytest.mark.parametrize(("weeks", "asks"), [(7.99, False), (8, True)])
def test_answers_of_eight_weeks_ago_are_asked_about(
    weeks: float, *, asks: bool
) -> None:
    profile = told(DESK, 0)
    at = NOON + timedelta(weeks=weeks)
    points = open_points(profile, triage_of(profile, at), at)
    assert ("old_answers" in points) is asks


def test_a_single_answer_does_not_make_the_others_new() -> None:
    profile = told(DESK, 0)
    again = habits_told(profile, {"D9_twist": "yes"}, NOON + 50 * DAY)
    assert again.gone_through == profile.gone_through
    whole = {name: "x" for name in QUESTIONS if name.startswith("D")}
    assert habits_told(profile, whole, NOON + 50 * DAY).gone_through == {
        "P": NOON + 50 * DAY,
        "L": NOON,
    }


def test_a_weak_guess_asks_whether_it_fits_until_the_person_has_said() -> None:
    weak = CALM | {
        "D1_sit_hours": ">6",
        "D2_unbroken": ">60min",
        "D3_screen_height": "below",
        "D5_laptop_only": "most_days",
    }
    profile = person(answers=weak)
    assert open_points(profile, triage_of(profile, NOON), NOON) == ("does_it_fit",)
    said = person(answers=weak, own_category=Category.POSTURAL)
    assert open_points(said, triage_of(said, NOON), NOON) == ()
    unclear = person(answers={})
    assert open_points(unclear, triage_of(unclear, NOON), NOON) == ()
    resting = person(answers=weak, pains=pains(9))
    assert open_points(resting, triage_of(resting, NOON), NOON) == ()


def test_the_first_answer_about_the_desk_starts_its_clock() -> None:
    profile = habits_told(person(), {"D9_twist": "yes"}, NOON)
    assert profile.gone_through == {"P": NOON}
    again = habits_told(profile, {"L1_lift": "rarely"}, NOON + DAY)
    assert again.gone_through == {"P": NOON, "L": NOON + DAY}


def test_what_was_told_again_does_not_stand_any_longer() -> None:
    again = told(DESK, 13, before=told(DESK, 0))
    assert load(told(LOAD, 20, before=again), 20) is Category.OVERUSE


def test_what_counted_at_once_stands_for_14_days_too() -> None:
    changed = told(LOAD, 20, before=told(DESK, 0))
    again = told(DESK, 25, before=changed)
    assert load(again, 33.9) is Category.OVERUSE
    assert load(again, 34) is Category.POSTURAL
