"""Rules on how much: doses that rise, times that add up, and upper bounds."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from service.core.card import DoseStep, Exercise, Kind
from service.core.lint.findings import Rule, Says

# evidence.md 4.2: 30-60 s holds at most, gains level off at 4 min a session.
LONGEST_STRETCH_S = 60
MOST_STRETCH_S = 240
# evidence.md 3, dose templates: planks and carries to 30 s, 3 sets, 20 repetitions.
LONGEST_EFFORT_S = 30
MOST_SETS = 3
MOST_REPS = 20

# From one step to the next: of work, and of one hold. Ours at most double. Design.
MOST_GROWTH = 2.5
SMALL_S = 10

# Setting up and counting are never exact. Design.
TOLERANCE = 0.15
TOLERANCE_S = 5


def work_seconds(card: Exercise, dose: DoseStep) -> int:
    """Give the seconds of effort on one side, without rests."""
    each = dose.hold_s or sum(card.tempo_seconds)
    return dose.sets * dose.reps * each


def expected_seconds(card: Exercise, dose: DoseStep) -> int:
    """Give what a dose takes: both sides, with a rest between holds or sets."""
    rests = (dose.sets * dose.reps if dose.hold_s else dose.sets) - 1
    one_side = work_seconds(card, dose) + rests * dose.rest_s
    return one_side * (2 if card.per_side else 1)


def rising(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    for lower, higher in pairwise(card.dose):
        less_work = work_seconds(card, higher) < work_seconds(card, lower)
        if less_work or higher.seconds < lower.seconds:
            yield (
                "dose",
                f"step {higher.step} is smaller than step {lower.step}",
                "let no step do less work or take less time than the one before",
            )


def gradual(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    for lower, higher in pairwise(card.dose):
        for what, before, after in (
            ("work", work_seconds(card, lower), work_seconds(card, higher)),
            ("hold", lower.hold_s, higher.hold_s),
        ):
            most = max(MOST_GROWTH * before, before + SMALL_S)
            if after > most and not (what == "hold" and not before):
                wrong = f"the {what} jumps from {before} s to {after} s"
                yield (
                    "dose",
                    f"{wrong} in step {higher.step}",
                    f"let it grow to at most {most:g} s",
                )


def adding_up(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    for dose in card.dose:
        expected = expected_seconds(card, dose)
        if abs(dose.seconds - expected) > max(TOLERANCE_S, TOLERANCE * expected):
            yield (
                "dose",
                f"step {dose.step} says {dose.seconds} s and takes about {expected} s",
                "set est_s so that sets, reps, hold, rest, tempo and sides add up",
            )


def bounded(card: Exercise, _known: Mapping[str, Exercise]) -> Says:
    stretches = card.kind is Kind.STRETCH
    longest = LONGEST_STRETCH_S if stretches else LONGEST_EFFORT_S
    for dose in card.dose:
        for what in _too_much(card, dose, longest):
            yield "dose", f"step {dose.step} has {what}", "make it smaller"


def _too_much(card: Exercise, dose: DoseStep, longest: int) -> Iterator[str]:
    if card.kind is Kind.BREATH_RESET:
        return
    if dose.hold_s > longest:
        yield f"a hold of {dose.hold_s} s, above {longest} s"
    if card.kind is Kind.STRETCH and work_seconds(card, dose) > MOST_STRETCH_S:
        yield f"more than {MOST_STRETCH_S} s of stretch a side"
    if dose.sets > MOST_SETS or dose.reps > MOST_REPS:
        yield f"more than {MOST_SETS} sets or {MOST_REPS} repetitions"


RULES: tuple[Rule, ...] = (rising, gradual, adding_up, bounded)
