import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from service.core.card import Exercise
from service.core.causes import Category, triage_of
from service.core.coverage import Agenda
from service.core.emphasis import BY_DAY, EMPHASIS, HABIT_FAMILIES
from service.core.profile import Limit, Profile
from service.core.questions import QUESTIONS
from service.core.reasons import ReasonCode
from service.core.routine_json import routine_from_json, routine_to_json
from service.core.routines import PastRoutine, Role, SlotKind
from tests.core.builders import (
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


# --------------------------------------------------------------- shape


def test_a_routine_opens_first_and_then_builds() -> None:
    chosen = routine(catalogue(build("squeeze"), stretch("reach")))
    assert chosen
    assert [(item.role, item.exercise.id) for item in chosen.items] == [
        (Role.OPEN, "reach"),
        (Role.BUILD, "squeeze"),
    ]


def test_the_time_counts_8_seconds_of_set_up_for_each_item() -> None:
    chosen = routine(catalogue(build("squeeze"), stretch("reach")))
    assert chosen
    assert [item.seconds for item in chosen.items] == [20, 20]
    assert chosen.seconds == 56


def test_a_third_item_comes_only_where_the_week_asks_for_more_time() -> None:
    breath = exercise("breathe", kind="breath_reset", pattern="breath")
    longer = {"dose": dose(30, 40, 50, 60)}
    short = catalogue(build("squeeze"), stretch("reach"), breath)
    long = catalogue(build("squeeze", **longer), stretch("reach", **longer), breath)
    assert ids(routine(short)) == ["reach", "squeeze", "breathe"]
    assert ids(routine(long)) == ["reach", "squeeze"]
    minute = {"dose": dose(22, 30, 40, 50)}
    full = catalogue(build("squeeze", **minute), stretch("reach", **minute), breath)
    assert ids(routine(full)) == ["reach", "squeeze"]
    assert ids(routine(long, week=3)) == ["reach", "squeeze", "breathe"]


def test_a_pair_never_exceeds_the_time_of_the_week() -> None:
    long = {"dose": dose(60, 60, 60, 60)}
    exercises = catalogue(
        build("long", **long), build("brief"), stretch("slow", **long)
    )
    assert ids(routine(exercises)) == ["slow"]
    assert ids(routine(exercises, week=3)) == ["slow", "brief"]


def test_where_only_one_kind_is_allowed_that_one_comes() -> None:
    assert ids(routine(catalogue(build("squeeze")))) == ["squeeze"]
    assert ids(routine(catalogue(stretch("reach")))) == ["reach"]


def test_the_build_slot_keeps_the_building_item_where_both_do_not_fit() -> None:
    long = {"dose": dose(70, 70, 70, 70)}
    exercises = catalogue(build("squeeze", **long), stretch("reach", **long))
    assert ids(routine(exercises, slot=SlotKind.BUILD)) == ["squeeze"]
    assert ids(routine(exercises, slot=SlotKind.ANY)) == ["reach"]


@pytest.mark.parametrize(
    ("slot", "named"), [(SlotKind.BUILD, "squeeze"), (SlotKind.ANY, "reach")]
)
def test_the_60_second_version_is_one_item(slot: SlotKind, named: str) -> None:
    exercises = catalogue(build("squeeze"), stretch("reach"))
    chosen = routine(exercises, slot=slot, short=True)
    assert ids(chosen) == [named]


def test_short_versions_alone_keep_the_share_of_the_week() -> None:
    exercises = catalogue(
        *(stretch(f"open{n}", family=f"open{n}") for n in range(8)),
        *(build(f"push{n}", family=f"push{n}") for n in range(8)),
    )
    recent: list[PastRoutine] = []
    for number in range(12):
        at = NOON + timedelta(hours=3 * number)
        chosen = routine(
            exercises,
            week=9,
            short=True,
            recent=recent,
            now=at,
            slot=SlotKind.ANY,
            agenda=Agenda(week_began=NOON, day_began=NOON),
            seed=str(number),
        )
        assert chosen
        seconds = tuple(item.seconds for item in chosen.items)
        recent.append(
            PastRoutine(at=at, exercise_ids=tuple(ids(chosen)), seconds=seconds)
        )
    opened = sum(one.seconds[0] for one in recent if one.exercise_ids[0] < "p")
    assert 0.35 < opened / sum(one.seconds[0] for one in recent) < 0.5


def test_the_60_second_version_counts_the_set_up() -> None:
    fits = build("fits", dose=dose(52, 60, 60, 60))
    too_long = build("too_long", dose=dose(53, 60, 60, 60))
    assert is_offered(fits, short=True)
    assert not is_offered(too_long, short=True)


def test_nothing_allowed_is_no_routine() -> None:
    assert (
        routine(catalogue(build(avoid=["knee"])), person(limits={Limit.KNEE})) is None
    )


@pytest.mark.parametrize(
    "profile",
    [
        person(pains=pains(7)),
        person(pains=pains(2, 2, 2, 5)),
        person(flags=frozenset({"A4_serious_accident"})),
        person(flags=frozenset({"B2_weight_loss"})),
        person(told_not_to_exercise=True),
    ],
)
def test_under_a_hold_or_a_stop_there_is_no_routine(profile: Profile) -> None:
    assert routine(catalogue(stretch(), build()), profile) is None


def test_the_same_arguments_give_the_same_routine_and_another_seed_may_not() -> None:
    exercises = catalogue(*(stretch(f"s{i}") for i in range(9)))
    assert ids(routine(exercises)) == ids(routine(exercises))
    assert len({tuple(ids(routine(exercises, seed=str(i)))) for i in range(20)}) > 1


# --------------------------------------------------------------- reasons and tables


def test_a_habit_brings_its_family_with_the_reason() -> None:
    habits = person(answers={"D3_screen_height": "below"})
    exercises = catalogue(stretch("plain"), stretch("tuck", family="chin_tuck"))
    picked = [ids(routine(exercises, habits, seed=str(i)))[0] for i in range(40)]
    assert picked.count("tuck") > 25
    chosen = routine(catalogue(stretch("tuck", family="chin_tuck")), habits)
    assert chosen
    assert ("habit", "D3_screen_height") in {
        (one.code.value, one.detail) for one in chosen.items[0].reasons
    }


def test_a_habit_without_points_says_nothing() -> None:
    fine = person(answers={"D3_screen_height": "eye_level"})
    chosen = routine(catalogue(stretch("tuck", family="chin_tuck")), fine)
    assert chosen
    assert ReasonCode.HABIT not in {one.code for one in chosen.items[0].reasons}


def test_every_item_has_a_reason() -> None:
    chosen = routine(catalogue(stretch(causes=["overuse"]), build(causes=["overuse"])))
    assert chosen
    assert all(item.reasons for item in chosen.items)


def test_the_tables_name_questions_and_loads_that_exist() -> None:
    assert HABIT_FAMILIES.keys() <= QUESTIONS.keys()
    assert set(BY_DAY) <= EMPHASIS.keys()


def test_mixed_load_is_answered_in_turn_day_by_day() -> None:
    answers = {
        "D1_sit_hours": ">6",
        "D2_unbroken": ">60min",
        "D3_screen_height": "below",
        "D5_laptop_only": "most_days",
        "L1_lift": "heavy_or_daily",
    } | {name: "no" for name, q in QUESTIONS.items() if "no" in q.points}
    answers |= {"L2_repetitive": "none", "D8_phone": "never_or_headset"}
    mixed = person(answers=answers)
    found = triage_of(mixed, NOON)
    assert found.category is Category.MIXED
    exercises = catalogue(stretch("chest", pattern="chest_open"))
    emphasised = [
        ReasonCode.EMPHASIS in {one.code for one in chosen.items[0].reasons}
        for day in range(4)
        if (
            chosen := routine(
                exercises, mixed, now=NOON + day * 24 * HOUR, triage=found
            )
        )
    ]
    assert sorted(emphasised) == [False, False, True, True]


# --------------------------------------------------------------- swap and storage


def test_what_was_swapped_away_does_not_come_and_does_not_count() -> None:
    exercises = catalogue(*(stretch(name) for name in "abc"), build("push"))
    first = routine(exercises, recent=[past("a")])
    assert first
    other = routine(exercises, recent=[past("a")], excluded=first.ids)
    assert not set(ids(other)) & {"a", *first.ids}


def test_what_was_swapped_away_is_stored_with_what_came() -> None:
    exercises = catalogue(stretch(), build())
    first = routine(exercises)
    assert first
    second = replace(first, replaced=frozenset({"before"}))
    stored = json.loads(json.dumps(routine_to_json(second)))
    assert routine_from_json(stored, exercises) == second


def test_a_routine_is_stored_and_read_back_unchanged() -> None:
    exercises = catalogue(stretch(care=["neck"]), build())
    chosen = routine(exercises, person(limits=frozenset({Limit.NECK})))
    assert chosen
    stored = json.loads(json.dumps(routine_to_json(chosen)))
    assert routine_from_json(stored, exercises) == chosen


def test_an_exercise_that_left_the_catalogue_is_dropped_when_read() -> None:
    chosen = routine(catalogue(stretch("wave"), build("push")))
    assert chosen
    read = routine_from_json(routine_to_json(chosen), catalogue(stretch("wave")))
    assert ids(read) == ["wave"]
    assert read.seconds == 28


def test_a_reason_of_another_version_is_dropped_when_read() -> None:
    exercises = catalogue(stretch())
    chosen = routine(exercises)
    assert chosen
    stored = routine_to_json(chosen) | {"reasons": [{"code": "moon", "detail": None}]}
    assert routine_from_json(stored, exercises).reasons == ()


def test_what_the_load_calls_for_comes_with_that_as_its_reason() -> None:
    answers = dict.fromkeys(QUESTIONS, "")
    person_of = {
        category: person(answers=answers, own_category=category)
        for category in (Category.POSTURAL, Category.OVERUSE)
    }
    for category, profile in person_of.items():
        wanted = max(EMPHASIS[category], key=lambda name: EMPHASIS[category][name])
        chosen = routine(catalogue(stretch(pattern=wanted.value)), profile)
        assert chosen
        reasons = {one.code for one in chosen.items[0].reasons}
        assert ReasonCode.EMPHASIS in reasons


def test_what_the_week_still_has_to_hold_comes_as_a_third_item() -> None:
    agenda = Agenda(week_began=NOON, day_began=NOON, left=1, left_today=1)
    cards = catalogue(
        stretch("reach", pattern="breath", family="a"),
        build("squeeze", pattern="breath", family="b"),
        exercise("calm", kind="breath_reset", pattern="breath", family="c"),
        exercise("roll", kind="breath_reset", pattern="wrist", family="d"),
    )
    for seed in "abcdefgh":
        found = ids(routine(cards, week=3, agenda=agenda, seed=seed))
        assert found == ["reach", "squeeze", "roll"]


def test_a_week_that_only_opened_builds_more_next() -> None:
    long, brief = dose(40, 40, 40, 40), dose(10, 10, 10, 10)
    cards = catalogue(
        stretch("reach", dose=brief),
        build("short", dose=brief, family="a"),
        build("long", dose=long, family="a"),
        stretch("opened", dose=long),
        build("built", dose=long, family="z"),
    )
    agenda = Agenda(week_began=NOON - 24 * HOUR, day_began=NOON - HOUR)
    for went, named in (("opened", "long"), ("built", "short")):
        went_out = PastRoutine(at=NOON - 20 * HOUR, exercise_ids=(went,), seconds=(90,))
        never = person(never=frozenset({"opened", "built"}))
        chosen = routine(cards, never, recent=(went_out,), agenda=agenda, week=3)
        assert named in ids(chosen)


@pytest.mark.parametrize("kind", ["stretch", "strengthen"])
def test_what_the_week_must_hold_comes_although_the_share_speaks_against_it(
    kind: str,
) -> None:
    other = "strengthen" if kind == "stretch" else "stretch"
    brief, long = {"dose": dose(10, 10, 10, 10)}, {"dose": dose(58, 58, 58, 58)}
    cards = catalogue(
        exercise("brief", kind=kind, pattern="breath", family="a", **brief),
        exercise("due", kind=kind, pattern="wrist", family="a", **long),
        exercise("other", kind=other, pattern="breath", family="b", **brief),
    )
    agenda = Agenda(week_began=NOON, day_began=NOON, left=2, left_today=1)
    for seed in "abcdefgh":
        assert "due" in ids(routine(cards, week=3, agenda=agenda, seed=seed))


def test_where_all_that_opens_repeats_a_pattern_what_builds_need_not() -> None:
    cards = catalogue(
        stretch("last", pattern="breath"),
        stretch("again", pattern="breath"),
        build("pushed", pattern="push"),
        build("old", pattern="push"),
        build("new", pattern="pull"),
    )
    for number in range(20):
        recent = [past("last", "pushed")]
        chosen = routine(cards, recent=recent, seed=str(number))
        assert ids(chosen)[:2] == ["again", "new"]


def test_what_the_week_needs_a_little_is_a_reason_beside_a_habit() -> None:
    habits = person(answers={"D3_screen_height": "below"})
    said = {
        "calf": [ReasonCode.HABIT, ReasonCode.BALANCE],
        "breath": [ReasonCode.HABIT],
    }
    for pattern, codes in said.items():
        card = stretch("tuck", family="chin_tuck", pattern=pattern)
        chosen = routine(catalogue(card), habits)
        assert chosen
        assert [one.code for one in chosen.items[0].reasons] == codes


def test_a_theme_of_the_load_speaks_for_a_card_whatever_its_movement() -> None:
    loaded = person(answers=dict.fromkeys(QUESTIONS, ""), own_category=Category.OVERUSE)
    chosen = routine(catalogue(stretch(themes=["lifting_skill"])), loaded)
    assert chosen
    assert ReasonCode.EMPHASIS in {one.code for one in chosen.items[0].reasons}
    plain = routine(catalogue(stretch()), loaded)
    assert plain
    assert ReasonCode.EMPHASIS not in {one.code for one in plain.items[0].reasons}


def test_a_week_of_who_sits_in_a_wheelchair_does_not_press_for_the_legs() -> None:
    cards = catalogue(stretch("legs", pattern="calf"), stretch("any", pattern="breath"))
    agenda = Agenda(week_began=NOON, day_began=NOON, left=1)

    def first(profile: Profile) -> set[str]:
        return {
            ids(routine(cards, profile, agenda=agenda, short=True, seed=str(n)))[0]
            for n in range(20)
        }

    assert first(person()) == {"legs"}
    assert first(person(limits=frozenset({Limit.WHEELCHAIR}))) == {"legs", "any"}
