"""What a dose is made of in time: moving, holding, letting go, changing sides."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from service.core.card import DoseStep, Exercise, ExercisePattern, Kind

# Design: time to read the steps and get into place, to change sides, and to rest
# between sets of holds, whose ``rest_s`` lies between two holds.
READY_S = 8
CHANGE_S = 5
BETWEEN_SETS_OF_HOLDS_S = 10


class PhaseKind(StrEnum):
    READY = "ready"
    MOVE = "move"
    HOLD = "hold"
    BREATHE = "breathe"
    KEEP_ON = "keep_on"
    REST = "rest"
    CHANGE = "change"


@dataclass(frozen=True, kw_only=True)
class Phase:
    """One stretch of time: ``times`` times ``seconds``, with ``pause_s`` between.

    ``side`` is 1 or 2 where each side is done apart, ``round`` counts from 1 of
    ``rounds``.
    """

    kind: PhaseKind
    seconds: int
    times: int = 1
    pause_s: int = 0
    side: int | None = None
    round: int = 1
    rounds: int = 1

    @property
    def length(self) -> int:
        """Say how many seconds it takes in all."""
        return self.times * self.seconds + (self.times - 1) * self.pause_s


def phases(exercise: Exercise, dose: DoseStep) -> tuple[Phase, ...]:
    """Take a dose apart, in the order of doing.

    Without getting ready and changing sides the lengths add up to ``dose.seconds``.
    """
    return (
        Phase(kind=PhaseKind.READY, seconds=READY_S),
        *_sides(exercise, dose),
    )


def _sides(exercise: Exercise, dose: DoseStep) -> Iterator[Phase]:
    if not exercise.per_side:
        yield from _rounds(exercise, dose, None)
        return
    yield from _rounds(exercise, dose, 1)
    yield Phase(kind=PhaseKind.CHANGE, seconds=CHANGE_S)
    yield from _rounds(exercise, dose, 2)


def _rounds(exercise: Exercise, dose: DoseStep, side: int | None) -> Iterator[Phase]:
    rest = BETWEEN_SETS_OF_HOLDS_S if dose.hold_s else dose.rest_s
    for number in range(1, dose.sets + 1):
        if number > 1 and rest:
            yield Phase(kind=PhaseKind.REST, seconds=rest)
        yield Phase(
            kind=_kind(exercise, dose),
            seconds=dose.hold_s or seconds_of_one(exercise),
            times=dose.reps,
            pause_s=dose.rest_s if dose.hold_s else 0,
            side=side,
            round=number,
            rounds=dose.sets,
        )


def _kind(exercise: Exercise, dose: DoseStep) -> PhaseKind:
    is_reset = exercise.kind is Kind.BREATH_RESET
    if not dose.hold_s:
        return PhaseKind.BREATHE if is_reset else PhaseKind.MOVE
    walks = is_reset and exercise.pattern is not ExercisePattern.BREATH
    return PhaseKind.KEEP_ON if walks else PhaseKind.HOLD


def seconds_of_one(exercise: Exercise) -> int:
    """Say how long one repetition takes, by the card's tempo."""
    return sum(int(part) for part in exercise.tempo.split("-") if part.isdigit())
