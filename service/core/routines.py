"""Chooses a routine: one exercise that opens, one that builds, and why these."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.core.allowed import must_spare_the_sore
from service.core.candidates import Candidate
from service.core.card import DoseStep, Exercise
from service.core.causes import Triage
from service.core.coverage import Agenda
from service.core.exercises import Catalogue
from service.core.nudges import SlotKind
from service.core.occasion import Occasion, PastRoutine
from service.core.offers import offers
from service.core.profile import Profile
from service.core.progress import Progress, reasons_of
from service.core.reasons import Reason, ReasonCode
from service.core.shaping import Role, shape
from service.core.thresholds import SET_UP_SECONDS
from service.core.weigher import Weigher

__all__ = [
    "PastRoutine",
    "Role",
    "Routine",
    "RoutineItem",
    "SlotKind",
    "choose",
    "still_fits",
]


@dataclass(frozen=True, kw_only=True)
class RoutineItem:
    """One exercise of a routine; ``seconds`` is the dose without the set-up.

    ``caution``: one of the person's limits asks for care with it.
    """

    exercise: Exercise
    role: Role
    dose: DoseStep
    seconds: int
    caution: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Routine:
    """Exercises in order; ``seconds`` counts 8 s of set-up for each.

    ``replaced``: exercise ids that stood in its place before a swap.
    """

    items: tuple[RoutineItem, ...]
    seconds: int
    reasons: tuple[Reason, ...] = ()
    replaced: frozenset[str] = frozenset()

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(item.exercise.id for item in self.items)


def choose(  # noqa: PLR0913 - all that one choice rests on, each by its name
    *,
    catalogue: Catalogue,
    profile: Profile,
    triage: Triage,
    week: int,
    slot: SlotKind,
    recent: Sequence[PastRoutine],
    now: datetime,
    seed: str,
    excluded: frozenset[str] = frozenset(),
    short: bool = False,
    progress: Progress | None = None,
    agenda: Agenda | None = None,
) -> Routine | None:
    """Choose a routine, the same for the same arguments; None if nothing may come.

    ``recent``: the routines of the last two weeks, in any order. ``seed`` differs
    from nudge to nudge. ``excluded``: exercise ids that are to give way. ``progress``:
    where the person stands with each family; at its start without. ``agenda``: a full
    week that begins now, without.
    """
    if not triage.nudges:
        return None
    return _routine(
        Occasion(
            catalogue=catalogue,
            profile=profile,
            triage=triage,
            week=week,
            slot=slot,
            recent=recent,
            now=now,
            seed=seed,
            excluded=excluded,
            short=short,
            progress=progress or {},
            agenda=agenda or Agenda(week_began=now, day_began=now),
        )
    )


def still_fits(routine: Routine, occasion: Occasion) -> bool:
    """Say whether a routine of before may still be sent, item by item, as it is.

    ``occasion`` must not count it among what went out.
    """
    open_doses = {offer.exercise.id: offer.doses for offer in offers(occasion)}
    return (
        bool(routine.items)
        and routine.seconds <= occasion.max_seconds
        and all(
            item.dose in open_doses.get(item.exercise.id, ()) for item in routine.items
        )
    )


def _routine(occasion: Occasion) -> Routine | None:
    weigher = Weigher(occasion=occasion)
    picks = shape(occasion, weigher)
    if not picks:
        return None
    items = tuple(_item(role, candidate, weigher) for role, candidate in picks)
    return Routine(
        items=items,
        seconds=seconds_of(items),
        reasons=_routine_reasons(occasion),
    )


def seconds_of(items: Iterable[RoutineItem]) -> int:
    return sum(item.seconds + SET_UP_SECONDS for item in items)


def _item(role: Role, candidate: Candidate, weigher: Weigher) -> RoutineItem:
    offer = candidate.offer
    care = tuple(
        Reason(code=ReasonCode.LIMIT_CARE, detail=limit.value)
        for limit in sorted(offer.care)
    )
    return RoutineItem(
        exercise=offer.exercise,
        role=role,
        dose=candidate.dose,
        seconds=candidate.dose.seconds,
        caution=bool(care),
        reasons=(
            *weigher.reasons(offer.exercise),
            *_of_the_rung(offer.exercise, weigher.occasion),
            *care,
        ),
    )


def _of_the_rung(exercise: Exercise, occasion: Occasion) -> tuple[Reason, ...]:
    """Say why it is as much as it is; an easier one of the family says nothing."""
    rung = occasion.rungs[exercise.family]
    return reasons_of(rung, occasion.now) if exercise.level >= rung.level else ()


def _routine_reasons(occasion: Occasion) -> tuple[Reason, ...]:
    said = (
        (occasion.is_first_steps, ReasonCode.FIRST_STEPS),
        (occasion.is_gentle, ReasonCode.GENTLE),
        (must_spare_the_sore(occasion), ReasonCode.SPARE_SORE),
        (occasion.short, ReasonCode.SHORT),
    )
    return tuple(Reason(code=code) for holds, code in said if holds)
