"""What a person's load and habits call for, as tables of weights.

All weights are design. They add emphasis and never exclude: choosing by cause
did no better than a good general programme in a trial (Svedmark 2016).
"""

from collections.abc import Mapping

from service.core.card import ExerciseCause, ExercisePattern, Theme
from service.core.causes import Category
from service.core.thresholds import OVERUSE_SHARE

_P = ExercisePattern

# Likely load -> movement -> weight.
EMPHASIS: Mapping[Category, Mapping[ExercisePattern, float]] = {
    Category.POSTURAL: {
        _P.CHEST_OPEN: 3,
        _P.THORACIC: 3,
        _P.BACKBEND: 3,
        _P.PULL: 3,
        _P.SHOULDER: 2,
        _P.MOVE: 2,
        _P.NECK: 1,
    },
    Category.OVERUSE: {
        _P.HINGE: 3,
        _P.SQUAT: 3,
        _P.LUNGE: 3,
        _P.HIP_MOBILITY: 2,
        _P.PULL: 2,
        _P.PUSH: 2,
        _P.SHOULDER: 2,
        _P.WRIST: 2,
        _P.CORE_FRONT: 1,
        _P.CORE_BACK: 1,
    },
    # Mixed takes both in turn, day by day; unclear leans on balance alone.
    Category.UNCLEAR: {},
}

# Likely load -> theme -> weight, for what cuts across the movements.
EMPHASIS_THEMES: Mapping[Category, Mapping[Theme, float]] = {
    Category.POSTURAL: {Theme.OVERHEAD: 1, Theme.BEHIND_BODY: 1},
    Category.OVERUSE: {Theme.LIFTING_SKILL: 1, Theme.ARMS: 1, Theme.LEGS: 1},
}

BY_DAY = (Category.POSTURAL, Category.OVERUSE)

# A habit that scores points -> families that get more weight.
HABIT_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "D1_sit_hours": ("move", "squat", "hip_flexor", "backbend"),
    "D2_unbroken": ("move", "squat", "hip_flexor", "backbend"),
    "D3_screen_height": ("chin_tuck", "thoracic_ext", "scap_squeeze"),
    "D5_laptop_only": ("chin_tuck", "thoracic_ext", "scap_squeeze"),
    "D6_chair": ("bridge", "dead_bug", "cat_cow"),
    "D7_reach": ("row", "rotator_cuff", "wrist_mob", "wrist_str_flex"),
    "D8_phone": ("upper_trap", "levator", "neck_mobility"),
    "D9_twist": ("neck_mobility", "thoracic_rot"),
    "D11_commute": ("hip_flexor", "hamstring"),
    "L1_lift": ("hinge", "squat", "carry", "plank"),
    "L2_repetitive": (
        "wrist_strength",
        "wrist_str_ext",
        "rotator_cuff",
        "rear_shoulder",
    ),
    "L3_new_load_4wk": ("breathing", "child", "figure_four"),
    "L4_hard_training": ("breathing", "child", "figure_four"),
}

# Likely load -> the causes on the cards that answer to it.
CAUSES: Mapping[Category, frozenset[ExerciseCause]] = {
    Category.POSTURAL: frozenset({ExerciseCause.POSTURAL}),
    Category.OVERUSE: frozenset({ExerciseCause.OVERUSE}),
    Category.MIXED: frozenset({ExerciseCause.POSTURAL, ExerciseCause.OVERUSE}),
    Category.UNCLEAR: frozenset({ExerciseCause.WHOLE_BODY}),
}

# Once the ramp has come to its full length, a body that carries a lot needs less
# opening and more strength.
FULL_RAMP_SHARE = 0.4


def open_share(of_ramp: float, category: Category) -> float:
    """Give the part of the week's time that is spent on opening."""
    is_full = of_ramp <= FULL_RAMP_SHARE
    return OVERUSE_SHARE if is_full and category is Category.OVERUSE else of_ramp
