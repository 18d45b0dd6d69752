from typing import Any

import pytest

from service.core.causes import (
    Category,
    Confidence,
    Status,
    Triage,
    triage,
)
from service.core.questions import EMERGENCY, FLAGS, SOFT, URGENT
from service.core.reasons import ReasonCode
from tests.core.builders import CALM

SEVEN_POINTS = CALM | {
    "D1_sit_hours": ">6",
    "D2_unbroken": ">60min",
    "D3_screen_height": "below",
    "D4_screen_dist": "too_near_or_far",
}
EIGHT_POINTS = SEVEN_POINTS | {"D9_twist": "yes"}
FOUR_LOAD = {"L1_lift": "heavy_or_daily"}
THREE_LOAD = {"L1_lift": "several_a_week", "L5_on_feet_manual": "yes"}


def decide(**given: Any) -> Triage:
    return triage(**({"answers": CALM, "patterns": (), "flags": ()} | given))


# --------------------------------------------------------------- likely load


@pytest.mark.parametrize(
    ("answers", "category"),
    [
        (CALM, Category.UNCLEAR),
        (SEVEN_POINTS, Category.UNCLEAR),
        (EIGHT_POINTS, Category.POSTURAL),
        (SEVEN_POINTS | THREE_LOAD, Category.UNCLEAR),
        (SEVEN_POINTS | FOUR_LOAD, Category.OVERUSE),
        (EIGHT_POINTS | THREE_LOAD, Category.POSTURAL),
        (EIGHT_POINTS | FOUR_LOAD, Category.MIXED),
    ],
)
def test_the_category_changes_at_8_desk_points_and_at_4_load_points(
    answers: dict[str, str], category: Category
) -> None:
    assert decide(answers=answers).category is category


@pytest.mark.parametrize(
    ("patterns", "category"),
    [
        (["Q1_worse_sitting_or_end_of_day"], Category.UNCLEAR),
        (
            ["Q1_worse_sitting_or_end_of_day", "Q3_worse_looking_down"],
            Category.UNCLEAR,
        ),
        (
            ["Q1_worse_sitting_or_end_of_day", "Q2_eases_when_I_get_up"],
            Category.POSTURAL,
        ),
        (["Q5_worse_during_or_day_after_lifting_or_sport"], Category.UNCLEAR),
        (
            ["Q6_worse_with_one_loaded_movement", "Q7_better_after_days_off_load"],
            Category.OVERUSE,
        ),
    ],
)
def test_four_points_of_pattern_are_enough_for_either_load(
    patterns: list[str], category: Category
) -> None:
    assert decide(patterns=patterns).category is category


@pytest.mark.parametrize(
    ("blanks", "category"), [(5, Category.POSTURAL), (6, Category.UNCLEAR)]
)
def test_more_than_five_blanks_leave_the_load_unclear(
    blanks: int, category: Category
) -> None:
    left_out = {"D6_chair", "D7_reach", "D8_phone", "D10_stand_desk", "D11_commute"}
    few = {k: v for k, v in EIGHT_POINTS.items() if k not in left_out}
    if blanks == 6:
        few.pop("L5_on_feet_manual")
    found = decide(answers=few)
    assert found.scores.missing == blanks
    assert found.category is category


def test_nothing_answered_is_unclear_with_16_blanks_and_low_confidence() -> None:
    found = decide(answers={})
    assert found.status is Status.GO
    assert found.category is Category.UNCLEAR
    assert found.confidence is Confidence.LOW
    assert found.scores.missing == 16


def test_a_standing_desk_never_brings_exposure_below_zero() -> None:
    answers = CALM | {"D10_stand_desk": "several_times_a_day"}
    assert decide(answers=answers).scores.p_exposure == 0
    answers |= {"D9_twist": "yes", "D11_commute": ">=60min_sitting"}
    assert decide(answers=answers).scores.p_exposure == 1


def test_an_answer_the_table_does_not_know_counts_as_blank() -> None:
    found = decide(answers=CALM | {"D9_twist": "perhaps", "D99_moon": "yes"})
    assert found.scores.missing == 1


# --------------------------------------------------------------- confidence

# (P, L) by answers on top of CALM, and blanks made by leaving 0-point answers out.
P5 = {
    "D1_sit_hours": ">6",
    "D2_unbroken": ">60min",
    "D4_screen_dist": "too_near_or_far",
}
P6 = P5 | {"D9_twist": "yes"}
P10 = {
    "D1_sit_hours": ">6",
    "D2_unbroken": ">60min",
    "D3_screen_height": "below",
    "D5_laptop_only": "most_days",
    "D6_chair": "both_missing",
}
P9 = P10 | {"D6_chair": "one_missing"}


