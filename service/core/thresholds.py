"""Every number that decides about safety and load, with its unit and its source.

"Design" means: chosen for this product on the cautious side, not found in a study.
Nobody has validated the design numbers; they are to be fitted anew once there are
enough answers to do so.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

_Value = TypeVar("_Value")

DESIGN = "design"


@dataclass(frozen=True)
class Threshold:
    """One row; ``source`` is a publication, or the word "design" and why."""

    name: str
    value: object
    unit: str
    source: str


TABLE: list[Threshold] = []


def _row(name: str, value: _Value, unit: str, source: str = DESIGN) -> _Value:
    TABLE.append(Threshold(name, value, unit, source))
    return value


_H = "hours"
_D = "days"
_S = "seconds"
_PTS = "points of the questionnaire"
_NRS = "points of 10"
_PER_WEEK = "one value from week 1, 3, 5 and 9 on"

# ------------------------------------------------ pain (evidence.md 1.1, 1.3, 2.4)
_BANDS = "cautious end of Fejer 2005 and Boonstra 2016 (cut-points 4 and 7); design"
SEVERE_PAIN = _row("SEVERE_PAIN", 7, _NRS, _BANDS)
MODERATE_PAIN = _row("MODERATE_PAIN", 4, _NRS, _BANDS)
RISE = _row("RISE", 3, _NRS, "above the noise of one rating (Kovacs 2008); design")
PAIN_WEEK = _row("PAIN_WEEK", timedelta(days=7), _D)
PAIN_LONGER = _row("PAIN_LONGER", timedelta(days=28), _D)
ENOUGH_IN_A_WEEK = _row("ENOUGH_IN_A_WEEK", 3, "ratings")
OLDER_RATINGS = _row("OLDER_RATINGS", 4, "ratings")
HOLD = _row("HOLD", timedelta(hours=48), _H)
AFTER_HOLD = _row("AFTER_HOLD", timedelta(days=7), _D)
TWO_HOLDS = _row("TWO_HOLDS", timedelta(days=14), _D)
NO_BETTER = _row("NO_BETTER", timedelta(days=7), _D)
PAINS_KEPT = _row("PAINS_KEPT", timedelta(days=60), _D)
ASK_AGAIN_EVERY = _row("ASK_AGAIN_EVERY", timedelta(hours=24), _H)

# ------------------------------------------------ what hurt while moving (2.4)
NOT_NOW = _row("NOT_NOW", timedelta(days=14), _D)
HURT_PAIR = _row("HURT_PAIR", timedelta(days=7), _D)
SPARE_REGION = _row("SPARE_REGION", timedelta(days=7), _D)
HURTS_IN_A_ROW = _row("HURTS_IN_A_ROW", 3, "routines")
HURTS_KEPT = _row("HURTS_KEPT", timedelta(days=28), _D)
HURTS_MOST = _row("HURTS_MOST", 50, "events")

# ------------------------------------------------ likely load (1.3)
P_TOTAL = _row("P_TOTAL", 8, _PTS)
P_PATTERN = _row("P_PATTERN", 4, _PTS)
L_TOTAL = _row("L_TOTAL", 4, _PTS)
MAX_MISSING = _row("MAX_MISSING", 5, "blank questions")
HIGH_DISTANCE = _row("HIGH_DISTANCE", 2.5, _PTS)
HIGH_BLANKS = _row("HIGH_BLANKS", 1, "blank questions")
MEDIUM_DISTANCE = _row("MEDIUM_DISTANCE", 1.5, _PTS)
MEDIUM_BLANKS = _row("MEDIUM_BLANKS", 3, "blank questions")
CATEGORY_STANDS = _row("CATEGORY_STANDS", timedelta(days=14), _D)
CORRECTED_WITHIN = _row("CORRECTED_WITHIN", timedelta(days=1), _D)
ASK_HABITS_AGAIN = _row("ASK_HABITS_AGAIN", timedelta(weeks=8), _D)

# ------------------------------------------------ doses and levels (4.2 to 4.8)
ITEM_SECONDS = _row("ITEM_SECONDS", 75, _S)
SET_UP_SECONDS = _row("SET_UP_SECONDS", 8, _S)
SHORT_SECONDS = _row("SHORT_SECONDS", 60, _S)
SNOOZE = _row("SNOOZE", timedelta(minutes=15), "minutes")
CARE_DOSE_STEP = _row("CARE_DOSE_STEP", 2, "dose step")
TIMES_A_DAY = _row("TIMES_A_DAY", 2, "times")
GENTLE_LEVEL = _row("GENTLE_LEVEL", 2, "level")
GENTLE_DOSE_STEP = _row("GENTLE_DOSE_STEP", 2, "dose step, for effort 4 at most")
SORE_DOSE_STEP = _row("SORE_DOSE_STEP", 1, "dose step, for effort 3 at most")
GENTLE_MIN_SECONDS = _row("GENTLE_MIN_SECONDS", 60, _S)
GENTLE_MAX_SECONDS = _row("GENTLE_MAX_SECONDS", 90, _S)
HYPERTENSION_HOLD_S = _row(
    "HYPERTENSION_HOLD_S",
    10,
    _S,
    "pressure rises with long effort (intra-arterial study, n=20); the limit is design",
)
REST_HARD = _row(
    "REST_HARD", timedelta(hours=48), _H, "2-3 days a week for novices (ACSM 2009)"
)
HARD_EFFORT = _row("HARD_EFFORT", 6, "effort of 10")
STRETCH_SECONDS_A_WEEK = _row(
    "STRETCH_SECONDS_A_WEEK", 600, _S, "gains level off at 10 minutes (Ingram 2025)"
)
LONG_HOLD_S = _row("LONG_HOLD_S", 30, _S, "30-60 s for older adults (Garber 2011)")
LONG_EFFORT_S = _row("LONG_EFFORT_S", 8, _S)
MOST_LOAD_KG = _row(
    "MOST_LOAD_KG", 10, "kg", "below the low-risk filters of HSE; the limit is design"
)
OVERUSE_SHARE = _row("OVERUSE_SHARE", 0.35, "share of the time spent on opening")
LONG_REST = _row("LONG_REST", timedelta(days=28), _D)
MIN_GAP = _row("MIN_GAP", timedelta(minutes=60), "minutes")

# ------------------------------------------------ moving up and down (4.7)
EVALUATE_EVERY = _row("EVALUATE_EVERY", timedelta(days=7), _D)
EXPOSURE_WINDOW = _row("EXPOSURE_WINDOW", timedelta(days=28), _D)
FAMILY_GAP = _row("FAMILY_GAP", timedelta(days=14), _D)
FAMILY_LONG_GAP = _row("FAMILY_LONG_GAP", timedelta(days=28), _D)
BETWEEN_LEVELS = _row("BETWEEN_LEVELS", timedelta(days=14), _D)
FAMILIES_A_WEEK = _row("FAMILIES_A_WEEK", 2, "families")
ENOUGH_EXPOSURES = _row("ENOUGH_EXPOSURES", 3, "exposures")
TOO_LITTLE_DONE = _row("TOO_LITTLE_DONE", 0.6, "share of the exposures")
WELL_DONE = _row("WELL_DONE", 0.8, "share of the exposures")
EASY_EFFORT = _row("EASY_EFFORT", 5, "effort of 10")
HOLD_EFFORT = _row("HOLD_EFFORT", 7, "effort of 10")
TOO_HARD_EFFORT = _row("TOO_HARD_EFFORT", 8, "effort of 10")
TIMES_AT_THE_TOP = _row("TIMES_AT_THE_TOP", 2, "times")
MORNING_AFTER = _row("MORNING_AFTER", timedelta(days=4), _D)
EASED_FOR = _row("EASED_FOR", timedelta(days=14), _D)
TOLD_FOR = _row("TOLD_FOR", timedelta(days=14), _D)
REGRESSED_STEP = _row("REGRESSED_STEP", 3, "dose step")
EFFORT_ASKED_OF = _row("EFFORT_ASKED_OF", 3, "routines, of which one is asked about")

# ------------------------------------------------ the ramp (4.5)
_TRIALS = "design, inside what trials in office workers used (Andersen LL 2011)"
RAMP_WEEKS = _row("RAMP_WEEKS", (1, 3, 5, 9), "first week of each stage", _TRIALS)
ROUTINES_DEFAULT = _row("ROUTINES_DEFAULT", (2, 2, 3, 3), _PER_WEEK, _TRIALS)
ROUTINES_MAX = _row("ROUTINES_MAX", (2, 3, 3, 4), _PER_WEEK, _TRIALS)
ROUTINE_MIN_S = _row("ROUTINE_MIN_S", (60, 90, 120, 120), _PER_WEEK, _TRIALS)
ROUTINE_MAX_S = _row("ROUTINE_MAX_S", (90, 120, 180, 180), _PER_WEEK, _TRIALS)
MAX_LEVEL = _row("MAX_LEVEL", (1, 2, 3, 4), _PER_WEEK, _TRIALS)
MAX_DOSE_STEP = _row("MAX_DOSE_STEP", (2, 3, 4, 4), _PER_WEEK, _TRIALS)
OPEN_SHARE = _row("OPEN_SHARE", (0.6, 0.5, 0.4, 0.4), _PER_WEEK, _TRIALS)
BEYOND_FROM_WEEK = _row("BEYOND_FROM_WEEK", 3, "week")
BEYOND_WEEKLY_FROM = _row("BEYOND_WEEKLY_FROM", 5, "week")

# ------------------------------------------------ what speaks for an exercise (1.4)
HABIT = _row("HABIT", 2.0, "weight")
CAUSE = _row("CAUSE", 1.0, "weight")
SORE = _row("SORE", 2.0, "weight")
NEEDED = _row("NEEDED", 12.0, "weight, where every routine left has to hold it")
DUE = _row("DUE", 0.5, "share of the routines left, from which a group must come")
TIGHT = _row("TIGHT", 1.2, "groups open, for each routine left")
DUE_WHERE_TIGHT = _row("DUE_WHERE_TIGHT", 0.33, "share of the routines left, there")
FULL_WEEK = _row("FULL_WEEK", 15, "routines: 5 days with 3, each group whole")
SHORT_WEEK = _row("SHORT_WEEK", 10, "routines: 5 days with 2, as in the first weeks")
SHORT_SHARE = _row("SHORT_SHARE", 0.6, "share of each group in a short week")
INSTEAD = _row("INSTEAD", 4.0, "weight of what stands in for what hurt")
AT_RUNG = _row("AT_RUNG", 1.0, "weight")
SMALLER = _row("SMALLER", 1.0, "weight against each dose step below the own")
SAME_PATTERN = _row("SAME_PATTERN", 3.0, "weight against a pair of one pattern")
STRAYED_SECOND = _row("STRAYED_SECOND", 0.6, "weight against a second off the share")
NARROWED = _row("NARROWED", 1, "seconds by which a third item betters the share")
BALANCE_ROUTINES = _row("BALANCE_ROUTINES", 4, "routines that count as lately")
UNUSED = _row("UNUSED", 2.0, "weight")
DISCREET = _row("DISCREET", 0.5, "weight a grade")
VARIETY = _row("VARIETY", 4.0, "weight at most")
REPEATED = _row("REPEATED", 6.0, "weight, over routines ago")
SAME_FAMILY = _row("SAME_FAMILY", 1.0, "weight")
