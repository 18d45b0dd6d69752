from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from service.core.card import Exercise
from service.core.causes import Category, triage_of
from service.core.profile import Equipment, Limit, Profile, Setting
from service.core.progress import Rung
from service.core.questions import UPPER_BACK_UNCHECKED
from service.core.reasons import Reason, ReasonCode
from service.core.routine_json import routine_from_json, routine_to_json
from service.core.routines import PastRoutine, Role, SlotKind
from tests.core.builders import (
    CALM,
    NOON,
    build,
    catalogue,
    dose,
    exercise,
    ids,
    pains,
    person,
    routine,
    stretch,
)

HOUR = timedelta(hours=1)


def is_offered(one: Exercise, profile: Profile | None = None, **changes: Any) -> bool:
    return one.id in ids(routine(catalogue(one), profile, **changes))


def past(*names: str, hours_ago: float = 3) -> PastRoutine:
    return PastRoutine(at=NOON - hours_ago * HOUR, exercise_ids=names)


def at_step(dose_step: int, family: str = "wave", level: int = 1) -> dict[str, Rung]:
    return {family: Rung(level=level, dose_step=dose_step)}


# --------------------------------------------------------------- hard rules


def test_guidance_is_never_part_of_a_routine() -> None:
    advice = exercise("ask", kind="guidance", dose=[], pattern="advice")
    assert not is_offered(advice, person(setting=Setting.GYM))


@pytest.mark.parametrize(
    ("week", "level"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (8, 3), (9, 4)]
)
def test_the_level_grows_with_the_weeks(week: int, level: int) -> None:
    assert is_offered(stretch(level=level), week=week)
    assert level == 4 or not is_offered(stretch(level=level + 1), week=week)


def test_a_harder_exercise_of_a_family_waits_until_the_person_stands_there() -> None:
    easy, hard = stretch("easy", family="wave"), stretch("hard", family="wave", level=2)
    both = catalogue(easy, hard)
    seen = [
        ids(routine(both, week=9, seed=str(n), progress=at_step(1))) for n in range(9)
    ]
    assert seen == [["easy"]] * 9
    at_two = [
        routine(both, week=9, seed=str(n), progress=at_step(1, level=2))
        for n in range(40)
    ]
    doses = {(i.exercise.id, i.dose.step) for one in at_two if one for i in one.items}
    # What was mastered comes at the highest step that fits.
    assert doses == {("easy", 3), ("hard", 1)}


def test_a_family_that_was_hard_rests_for_48_hours() -> None:
    tired = PastRoutine(at=NOON - 47 * HOUR, exercise_ids=("a",), efforts={"a": 6})
    a, b = build("a", family="pushes"), build("b", family="pushes")
    others = (past("x", hours_ago=1),)
    assert ids(routine(catalogue(a, b), recent=(tired, *others))) == []
    rested = replace(tired, at=NOON - 49 * HOUR)
    assert ids(routine(catalogue(a, b), recent=(rested, *others)))
    easy = replace(tired, efforts={"a": 5})
    assert ids(routine(catalogue(a, b), recent=(easy, *others)))


def test_a_muscle_is_stretched_for_ten_minutes_a_week_at_most() -> None:
    card = stretch(targets=["calf"])
    other = stretch("other", targets=["calf", "thigh"])
    week = [
        PastRoutine(
            at=NOON - (25 + 30 * n) * HOUR, exercise_ids=("other",), seconds=(s,)
        )
        for n, s in enumerate((300, 299))
    ]
    shown = (past("x", hours_ago=1), *week)
    assert ids(routine(catalogue(card, other), recent=shown))
    full = (
        *shown,
        PastRoutine(at=NOON - 99 * HOUR, exercise_ids=("wave",), seconds=(1,)),
    )
    assert ids(routine(catalogue(card, other), recent=full)) == []
    assert ids(routine(catalogue(build(targets=["calf"])), recent=full))