@pytest.mark.parametrize(
    ("answers", "blanks", "confidence"),
    [
        (P5, 0, Confidence.HIGH),  # 2.5 from the cut
        (P5, 1, Confidence.HIGH),
        (P5, 2, Confidence.MEDIUM),
        (P5, 3, Confidence.MEDIUM),
        (P5, 4, Confidence.LOW),
        (P6, 0, Confidence.MEDIUM),  # 1.5 from the cut
        (P6, 3, Confidence.MEDIUM),
        (P6, 4, Confidence.LOW),
        (SEVEN_POINTS, 0, Confidence.LOW),  # 0.5 from the cut
        (EIGHT_POINTS, 0, Confidence.LOW),
        (P9, 0, Confidence.MEDIUM),
        (P10, 0, Confidence.HIGH),
        (P10 | THREE_LOAD, 0, Confidence.LOW),  # the nearer cut counts
        (P10 | FOUR_LOAD, 0, Confidence.LOW),
        (P10 | {"L1_lift": "several_a_week"}, 0, Confidence.MEDIUM),
    ],
)
def test_confidence_follows_the_nearer_cut_and_the_blanks(
    answers: dict[str, str], blanks: int, confidence: Confidence
) -> None:
    zeros = ["D7_reach", "D8_phone", "D11_commute", "L4_hard_training"]
    given = {k: v for k, v in (CALM | answers).items() if k not in zeros[:blanks]}
    assert decide(answers=given).confidence is confidence


# --------------------------------------------------------------- status


@pytest.mark.parametrize(
    ("pain", "status"),
    [
        (0, Status.GO),
        (3, Status.GO),
        (4, Status.GO_GENTLE),
        (6, Status.GO_GENTLE),
        (7, Status.HOLD_SEVERE),
        (10, Status.HOLD_SEVERE),
    ],
)
def test_pain_alone_decides_where_nothing_was_rated_before(
    pain: int, status: Status
) -> None:
    assert decide(pain_now=pain).status is status


@pytest.mark.parametrize(
    ("prior", "pain", "status"),
    [
        ([1], 3, Status.GO),  # up by 2
        ([1], 4, Status.HOLD_RISE),  # up by 3
        ([2], 5, Status.HOLD_RISE),
        ([1, 4, 4], 5, Status.GO_GENTLE),  # one odd low day
        ([1, 2], 4, Status.GO_GENTLE),  # up by 2.5
        ([0, 0, 0], 3, Status.HOLD_RISE),
        ([1], 7, Status.HOLD_SEVERE),  # severe comes first
        ([9], 5, Status.GO_GENTLE),
    ],
)
def test_a_rise_is_measured_on_the_median(
    prior: list[int], pain: int, status: Status
) -> None:
    assert decide(prior7=prior, pain_now=pain).status is status


@pytest.mark.parametrize("flag", sorted(EMERGENCY))
@pytest.mark.parametrize("pain", range(11))
def test_an_emergency_flag_beats_everything_at_every_pain(flag: str, pain: int) -> None:
    found = decide(flags=FLAGS - EMERGENCY | {flag}, pain_now=pain, prior7=[0])
    assert found.status is Status.STOP_EMERGENCY
    assert (found.category, found.confidence) == (Category.RED_FLAG, None)
    assert not found.nudges


@pytest.mark.parametrize("flag", sorted(URGENT))
def test_an_urgent_flag_stops_at_every_pain(flag: str) -> None:
    for pain in range(11):
        found = decide(flags=[flag], pain_now=pain)
        assert found.status is Status.STOP_SEEK_CARE
        assert (found.category, found.confidence) == (Category.RED_FLAG, None)


@pytest.mark.parametrize("flag", sorted(SOFT))
def test_a_soft_flag_suggests_a_professional_and_keeps_the_nudges(flag: str) -> None:
    found = decide(flags=[flag])
    assert found.advise_professional
    assert found.nudges


def test_only_the_unchecked_upper_back_makes_it_gentle_without_pain() -> None:
    gentle = {flag for flag in SOFT if decide(flags=[flag]).status is Status.GO_GENTLE}
    assert gentle == {"C5_upper_back_pain_never_checked"}


@pytest.mark.parametrize(
    "given",
    [
        {"pain_now": 7},
        {"flags": ["B2_weight_loss"]},
        {"flags": ["A4_serious_accident"]},
    ],
)
def test_a_professional_is_suggested_under_a_stop_and_severe_pain(
    given: dict[str, Any],
) -> None:
    assert decide(**given).advise_professional


@pytest.mark.parametrize("given", [{}, {"pain_now": 6}, {"pain_now": 5, "prior7": [1]}])
def test_no_professional_is_suggested_for_less(given: dict[str, Any]) -> None:
    assert not decide(**given).advise_professional


def test_the_reasons_name_the_rule_that_decided_first() -> None:
    found = decide(flags=["B2_weight_loss", "C4_keeps_coming_back"], pain_now=9)
    assert [(one.code, one.detail) for one in found.reasons] == [
        (ReasonCode.FLAG_URGENT, "B2_weight_loss"),
        (ReasonCode.FLAG_SOFT, "C4_keeps_coming_back"),
    ]
