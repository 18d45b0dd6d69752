"""The exercises as values, built from the catalogue file and checked when read."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from service.core.card import (
    Discreet,
    DoseStep,
    Exercise,
    ExerciseCause,
    ExercisePattern,
    Grade,
    Kind,
    Position,
    Theme,
)
from service.core.card_reader import read_card
from service.core.errors import Refused
from service.core.profile import Equipment, Setting

__all__ = [
    "Catalogue",
    "Discreet",
    "DoseStep",
    "Exercise",
    "ExerciseCause",
    "ExercisePattern",
    "Grade",
    "Kind",
    "Position",
    "Theme",
    "read_exercises",
]

# Each place allows what the ones before it allow. Design.
LADDER: Mapping[Setting, frozenset[Setting]] = {
    Setting.DESK: frozenset({Setting.DESK}),
    Setting.OFFICE: frozenset({Setting.DESK, Setting.OFFICE}),
    Setting.HOME: frozenset({Setting.DESK, Setting.OFFICE, Setting.HOME}),
    Setting.GYM: frozenset(Setting),
}

_AT_A_DESK = frozenset({Equipment.CHAIR, Equipment.DESK})
_IN_A_ROOM = _AT_A_DESK | {Equipment.WALL, Equipment.DOORWAY}

# What is there without the person bringing it. Design.
PLACE_HAS: Mapping[Setting, frozenset[Equipment]] = {
    Setting.DESK: _AT_A_DESK,
    Setting.OFFICE: _IN_A_ROOM,
    Setting.HOME: _IN_A_ROOM,
    Setting.GYM: _IN_A_ROOM,
}

LINKS = ("progression", "regression", "seated_alternative")


@dataclass(frozen=True)
class Catalogue:
    """All exercises, in the order of the file.

    ``withheld`` names those that nobody gets for now: neither reviewed by a
    professional nor acknowledged by the operator. They are still found by id.
    """

    exercises: tuple[Exercise, ...]
    withheld: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Exercise]:
        return iter(self.offered)

    def __len__(self) -> int:
        return len(self.offered)

    @cached_property
    def by_id(self) -> Mapping[str, Exercise]:
        return {exercise.id: exercise for exercise in self.exercises}

    @cached_property
    def first_levels(self) -> Mapping[str, int]:
        """Family -> the level of its easiest exercise."""
        levels: dict[str, int] = {}
        for one in self.exercises:
            levels[one.family] = min(one.level, levels.get(one.family, one.level))
        return levels

    @cached_property
    def offered(self) -> tuple[Exercise, ...]:
        """Give what may be chosen, and shown to do."""
        return tuple(one for one in self.exercises if one.id not in self.withheld)

    @cached_property
    def offered_by_id(self) -> Mapping[str, Exercise]:
        return {one.id: one for one in self.offered}

    def only(self, ids: Collection[str]) -> "Catalogue":
        """Offer these alone; the others are still known, for levels and links."""
        others = (one.id for one in self.exercises if one.id not in ids)
        return replace(self, withheld=self.withheld.union(others))

    @cached_property
    def unreviewed(self) -> tuple[Exercise, ...]:
        return tuple(one for one in self.exercises if not one.reviewed)

    @cached_property
    def digest(self) -> str:
        """Give 16 hexadecimal digits over the content of all cards."""
        text = " ".join(f"{one.id}:{one.digest}" for one in self.exercises)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @cached_property
    def movements_at(self) -> Mapping[Setting, tuple[Exercise, ...]]:
        """Everything but guidance cards, by the place the person is in."""
        return {
            place: tuple(
                exercise
                for exercise in self.offered
                if exercise.kind is not Kind.GUIDANCE and exercise.setting in allowed
            )
            for place, allowed in LADDER.items()
        }


def read_exercises(document: object) -> Catalogue:
    """Build the catalogue from the parsed file.

    Raises Refused, naming the exercise and the field, for the first card that
    is not complete and consistent.
    """
    cards = document.get("exercises") if isinstance(document, Mapping) else None
    if not isinstance(cards, list) or not cards:
        raise Refused('The catalogue needs a list called "exercises".')
    exercises = tuple(read_card(card, i) for i, card in enumerate(cards, start=1))
    _refuse_duplicates(exercises)
    _refuse_dangling_links(exercises)
    return Catalogue(exercises)


def _refuse_duplicates(exercises: tuple[Exercise, ...]) -> None:
    counts = Counter(exercise.id for exercise in exercises)
    for name, count in counts.items():
        if count > 1:
            raise Refused(f"Exercise {name}, field id: it is used {count} times.")


def _refuse_dangling_links(exercises: tuple[Exercise, ...]) -> None:
    known = {exercise.id for exercise in exercises}
    links = ((exercise, link) for exercise in exercises for link in LINKS)
    for exercise, link in links:
        target = getattr(exercise, link)
        if target is not None and target not in known:
            raise Refused(
                f"Exercise {exercise.id}, field {link}: there is no exercise {target}."
            )
