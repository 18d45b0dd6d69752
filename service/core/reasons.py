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


@dataclass(frozen=True, kw_only=True)
class Reason:
    code: ReasonCode
    detail: str | int | None = None