@pytest.mark.parametrize(("per_side", "seconds"), [(False, 30), (True, 60)])
def test_from_65_on_a_stretch_is_held_for_30_seconds_once(
    *, per_side: bool, seconds: int
) -> None:
    card = stretch(
        per_side=per_side, tempo="hold", dose=dose(15, 30, 40, 60, hold_s=15)
    )
    chosen = routine(catalogue(card), person(age_band="65_up"))
    assert chosen
    given = chosen.items[0].dose
    assert (given.sets, given.reps, given.rest_s) == (1, 1, 0)
    assert (given.hold_s, given.seconds) == (30, seconds)
    assert chosen == routine_from_json(routine_to_json(chosen), catalogue(card))


def test_in_the_week_after_a_hold_the_dose_is_one_step_lower() -> None:
    held = person(pains=pains(7, 0, 0, 0, 0))
    chosen = routine(catalogue(stretch()), held, week=9, progress=at_step(3))
    assert chosen
    assert chosen.items[0].dose.step == 2


def test_a_stop_ends_with_the_answer_that_the_clinicians_word_asks_for() -> None:
    cleared = person(cleared_at=NOON - 30 * 24 * HOUR, pains=pains(0))
    chosen = routine(catalogue(stretch()), cleared, week=9, progress=at_step(3))
    assert chosen
    assert chosen.items[0].dose.step == 2


@pytest.mark.parametrize(("days", "step"), [(6, 2), (8, 3)])
def test_in_the_week_after_a_clinicians_word_everything_is_small_and_easy(
    days: int, step: int
) -> None:
    at = NOON - days * 24 * HOUR
    cleared = person(cleared_at=at, pains=pains(0, last=at))
    chosen = routine(catalogue(stretch()), cleared, week=9, progress=at_step(3))
    assert chosen
    assert chosen.items[0].dose.step == step
    hard = build(level=3)
    at_three = at_step(1, hard.family, level=3)
    assert is_offered(hard, cleared, week=9, progress=at_three) is (days > 7)


def test_an_unchecked_upper_back_does_not_narrow_what_is_sore_everywhere() -> None:
    card = build(regions=["knees"], tempo="2-1-2")
    hurts = {"pains": pains(6)}
    flags = frozenset({UPPER_BACK_UNCHECKED})
    assert not is_offered(card, person(**hurts))
    assert not is_offered(card, person(**hurts, flags=flags))
    told = person(pains=pains(6, regions=["neck"]), flags=flags)
    assert is_offered(card, told)
    assert not is_offered(build(regions=["upper_back"], tempo="2-1-2"), told)


def test_for_two_weeks_after_a_fall_what_is_easier_keeps_to_its_dose_too() -> None:
    card, hard = build(), build("hard", level=2)

    def step(days: int, why: ReasonCode) -> int:
        rung = Rung(level=2, dose_step=1, changed_at=NOON - days * 24 * HOUR, why=why)
        chosen = routine(
            catalogue(card, hard), never_hard, week=9, progress={card.family: rung}
        )
        assert chosen
        return chosen.items[0].dose.step

    never_hard = person(never=frozenset({"hard"}))
    assert step(13, ReasonCode.LESS_HURT) == step(1, ReasonCode.LESS_SORE) == 1
    assert step(14, ReasonCode.LESS_HURT) == step(1, ReasonCode.HARDER) > 1


def test_in_place_of_what_hurt_comes_the_easier_or_the_seated_one() -> None:
    hard = build("hard", level=2, regression="easy", seated_alternative="seated")
    cards = [build("easy"), build("seated"), *(build(f"other{n}") for n in range(5))]
    hurt = person(not_now={"hard": NOON + HOUR})
    chosen = [routine(catalogue(hard, *cards), hurt, seed=str(n)) for n in range(20)]
    assert {name for one in chosen for name in ids(one)} == {"easy", "seated"}
    reason = {one.items[0].reasons[-1] for one in chosen if one}
    assert reason == {Reason(code=ReasonCode.INSTEAD, detail="hard")}


def test_a_gym_exercise_needs_a_gym() -> None:
    card = stretch(setting="gym")
    assert not is_offered(card, person(setting=Setting.HOME))
    assert is_offered(card, person(setting=Setting.GYM))


def test_a_desk_has_chair_and_desk_and_a_room_has_wall_and_doorway() -> None:
    seated, leaning = stretch(equipment=["chair", "desk"]), stretch(equipment=["wall"])
    assert is_offered(seated)
    assert not is_offered(leaning)
    assert is_offered(leaning, person(setting=Setting.OFFICE))
    assert is_offered(leaning, person(equipment=frozenset({Equipment.WALL})))


