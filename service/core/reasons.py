"""Why something was decided, as data: a code and at most one detail, no prose."""

from dataclasses import dataclass
from enum import StrEnum


class ReasonCode(StrEnum):
    """One code per rule that can speak; the comment names its detail."""

    # triage
    FLAG_EMERGENCY = "flag_emergency"  # flag id
    FLAG_URGENT = "flag_urgent"  # flag id
    FLAG_SOFT = "flag_soft"  # flag id
    TOLD_NOT_TO_EXERCISE = "told_not_to_exercise"
    PAIN_SEVERE = "pain_severe"  # rating
    PAIN_RISE = "pain_rise"  # rating
    HOLD_STANDS = "hold_stands"
    PAIN_UNSETTLED = "pain_unsettled"
    ASK_FIRST = "ask_first"
    PAIN_MODERATE = "pain_moderate"  # rating
    UPPER_BACK_UNCHECKED = "upper_back_unchecked"
    CATEGORY = "category"  # category
    OWN_WORD = "own_word"  # category, by the person's own word
    MANY_BLANKS = "many_blanks"  # number of blank questions
    # routine
    FIRST_STEPS = "first_steps"
    GENTLE = "gentle"
    SPARE_SORE = "spare_sore"
    SHORT = "short"
    # exercise
    EMPHASIS = "emphasis"  # exercise pattern
    HABIT = "habit"  # question id
    SORE_REGION = "sore_region"  # region
    LIMIT_CARE = "limit_care"  # limit
    INSTEAD = "instead"  # id of the exercise that hurt
    NOT_RECENT = "not_recent"
    BALANCE = "balance"  # exercise pattern
    # progress: what a rung's last change rested on
    MORE = "more"
    HARDER = "harder"
    LESS_HURT = "less_hurt"
    LESS_SORE = "less_sore"
    LESS_HARD = "less_hard"
    LESS_ASKED = "less_asked"
    AFTER_A_GAP = "after_a_gap"
    AFRESH = "afresh"
    # progress: why a rung stays, although it went well
    HELD_RAMP = "held_ramp"
    HELD_PATIENCE = "held_patience"
    HELD_CARE = "held_care"
    HELD_TOP = "held_top"
    HELD_OUT_OF_REACH = "held_out_of_reach"
    STRONGER_BAND = "stronger_band"


@dataclass(frozen=True, kw_only=True)
class Reason:
    code: ReasonCode
    detail: str | int | None = None
