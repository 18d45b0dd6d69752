"""Weighs the allowed exercises for one person and moment, and says what counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from service.core.card import Exercise, ExercisePattern, Theme
from service.core.causes import Category
from service.core.coverage import (
    OF_LEGS,
    ON_FEET,
    daily_pressure,
    due,
    groups_of,
    weekly_pressures,
)
from service.core.emphasis import (
    BY_DAY,
    CAUSES,
    EMPHASIS,
    EMPHASIS_THEMES,
    HABIT_FAMILIES,
)
from service.core.occasion import Occasion
from service.core.pains import MODERATE_PAIN
from service.core.profile import Limit, Setting
from service.core.questions import points
from service.core.reasons import Reason, ReasonCode
from service.core.thresholds import (
    AT_RUNG,
    BALANCE_ROUTINES,
    CAUSE,
    DISCREET,
    HABIT,
    INSTEAD,
    NEEDED,
    REPEATED,
    SAME_FAMILY,
    SORE,
    UNUSED,
    VARIETY,
)

# Points, and the reason to give for them if they spoke for the exercise.
Said = tuple[float, ReasonCode | None, str | None]
SILENT: Said = (0.0, None, None)


@dataclass(frozen=True, kw_only=True)
class Weigher:
    """Weighs exercises for one occasion."""

    occasion: Occasion

    def weigh(self, exercise: Exercise) -> float:
        """Say how much speaks for the exercise; only differences mean anything."""
        weight = 0.0
        for signal in SIGNALS:
            weight += signal(exercise, self)[0]
        return weight

    def reasons(self, exercise: Exercise) -> tuple[Reason, ...]:
        """Give what spoke for the exercise; balance where nothing did."""
        said = (signal(exercise, self) for signal in SIGNALS)
        found = tuple(
            Reason(code=code, detail=detail)
            for weight, code, detail in said
            if code is not None and weight > 0
        )
        return found or (_balance(exercise),)

    @cached_property
    def category(self) -> Category:
        """The load to answer today; a mixed one takes turns by the person's day."""
        category = self.occasion.triage.category
        if category is Category.MIXED:
            return BY_DAY[self.occasion.agenda.day_began.toordinal() % len(BY_DAY)]
        return category

    @cached_property
    def emphasis(
        self,
    ) -> tuple[Mapping[ExercisePattern, float], Mapping[Theme, float]]:
        return (
            EMPHASIS.get(self.category, {}),
            EMPHASIS_THEMES.get(self.category, {}),
        )

    @cached_property
    def habits(self) -> Mapping[str, tuple[str, ...]]:
        """Family -> the person's habits that call for it."""
        calls: dict[str, tuple[str, ...]] = {}
        answers = self.occasion.profile.answers
        for question, families in HABIT_FAMILIES.items():
            if (points(question, answers.get(question, "")) or 0) > 0:
                calls |= {name: (*calls.get(name, ()), question) for name in families}
        return calls

    @cached_property
    def routines_ago(self) -> Mapping[str, int]:
        """Exercise id -> how many routines ago it last went out, from 1."""
        newest_last = reversed(list(enumerate(self.occasion.past, start=1)))
        return {name: ago for ago, one in newest_last for name in one.exercise_ids}

    @cached_property
    def _lately(self) -> tuple[Exercise, ...]:
        by_id = self.occasion.catalogue.by_id
        past = self.occasion.past[:BALANCE_ROUTINES]
        names = (name for one in past for name in one.exercise_ids)
        return tuple(by_id[name] for name in names if name in by_id)

    @cached_property
    def families_lately(self) -> frozenset[str]:
        return frozenset(exercise.family for exercise in self._lately)

    @cached_property
    def pressures(self) -> Mapping[str, float]:
        """Group of the week -> how much it is needed."""
        agenda, occasion = self.occasion.agenda, self.occasion
        this_week = [exercise for exercise, _ in occasion.since(agenda.week_began)]
        today = [exercise for exercise, _ in occasion.since(agenda.day_began)]
        pressed = weekly_pressures(agenda, this_week)
        pressed[ON_FEET] = daily_pressure(agenda, today)
        if Limit.WHEELCHAIR in occasion.limits:
            return {n: press for n, press in pressed.items() if n not in OF_LEGS}
        return pressed

    @cached_property
    def due(self) -> frozenset[str]:
        """Groups without which the routine is not put together."""
        return due(self.pressures)

    @cached_property
    def stand_ins(self) -> Mapping[str, str]:
        """Easier or seated exercise -> the one that hurt, which it stands in for."""
        occasion = self.occasion
        hurt = [
            occasion.catalogue.by_id[name]
            for name in occasion.profile.not_now
            if occasion.is_put_off(name) and name in occasion.catalogue.by_id
        ]
        return {
            name: one.id
            for one in hurt
            for name in (one.seated_alternative, one.regression)
            if name
        }

    @cached_property
    def favours_sore(self) -> bool:
        pain = self.occasion.pain
        return pain is not None and pain.score < MODERATE_PAIN