def test_what_a_limit_excludes_is_never_offered() -> None:
    card = stretch(avoid=["wrist"])
    assert is_offered(card, person(limits=frozenset({Limit.KNEE})))
    assert not is_offered(card, person(limits=frozenset({Limit.WRIST})))


def test_fragile_bones_exclude_as_their_limit_does() -> None:
    flagged = person(flags=frozenset({"B7_fragile_bones_or_steroids"}))
    assert not is_offered(stretch(avoid=["osteoporosis"]), flagged)


def test_care_allows_the_first_two_doses_with_a_word_of_caution() -> None:
    careful = person(limits=frozenset({Limit.NECK}))
    chosen = routine(
        catalogue(stretch(care=["neck"])), careful, week=9, progress=at_step(4)
    )
    assert chosen
    assert (chosen.items[0].dose.step, chosen.items[0].caution) == (2, True)
    assert ReasonCode.LIMIT_CARE in {one.code for one in chosen.items[0].reasons}


@pytest.mark.parametrize(
    ("own", "week", "step"), [(1, 9, 1), (4, 1, 2), (4, 3, 3), (3, 9, 3), (4, 9, 3)]
)
def test_the_dose_is_the_own_step_held_by_ramp_and_75_seconds(
    own: int, week: int, step: int
) -> None:
    # Its step 4 takes 90 s, more than one item may.
    chosen = routine(catalogue(stretch()), week=week, progress=at_step(own))
    assert chosen
    assert chosen.items[0].dose.step == step


def test_an_exercise_that_never_fits_75_seconds_is_never_offered() -> None:
    assert is_offered(stretch(dose=dose(75, 80, 90, 99)))
    assert not is_offered(stretch(dose=dose(76, 80, 90, 99)))


def test_high_blood_pressure_allows_no_strength_hold_over_ten_seconds() -> None:
    high = person(limits=frozenset({Limit.HYPERTENSION}))
    assert is_offered(build(dose=dose(20, 20, 20, 20, hold_s=10)), high)
    assert not is_offered(build(dose=dose(20, 20, 20, 20, hold_s=11)), high)
    assert is_offered(stretch(dose=dose(20, 20, 20, 20, hold_s=15)), high)


def test_a_wheelchair_user_gets_seated_exercises_only() -> None:
    seated = person(limits=frozenset({Limit.WHEELCHAIR}))
    assert is_offered(stretch(), seated)
    assert not is_offered(stretch(position="standing"), seated)
    assert not is_offered(stretch(avoid=["wheelchair"]), seated)


def test_what_hurt_is_put_off_until_its_instant() -> None:
    put_off = person(not_now={"wave": NOON + HOUR})
    assert not is_offered(stretch("wave"), put_off)
    assert is_offered(stretch("wave"), person(not_now={"wave": NOON}))


def test_an_exercise_of_the_last_routine_does_not_come_again_at_once() -> None:
    earlier, last = past("other", hours_ago=9), past("wave", hours_ago=30)
    assert not is_offered(stretch("wave"), recent=[last])
    assert is_offered(stretch("wave"), recent=[last, earlier])


def test_an_exercise_comes_at_most_twice_in_24_hours() -> None:
    once, twice = past("wave", hours_ago=9), past("wave", hours_ago=6)
    between = past("other", hours_ago=3)
    assert is_offered(stretch("wave"), recent=[once, between])
    assert not is_offered(stretch("wave"), recent=[once, twice, between])
    day_ago = replace(once, at=NOON - 24 * HOUR)
    assert is_offered(stretch("wave"), recent=[day_ago, twice, between])


def test_the_pattern_of_the_last_routine_waits_where_there_is_another() -> None:
    exercises = catalogue(
        stretch("last", pattern="neck"),
        stretch("same", pattern="neck", causes=["whole_body"], discreet=2),
        stretch("other", pattern="calf", causes=["overuse"], discreet=0),
    )
    for seed in range(20):
        chosen = routine(exercises, recent=[past("last")], seed=str(seed))
        assert ids(chosen) == ["other"]


