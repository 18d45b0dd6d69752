"""The four screens show what is known and read back what was shown."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from service.blocks import registration
from service.blocks.limits import view_problems
from service.core.errors import Refused
from service.core.profile import Equipment, Limit, Pain, Profile, Region, Setting
from service.core.questions import FLAGS
from service.forms.answers import Hours, Limits, Registered, Safety, Soreness
from service.forms.fields import Given, Mistakes
from service.forms.limits import ASKED_EQUIPMENT
from service.forms.sections import FORMS
from tests.blocks.screens import inputs_of, sent, submitted, values_of

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NEW = Registered()
FULL = Registered(
    profile=Profile(
        flags=FLAGS,
        pains=(Pain(at=NOW, score=10, regions=frozenset(Region)),),
        limits=frozenset(Limit),
        equipment=frozenset(Equipment),
        setting=Setting.GYM,
        safety_answered=True,
        told_not_to_exercise=True,
        age_band="65_up",
    ),
    work_days=frozenset(range(7)),
    work_start=time(6, 5),
    work_end=time(23, 59),
    nudges_per_day=4,
)


def read(number: int, given: Given) -> Any:
    return FORMS[registration.ORDER[number - 1]].read(given)


def answered(number: int, current: Registered = NEW, **given: Any) -> Any:
    view = registration.screen(number, current)
    return read(number, submitted(view, **given))


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize("current", [NEW, FULL])
def test_slack_takes_every_screen(number: int, current: Registered) -> None:
    assert view_problems(registration.screen(number, current)) == []


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_private_metadata_holds_the_number_of_the_screen_only(number: int) -> None:
    view = registration.screen(number, FULL)
    assert view["private_metadata"] == str(number)
    assert registration.number_of(view["private_metadata"]) == number


@pytest.mark.parametrize("metadata", ["", "0", "5", "-1", "1 ", "x"])
def test_a_screen_of_nobody_is_refused(metadata: str) -> None:
    with pytest.raises(Refused):
        registration.number_of(metadata)


def test_the_first_screen_left_blank_means_that_nothing_applies() -> None:
    assert answered(1) == Safety()


def test_the_first_screen_reads_every_tick_back() -> None:
    view = registration.screen(1, NEW)
    emergency, lifelong = values_of(view, "emergency"), values_of(view, "lifelong")
    safety = answered(
        1, emergency=emergency, lifelong=lifelong, told=["told"], age="56_64"
    )
    assert safety == Safety(
        emergency=frozenset(emergency),
        lifelong=frozenset(lifelong),
        told_not_to_exercise=True,
        age_band="56_64",
    )
    assert safety.flags == {*emergency, *lifelong}


def test_the_first_screen_starts_from_what_is_known() -> None:
    safety = answered(1, FULL)
    assert safety.flags == {one for one in FLAGS if one[0] == "A"} | {
        "B3_cancer_history",
        "B7_fragile_bones_or_steroids",
        "B8_low_immunity_or_injection",
        "B13_pregnant_with_bleeding_or_contractions",
    }
    assert (safety.told_not_to_exercise, safety.age_band) == (True, "65_up")
    assert not safety.cleared


def test_a_newcomer_is_not_asked_to_be_cleared() -> None:
    assert "cleared" not in inputs_of(registration.screen(1, NEW))
    assert "cleared" in inputs_of(registration.screen(1, FULL))


def test_what_a_clinician_has_cleared_stops_nothing_but_stays_a_limit() -> None:
    fragile = ["B7_fragile_bones_or_steroids"]
    known = replace(NEW, profile=Profile(safety_answered=True))
    safety = answered(1, known, lifelong=fragile, cleared=["cleared"])
    assert (safety.cleared, safety.flags) == (True, frozenset())
    assert safety.limits == {Limit.OSTEOPOROSIS}


def test_being_cleared_with_an_emergency_sign_is_sent_back() -> None:
    mistakes = answered(1, FULL, cleared=["cleared"])
    assert isinstance(mistakes, Mistakes)
    assert set(mistakes.by_field) == {"emergency", "told"}


def test_the_second_screen_left_blank_means_no_pain() -> None:
    assert answered(2) == Soreness()


def test_the_second_screen_reads_every_tick_back() -> None:
    view = registration.screen(2, NEW)
    given = {name: values_of(view, name) for name in ("regions", "urgent", "soft")}
    soreness = answered(2, pain="10", about=["seen", "first"], **given)
    assert soreness == Soreness(
        regions=frozenset(Region),
        pain_now=10,
        urgent=frozenset(given["urgent"]),
        soft=frozenset(given["soft"]),
        seen_by_clinician=True,
        first_ever=True,
    )


def test_an_old_rating_is_never_taken_for_one_of_today() -> None:
    assert "initial_option" not in inputs_of(registration.screen(2, FULL))["pain"]
    mistakes = answered(2, FULL)
    assert isinstance(mistakes, Mistakes)
    assert set(mistakes.by_field) == {"pain"}


def test_pain_without_a_region_is_fine() -> None:
    assert answered(2, pain="3") == Soreness(pain_now=3)


@pytest.mark.parametrize(
    ("band", "is_a_sign"),
    [
        ("under_20", True),
        ("20_55", False),
        ("56_64", True),
        ("65_up", True),
        (None, True),
    ],
)
def test_a_first_ever_pain_counts_outside_the_middle_ages(
    band: str | None, *, is_a_sign: bool
) -> None:
    flags = answered(2, pain="2", about=["first"]).flags(band)
    assert ("B9_first_ever_under20_over55" in flags) is is_a_sign


@pytest.mark.parametrize(
    ("given", "is_unchecked"),
    [
        ({"regions": ["upper_back"], "pain": "1"}, True),
        ({"regions": ["upper_back"], "pain": "1", "about": ["seen"]}, False),
        ({"regions": ["upper_back"], "pain": "0"}, False),
        ({"regions": ["neck"], "pain": "6"}, False),
    ],
)
def test_upper_back_pain_that_nobody_has_checked_is_derived(
    given: dict[str, Any], *, is_unchecked: bool
) -> None:
    flags = answered(2, **given).flags("20_55")
    assert ("C5_upper_back_pain_never_checked" in flags) is is_unchecked


def test_a_checked_upper_back_stays_checked_when_the_screen_is_opened_again() -> None:
    pain = Pain(at=NOW, score=2, regions=frozenset({Region.UPPER_BACK}))
    soreness = answered(2, replace(NEW, profile=Profile(pains=(pain,))), pain="2")
    assert soreness.seen_by_clinician


@pytest.mark.parametrize("current", [NEW, FULL])
def test_hours_come_back_as_they_were_shown(current: Registered) -> None:
    assert answered(3, current) == Hours(
        setting=current.profile.setting,
        work_days=current.work_days,
        work_start=current.work_start,
        work_end=current.work_end,
        lunch_start=current.lunch_start,
        lunch_end=current.lunch_end,
        nudges_per_day=current.nudges_per_day,
    )


def test_every_place_day_and_number_can_be_chosen() -> None:
    view = registration.screen(3, NEW)
    for place in values_of(view, "place"):
        assert answered(3, place=place).setting == place
    assert answered(3, days=values_of(view, "days")).work_days == set(range(7))
    numbers = [
        answered(3, per_day=n).nudges_per_day for n in values_of(view, "per_day")
    ]
    assert numbers == [None, 1, 2, 3, 4]


def test_no_lunch_is_fine() -> None:
    hours = answered(3, lunch_start=None, lunch_end=None)
    assert (hours.lunch_start, hours.lunch_end) == (None, None)


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"start": "17:00", "end": "09:00"}, "end"),
        ({"start": "09:00", "end": "09:00"}, "end"),
        ({"start": None}, "start"),
        ({"end": None}, "end"),
        ({"days": []}, "days"),
        ({"place": None}, "place"),
        ({"lunch_start": None}, "lunch_start"),
        ({"lunch_end": None}, "lunch_end"),
        ({"lunch_start": "13:00", "lunch_end": "12:00"}, "lunch_end"),
        ({"lunch_start": "09:00", "lunch_end": "17:00"}, "lunch_start"),
    ],
)
def test_impossible_hours_are_sent_back_with_a_sentence(
    given: dict[str, Any], where: str
) -> None:
    mistakes = answered(3, **given)
    assert isinstance(mistakes, Mistakes)
    assert set(mistakes.by_field) == {where}
    assert mistakes.by_field[where].endswith(".")


def test_the_fourth_screen_reads_back_what_it_shows() -> None:
    assert answered(4) == Limits()
    limits = answered(4, FULL)
    assert limits.limits == set(Limit)
    assert limits.equipment == {*ASKED_EQUIPMENT, Equipment.BENCH, Equipment.MACHINE}


def test_every_limit_can_be_ticked() -> None:
    view = registration.screen(4, NEW)
    groups = {name: values_of(view, name) for name in ("limits_joints", "limits_body")}
    assert answered(4, **groups).limits == set(Limit)


@pytest.mark.parametrize(
    ("number", "block_id", "forged"),
    [
        (1, "emergency", {"selected_options": [{"value": "A9"}]}),
        (1, "age", {"selected_option": {"value": "200"}}),
        (2, "pain", {"selected_option": {"value": "99"}}),
        (2, "regions", {"selected_options": [{}]}),
        (3, "start", {"selected_time": "25:00"}),
        (3, "start", {"selected_time": 9}),
        (4, "equipment", {"selected_options": [{"value": "bazooka"}]}),
    ],
)
def test_a_value_that_was_never_offered_is_refused(
    number: int, block_id: str, forged: dict[str, Any]
) -> None:
    given = submitted(registration.screen(number, NEW))
    with pytest.raises(Refused):
        read(number, {**given, **sent({block_id: {block_id: forged}})})