def _emphasis(exercise: Exercise, weigher: Weigher) -> Said:
    patterns, themes = weigher.emphasis
    weight = patterns.get(exercise.pattern, 0)
    for theme, more in themes.items():
        if theme in exercise.themes:
            weight += more
    return weight, ReasonCode.EMPHASIS, exercise.pattern


def _habit(exercise: Exercise, weigher: Weigher) -> Said:
    questions = weigher.habits.get(exercise.family)
    if not questions:
        return SILENT
    return HABIT, ReasonCode.HABIT, questions[0]


def _cause(exercise: Exercise, weigher: Weigher) -> Said:
    causes = CAUSES.get(weigher.occasion.triage.category, frozenset())
    return SILENT if exercise.causes.isdisjoint(causes) else (CAUSE, None, None)


def _sore_region(exercise: Exercise, weigher: Weigher) -> Said:
    if not (weigher.favours_sore and exercise.opens):
        return SILENT
    regions = exercise.regions & weigher.occasion.sore
    return (SORE, ReasonCode.SORE_REGION, min(regions)) if regions else SILENT


def _repeated(exercise: Exercise, weigher: Weigher) -> Said:
    ago = weigher.routines_ago.get(exercise.id)
    if ago is not None:
        return -REPEATED / ago, None, None
    return (UNUSED, ReasonCode.NOT_RECENT, None) if weigher.routines_ago else SILENT


def _same_family(exercise: Exercise, weigher: Weigher) -> Said:
    repeated = exercise.family in weigher.families_lately
    return (-SAME_FAMILY, None, None) if repeated else SILENT


def _needed(exercise: Exercise, weigher: Weigher) -> Said:
    pressures = weigher.pressures
    pressed = 0.0
    for group in groups_of(exercise):
        pressed += pressures.get(group, 0)
    return (
        (NEEDED * pressed, ReasonCode.BALANCE, exercise.pattern) if pressed else SILENT
    )


def _stands_in(exercise: Exercise, weigher: Weigher) -> Said:
    for_whom = weigher.stand_ins.get(exercise.id)
    return (INSTEAD, ReasonCode.INSTEAD, for_whom) if for_whom else SILENT


def _discreet(exercise: Exercise, weigher: Weigher) -> Said:
    at_a_desk = weigher.occasion.profile.setting is Setting.DESK
    return (DISCREET * exercise.discreet, None, None) if at_a_desk else SILENT


def _at_rung(exercise: Exercise, weigher: Weigher) -> Said:
    rung = weigher.occasion.rungs[exercise.family]
    return (AT_RUNG, None, None) if exercise.level == rung.level else SILENT


def _variety(exercise: Exercise, weigher: Weigher) -> Said:
    text = f"{weigher.occasion.seed}:{exercise.id}".encode()
    share = int.from_bytes(blake2b(text, digest_size=4).digest()) / 2**32
    return VARIETY * share, None, None


def _balance(exercise: Exercise) -> Reason:
    return Reason(code=ReasonCode.BALANCE, detail=exercise.pattern.value)


SIGNALS: tuple[Callable[[Exercise, Weigher], Said], ...] = (
    _emphasis,
    _habit,
    _cause,
    _sore_region,
    _needed,
    _repeated,
    _same_family,
    _discreet,
    _at_rung,
    _stands_in,
    _variety,
)