def test_the_pattern_of_the_last_routine_comes_where_there_is_no_other() -> None:
    exercises = catalogue(stretch("last"), stretch("same"))
    assert ids(routine(exercises, recent=[past("last")])) == ["same"]


# --------------------------------------------------------------- pain


@pytest.mark.parametrize("pain", [4, 5, 6])
def test_moderate_pain_keeps_it_short_easy_and_low(pain: int) -> None:
    sore = person(pains=pains(pain, regions=["neck"]))
    assert is_offered(stretch(level=2), sore, week=9)
    assert not is_offered(stretch(level=3), sore, week=9)
    long = {"dose": dose(60, 60, 60, 60)}
    exercises = catalogue(stretch("reach", **long), build("squeeze", **long))
    assert len(ids(routine(exercises, person(), week=9))) == 2
    chosen = routine(
        catalogue(
            stretch("reach", regions=["knees"], **long),
            build("squeeze", regions=["knees"], **long),
        ),
        sore,
        week=9,
    )
    assert len(ids(chosen)) == 1
    assert chosen
    assert chosen.seconds <= 90
    assert [one.code for one in chosen.reasons] == [ReasonCode.GENTLE]


def test_with_moderate_pain_a_sore_region_is_loaded_only_without_movement() -> None:
    sore = person(pains=pains(5, regions=["neck"]))
    assert not is_offered(build(regions=["neck", "knees"]), sore)
    assert is_offered(build(regions=["neck"], tempo="hold"), sore)
    assert is_offered(build(regions=["knees"]), sore)
    assert is_offered(stretch(regions=["neck"]), sore)


def test_moderate_pain_without_a_place_counts_everywhere() -> None:
    sore = person(pains=pains(5))
    assert not is_offered(build(regions=["knees"]), sore)
    assert is_offered(build(regions=["knees"], tempo="hold"), sore)


def test_an_unchecked_upper_back_is_treated_as_sore() -> None:
    flagged = person(flags=frozenset({"C5_upper_back_pain_never_checked"}))
    assert not is_offered(build(regions=["upper_back"]), flagged)
    assert is_offered(build(regions=["knees"]), flagged)


def test_low_pain_excludes_nothing_and_favours_opening_the_sore_region() -> None:
    sore = person(pains=pains(2, regions=["knees"]))
    assert is_offered(build(regions=["knees"]), sore)
    chosen = routine(catalogue(stretch(regions=["knees"])), sore)
    assert chosen
    assert ReasonCode.SORE_REGION in {one.code for one in chosen.items[0].reasons}


def test_a_new_load_spares_what_is_sore_from_building() -> None:
    answers = dict(CALM)
    answers |= {"L1_lift": "heavy_or_daily", "L3_new_load_4wk": "yes"}
    loaded = person(answers=answers, pains=pains(2, regions=["knees"]))
    assert triage_of(loaded, NOON).category is Category.OVERUSE
    assert not is_offered(build(regions=["knees"]), loaded)
    assert is_offered(build(regions=["neck"]), loaded)
    assert is_offered(stretch(regions=["knees"]), loaded)
    used_to_it = replace(loaded, answers=answers | {"L3_new_load_4wk": "no"})
    assert is_offered(build(regions=["knees"]), used_to_it)


# --------------------------------------------------------------- before the answers


def test_before_the_safety_questions_only_small_seated_movement_comes() -> None:
    unasked = person(safety_answered=False)
    seated = exercise("circle", kind="mobility")
    assert is_offered(seated, unasked)
    assert is_offered(exercise("sit", kind="breath_reset", pattern="move"), unasked)
    assert not is_offered(stretch(), unasked)
    assert not is_offered(build(), unasked)
    assert not is_offered(replace(seated, level=2), unasked, week=9)
    standing = exercise("stand", kind="mobility", position="standing")
    assert not is_offered(standing, unasked)


def test_before_the_safety_questions_one_or_two_opening_items_of_step_1_come() -> None:
    unasked = person(safety_answered=False)
    cards = [exercise(f"m{i}", kind="mobility", pattern="neck") for i in range(9)]
    chosen = routine(
        catalogue(*cards), unasked, slot=SlotKind.BUILD, progress=at_step(4), week=9
    )
    assert chosen
    assert [(i.role, i.dose.step) for i in chosen.items] == [(Role.OPEN, 1)] * 2
    assert [one.code for one in chosen.reasons] == [ReasonCode.FIRST_STEPS]


