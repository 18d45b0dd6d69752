"""The questions about desk, load and pain, with their answers and points.

Design, after the factors of the public workstation checklists of OSHA and
USGS; nobody has validated the points. A blank answer counts 0 and as missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from service.core.thresholds import L_TOTAL, MAX_MISSING, P_PATTERN, P_TOTAL


class Axis(StrEnum):
    """What a point speaks for: desk posture (P) or physical load (L)."""

    P = "P"
    L = "L"


@dataclass(frozen=True)
class Question:
    """One question: its axis, and points by answer code."""

    axis: Axis
    points: Mapping[str, int]


@dataclass(frozen=True)
class Pattern:
    """One thing a person ticks about how the pain behaves, worth some points."""

    axis: Axis
    points: int


@dataclass(frozen=True, kw_only=True)
class Cuts:
    """At or above these points an axis is high; above these blanks nothing is."""

    p_total: int
    p_pattern: int
    l_total: int
    max_missing: int


QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        "D1_sit_hours": Question(Axis.P, {"<4": 0, "4-6": 1, ">6": 2}),
        "D2_unbroken": Question(Axis.P, {"<30min": 0, "30-60min": 1, ">60min": 2}),
        "D3_screen_height": Question(Axis.P, {"eye_level": 0, "above": 1, "below": 2}),
        "D4_screen_dist": Question(Axis.P, {"arm_length": 0, "too_near_or_far": 1}),
        "D5_laptop_only": Question(
            Axis.P, {"never": 0, "some_days": 1, "most_days": 2}
        ),
        "D6_chair": Question(
            Axis.P, {"back_and_feet_ok": 0, "one_missing": 1, "both_missing": 2}
        ),
        "D7_reach": Question(
            Axis.P, {"elbows_in": 0, "reach_or_shrug": 1, "reach_and_shrug": 2}
        ),
        "D8_phone": Question(
            Axis.P, {"never_or_headset": 0, "sometimes": 1, "daily": 2}
        ),
        "D9_twist": Question(Axis.P, {"no": 0, "yes": 1}),
        "D10_stand_desk": Question(
            Axis.P, {"no": 0, "rarely": 0, "several_times_a_day": -1}
        ),
        "D11_commute": Question(Axis.P, {"<60min_sitting": 0, ">=60min_sitting": 1}),
        "L1_lift": Question(
            Axis.L, {"rarely": 0, "several_a_week": 2, "heavy_or_daily": 4}
        ),
        "L2_repetitive": Question(Axis.L, {"none": 0, "<2h_day": 1, ">=2h_day": 2}),
        "L3_new_load_4wk": Question(Axis.L, {"no": 0, "yes": 2}),
        "L4_hard_training": Question(Axis.L, {"no": 0, "3+_hard_upper_body_days": 1}),
        "L5_on_feet_manual": Question(Axis.L, {"no": 0, "yes": 1}),
    }
)

PATTERNS: Mapping[str, Pattern] = MappingProxyType(
    {
        "Q1_worse_sitting_or_end_of_day": Pattern(Axis.P, 2),
        "Q2_eases_when_I_get_up": Pattern(Axis.P, 2),
        "Q3_worse_looking_down": Pattern(Axis.P, 1),
        "Q4_better_days_away_from_desk": Pattern(Axis.P, 1),
        "Q5_worse_during_or_day_after_lifting_or_sport": Pattern(Axis.L, 3),
        "Q6_worse_with_one_loaded_movement": Pattern(Axis.L, 2),
        "Q7_better_after_days_off_load": Pattern(Axis.L, 2),
    }
)

EMERGENCY = frozenset(
    {
        "A1_saddle_numb_or_bladder_bowel",
        "A2_both_legs_or_sudden_limb_weakness",
        "A3_chest_pain_or_breathless",
        "A4_serious_accident",
        "A5_worst_headache_speech_vision_face_drop_attack",
        "A6_fever_stiff_neck_drowsy_or_rash",
    }
)

URGENT = frozenset(
    {
        "B1_fever_or_unwell",
        "B2_weight_loss",
        "B3_cancer_history",
        "B4_night_or_constant_pain",
        "B5_arm_or_leg_weak_numb_or_clumsy",
        "B6_new_lump_or_shape",
        "B7_fragile_bones_or_steroids",
        "B8_low_immunity_or_injection",
        "B9_first_ever_under20_over55",
        "B10_upper_back_pain_not_linked_to_movement",
        "B11_worse_with_cough_or_strain",
        "B12_calf_hot_swollen",
        "B13_pregnant_with_bleeding_or_contractions",
    }
)

SOFT = frozenset(
    {
        "C1_over_6_weeks_no_better",
        "C2_stops_sleep_or_daily_tasks",
        "C3_morning_stiff_over_30min",
        "C4_keeps_coming_back",
        "C5_upper_back_pain_never_checked",
    }
)

FRAGILE_BONES = "B7_fragile_bones_or_steroids"
UPPER_BACK_UNCHECKED = "C5_upper_back_pain_never_checked"
NEW_LOAD = "L3_new_load_4wk"

LIFELONG = frozenset(
    {"B3_cancer_history", FRAGILE_BONES, "B8_low_immunity_or_injection"}
)
"""True for years: urgent only together with pain (design)."""

FLAGS = EMERGENCY | URGENT | SOFT

CUTS = Cuts(
    p_total=P_TOTAL, p_pattern=P_PATTERN, l_total=L_TOTAL, max_missing=MAX_MISSING
)


def points(question: str, answer: str) -> int | None:
    """Give the points of one answer; None for what the table does not know."""
    known = QUESTIONS.get(question)
    return None if known is None else known.points.get(answer)
