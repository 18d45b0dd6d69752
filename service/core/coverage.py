"""What a week of routines must hold, and how pressing is what is still missing.

The groups and numbers are design: movement for the whole body, whatever hurts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from service.core.card import Exercise, ExercisePattern, Position, Theme
from service.core.thresholds import (
    DUE,
    DUE_WHERE_TIGHT,
    FULL_WEEK,
    SHORT_SHARE,
    SHORT_WEEK,
    TIGHT,
)

_P = ExercisePattern


@dataclass(frozen=True, kw_only=True)
class Group:
    """Movements of which any will do; ``often`` a week of full length."""

    name: str
    often: int
    patterns: frozenset[ExercisePattern] = frozenset()
    themes: frozenset[Theme] = frozenset()


WEEKLY: tuple[Group, ...] = (
    Group(name="pull", often=5, patterns=frozenset({_P.PULL, _P.SHOULDER})),
    Group(name="chest", often=3, patterns=frozenset({_P.CHEST_OPEN})),
    Group(name="back", often=3, patterns=frozenset({_P.THORACIC, _P.BACKBEND})),
    Group(name="neck", often=2, patterns=frozenset({_P.NECK})),
    Group(name="legs", often=2, patterns=frozenset({_P.SQUAT, _P.LUNGE})),
    Group(name="hinge", often=2, patterns=frozenset({_P.HINGE})),
    Group(name="core", often=2, patterns=frozenset({_P.CORE_FRONT, _P.CORE_BACK})),
    Group(name="hips", often=2, patterns=frozenset({_P.HIP_MOBILITY})),
    Group(name="push", often=2, patterns=frozenset({_P.PUSH})),
    Group(name="calf", often=1, patterns=frozenset({_P.CALF})),
    Group(name="wrist", often=1, patterns=frozenset({_P.WRIST})),
    Group(name="overhead", often=1, themes=frozenset({Theme.OVERHEAD})),
    Group(name="behind_body", often=1, themes=frozenset({Theme.BEHIND_BODY})),
)

_BY_PATTERN = {name: group.name for group in WEEKLY for name in group.patterns}
_BY_THEME = {name: group.name for group in WEEKLY for name in group.themes}

ON_FEET = "on_feet"
"""Once a day: standing, or walking, or at least a change of position."""
_STANDS = frozenset({Position.STANDING, Position.WALL})

OF_LEGS = frozenset({"legs", "hinge", "hips", "calf", ON_FEET})
"""May come to who sits in a wheelchair, but no week has to hold them."""


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """Where in its week and day a routine stands.

    ``expected``: routines this week, ``left`` and ``left_today``: those still to
    come, this one included.
    """

    week_began: datetime
    day_began: datetime
    expected: int = FULL_WEEK
    left: int = FULL_WEEK
    left_today: int = FULL_WEEK // 5


def groups_of(exercise: Exercise) -> Iterator[str]:
    """Name what an exercise counts for."""
    if exercise.pattern in _BY_PATTERN:
        yield _BY_PATTERN[exercise.pattern]
    for theme, name in _BY_THEME.items():
        if theme in exercise.themes:
            yield name
    if exercise.position in _STANDS or exercise.pattern is ExercisePattern.MOVE:
        yield ON_FEET


def wanted(expected: int) -> dict[str, int]:
    """Say how often a week of so many routines should hold each group."""
    is_full = expected >= FULL_WEEK
    scale = 1.0 if is_full else SHORT_SHARE * expected / SHORT_WEEK
    return {group.name: int(scale * group.often + 0.5) for group in WEEKLY}


def weekly_pressures(agenda: Agenda, this_week: Iterable[Exercise]) -> dict[str, float]:
    """Give, for each group that is behind, the share of what is left that it needs.

    1 or more means that every routine to come has to hold it.
    """
    had = Counter(name for exercise in this_week for name in groups_of(exercise))
    left = max(agenda.left, 1)
    return {
        name: (often - had[name]) / left
        for name, often in wanted(agenda.expected).items()
        if often > had[name]
    }


def daily_pressure(agenda: Agenda, today: Iterable[Exercise]) -> float:
    """Say the same of standing up; 0 where the day had it."""
    had = any(ON_FEET in groups_of(exercise) for exercise in today)
    return 0.0 if had else 1 / max(agenda.left_today, 1)


def due(pressures: Mapping[str, float]) -> frozenset[str]:
    """Name the groups that the routine to come must not do without.

    The last routine of a week, or day, cannot hold all that was left for it; the less
    so, the more groups of the week are open.
    """
    tight = sum(pressures.values()) - pressures.get(ON_FEET, 0) >= TIGHT
    least = DUE_WHERE_TIGHT if tight else DUE
    return frozenset(name for name, press in pressures.items() if press >= least)