# ------------------------------------------------------- what the person does not want


def test_what_a_person_never_wants_is_not_offered() -> None:
    assert is_offered(stretch())
    assert not is_offered(stretch(), person(never=frozenset({stretch().id})))
    assert is_offered(stretch(), person(never=frozenset({"another"})))


def test_with_moderate_pain_building_is_smallest_where_it_hurts() -> None:
    sore = person(pains=pains(5, regions=["neck"]))
    for region, step in (("neck", 1), ("knees", 2)):
        held = build(regions=[region], tempo="hold", family="wave")
        chosen = routine(catalogue(held), sore, week=9, progress=at_step(4))
        assert chosen
        assert chosen.items[0].dose.step == step


def test_before_the_safety_questions_the_second_item_is_of_another_family() -> None:
    unasked = person(safety_answered=False)
    circles = [
        exercise(name, kind="mobility", family=family, dose=dose(20, 20, 20, 20))
        for name, family in (("one", "a"), ("two", "a"), ("three", "b"))
    ]
    for seed in "abcdefgh":
        assert "three" in ids(routine(catalogue(*circles), unasked, seed=seed))


def test_before_the_safety_questions_nothing_learned_makes_a_dose_larger() -> None:
    unasked = person(safety_answered=False)
    circle = exercise("circle", kind="mobility", family="wave")
    for short in (False, True):
        chosen = routine(
            catalogue(circle), unasked, week=9, progress=at_step(4), short=short
        )
        assert chosen
        assert [(i.role, i.dose.step) for i in chosen.items] == [(Role.OPEN, 1)]


def test_where_it_hurts_moderately_easy_movement_stays_open() -> None:
    sore = person(pains=pains(5, regions=["neck"]))
    assert is_offered(exercise(kind="mobility", regions=["neck"]), sore)


def test_high_blood_pressure_shortens_a_stretch_only_if_its_card_says_so() -> None:
    pressed = person(limits=frozenset({Limit.HYPERTENSION}))
    long = {"tempo": "hold", "dose": dose(15, 20, 20, 20, hold_s=15)}
    assert is_offered(stretch(**long), pressed)
    assert not is_offered(stretch(care=["hypertension"], **long), pressed)


def test_from_65_on_a_strength_hold_keeps_its_own_length() -> None:
    card = build(tempo="hold", dose=dose(15, 30, 40, 60, hold_s=15))
    chosen = routine(catalogue(card), person(age_band="65_up"))
    assert chosen
    assert (chosen.items[0].dose.reps, chosen.items[0].dose.hold_s) == (5, 15)


def test_a_new_load_with_nothing_sore_is_no_reason_to_spare_anything() -> None:
    answers = CALM | {"L1_lift": "heavy_or_daily", "L3_new_load_4wk": "yes"}
    for scores, told in (((), False), ((2,), True)):
        profile = person(answers=answers, pains=pains(*scores, regions=["knees"]))
        chosen = routine(catalogue(stretch()), profile)
        assert chosen
        reasons = {one.code for one in chosen.reasons}
        assert (ReasonCode.SPARE_SORE in reasons) is told


def test_before_the_safety_questions_one_is_enough_where_it_fills_the_time() -> None:
    unasked = person(safety_answered=False)
    for seconds, number in ((52, 1), (51, 2)):
        long = dose(seconds, 60, 60, 60)
        cards = catalogue(
            exercise("last", kind="mobility", pattern="neck"),
            exercise("brief", kind="mobility", pattern="neck"),
            exercise("long", kind="mobility", pattern="wrist", dose=long),
        )
        chosen = ids(routine(cards, unasked, recent=[past("last")]))
        assert chosen == ["long", "brief"][:number]


def test_before_the_safety_questions_the_second_item_moves_something_else() -> None:
    unasked = person(safety_answered=False)
    patterns = {"one": "neck", "two": "neck", "three": "neck", "four": "wrist"}
    cards = [
        exercise(name, kind="mobility", pattern=pattern)
        for name, pattern in patterns.items()
    ]
    for seed in "abcdefgh":
        assert "four" in ids(routine(catalogue(*cards), unasked, seed=seed))
