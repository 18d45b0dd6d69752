"""The plain wording of everything we ask about desk, load and pain."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.forms.flags import FLAG_TEXT
from service.forms.places import (
    AGE_TEXT,
    EQUIPMENT_TEXT,
    LIMIT_TEXT,
    REGION_TEXT,
    SETTING_TEXT,
)
from service.words import _

__all__ = [
    "AGE_TEXT",
    "EQUIPMENT_TEXT",
    "FLAG_TEXT",
    "LIMIT_TEXT",
    "PATTERN_TEXT",
    "QUESTION_TEXT",
    "REGION_TEXT",
    "SETTING_TEXT",
    "Asked",
]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question as a person reads it: answer code -> label (75 characters)."""

    ask: str
    answers: Mapping[str, str]


YES_NO = {"no": _("No"), "yes": _("Yes")}

QUESTION_TEXT: Mapping[str, Asked] = {
    "D1_sit_hours": Asked(
        ask=_("How long do you sit on a usual workday?"),
        answers={
            "<4": _("Under 4 hours"),
            "4-6": _("4 to 6 hours"),
            ">6": _("More than 6 hours"),
        },
    ),
    "D2_unbroken": Asked(
        ask=_("What is your longest usual stretch without getting up?"),
        answers={
            "<30min": _("Under 30 minutes"),
            "30-60min": _("30 to 60 minutes"),
            ">60min": _("More than an hour"),
        },
    ),
    "D3_screen_height": Asked(
        ask=_("Where is the top of your main screen?"),
        answers={
            "eye_level": _("At eye level"),
            "above": _("Above eye level"),
            "below": _("Below eye level"),
        },
    ),
    "D4_screen_dist": Asked(
        ask=_("How far away is your main screen?"),
        answers={
            "arm_length": _("About an arm's length"),
            "too_near_or_far": _("Clearly nearer or farther"),
        },
    ),
    "D5_laptop_only": Asked(
        ask=_("Do you work on a laptop alone, with no stand, screen or keyboard?"),
        answers={
            "never": _("Never or hardly ever"),
            "some_days": _("Some days"),
            "most_days": _("Most days"),
        },
    ),
    "D6_chair": Asked(
        ask=_("In your chair: is your low back supported, and are your feet flat?"),
        answers={
            "back_and_feet_ok": _("Both"),
            "one_missing": _("One of the two"),
            "both_missing": _("Neither"),
        },
    ),
    "D7_reach": Asked(
        ask=_("How do you reach your keyboard and mouse?"),
        answers={
            "elbows_in": _("With my elbows by my sides"),
            "reach_or_shrug": _("I reach forward, or my shoulders lift"),
            "reach_and_shrug": _("I reach forward, and my shoulders lift"),
        },
    ),
    "D8_phone": Asked(
        ask=_("Do you hold a phone between ear and shoulder?"),
        answers={
            "never_or_headset": _("Never, or I use a headset"),
            "sometimes": _("Sometimes"),
            "daily": _("Every day"),
        },
    ),
    "D9_twist": Asked(
        ask=_("Is your head turned to a side screen or papers much of the day?"),
        answers=YES_NO,
    ),
    "D10_stand_desk": Asked(
        ask=_("Do you use a standing desk?"),
        answers={
            "no": _("No"),
            "rarely": _("Rarely"),
            "several_times_a_day": _("Several times a day"),
        },
    ),
    "D11_commute": Asked(
        ask=_("How long do you sit on the way to and from work, in all?"),
        answers={
            "<60min_sitting": _("Under an hour a day"),
            ">=60min_sitting": _("An hour a day or more"),
        },
    ),
    "L1_lift": Asked(
        ask=_("How often do you lift or carry things: work, home, a child?"),
        answers={
            "rarely": _("Rarely"),
            "several_a_week": _("Several times a week"),
            "heavy_or_daily": _("Every day, or heavy things"),
        },
    ),
    "L2_repetitive": Asked(
        ask=_(
            "How much repeated or forceful arm work do you do: tools, overhead work, "
            "an instrument, gaming?"
        ),
        answers={
            "none": _("None to speak of"),
            "<2h_day": _("Under 2 hours a day"),
            ">=2h_day": _("2 hours a day or more"),
        },
    ),
    "L3_new_load_4wk": Asked(
        ask=_("In the last 4 weeks, has physical work or sport grown sharply?"),
        answers=YES_NO,
    ),
    "L4_hard_training": Asked(
        ask=_("Do you train your upper body hard on 3 or more days a week?"),
        answers={"no": _("No"), "3+_hard_upper_body_days": _("Yes")},
    ),
    "L5_on_feet_manual": Asked(
        ask=_("Are you on your feet doing manual work most of the day?"),
        answers=YES_NO,
    ),
}

PATTERN_TEXT: Mapping[str, str] = {
    "Q1_worse_sitting_or_end_of_day": _(
        "It is worse with sitting, or at the end of a desk day"
    ),
    "Q2_eases_when_I_get_up": _("It eases within minutes when I get up and move"),
    "Q3_worse_looking_down": _("It is worse when I look down at a phone or laptop"),
    "Q4_better_days_away_from_desk": _("It is better on days away from the desk"),
    "Q5_worse_during_or_day_after_lifting_or_sport": _(
        "It is worse during lifting or sport, or the day after"
    ),
    "Q6_worse_with_one_loaded_movement": _(
        "It is worse with one particular movement under load"
    ),
    "Q7_better_after_days_off_load": _("It is better after some days off lifting"),
}
