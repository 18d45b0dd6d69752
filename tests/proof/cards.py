"""The 4,416 profile-weeks, and what each may and should hold, by the cards alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from web.simulation.cards import (
    ON_FEET,
    RAMP,
    SITS,
    Card,
    Stretch,
    builds,
    by_id,
    groups_of,
    open_target,
    opens,
)
from web.simulation.cards import doses as doses_of
from web.simulation.cards import forbidden as forbids
from web.simulation.cards import wanted as wanted_of

WORKDAYS = 5
TAGS = (
    *("neck", "shoulder", "elbow", "wrist", "low_back", "hip", "knee", "ankle"),
    *("pregnancy", "dizziness", "hypertension", "osteoporosis", "wheelchair"),
)
KIT: Mapping[str, tuple[str, frozenset[str]]] = {
    "desk": ("desk", frozenset()),
    "office+band": ("office", frozenset({"band"})),
}


@dataclass(frozen=True)
class ProfileWeek:
    """One week of one made-up person; ``level`` decides which weeks of the ramp.

    ``step``: the dose step of exercises at that level.
    """

    cause: str
    level: int
    avoid: tuple[str, ...]
    step: int
    place: str

    @property
    def ramp(self) -> Stretch:
        return RAMP[self.level - 1]

    @property
    def routines(self) -> int:
        return self.ramp.routines * WORKDAYS

    @property
    def open_share(self) -> float:
        return open_target(self.ramp.week, self.cause)

    @property
    def name(self) -> str:
        limits = "+".join(self.avoid) or "none"
        return f"{self.cause} L{self.level} step {self.step} {self.place} {limits}"


@dataclass(frozen=True)
class Item:
    """An exercise in one dose; ``seconds`` without the set-up."""

    id: str
    opens: bool
    builds: bool
    pattern: str
    groups: frozenset[str]
    seconds: int


def grid() -> Iterator[ProfileWeek]:
    limits = [some for number in range(3) for some in combinations(TAGS, number)]
    for cause in ("postural", "overuse"):
        for level in (1, 2, 3):
            for avoid in limits:
                for step in (1, 2, 3, 4):
                    for place in KIT:
                        yield ProfileWeek(cause, level, avoid, step, place)


def forbidden(card: Card, week: ProfileWeek) -> str | None:
    place, kit = KIT[week.place]
    return forbids(card, week.level, place, kit, frozenset(week.avoid))


def doses(card: Card, week: ProfileWeek) -> list[int]:
    """Give the seconds of every dose the person may have, the smallest first.

    The own step holds at the own level; what is easier is held by the ramp alone.
    """
    own = week.step if card["level"] == week.level else week.ramp.step
    return doses_of(card, min(own, week.ramp.step), frozenset(week.avoid))


def allowed(week: ProfileWeek) -> tuple[Item, ...]:
    """Give what this person may do, in each dose."""
    return tuple(
        Item(
            id=card["id"],
            opens=opens(card),
            builds=builds(card),
            pattern=card["pattern"],
            groups=groups_of(card),
            seconds=seconds,
        )
        for card in by_id().values()
        if forbidden(card, week) is None
        for seconds in doses(card, week)
    )


def wanted(week: ProfileWeek) -> dict[str, int]:
    """Say how often the week should hold each group; ``on_feet`` counts days."""
    return wanted_of(week.routines) | {ON_FEET: WORKDAYS}


def waived(week: ProfileWeek, items: Sequence[Item]) -> frozenset[str]:
    """Name the groups of which the person may do nothing at all, or need not."""
    possible = frozenset[str]().union(*(item.groups for item in items))
    sits = SITS if "wheelchair" in week.avoid else frozenset[str]()
    return (wanted(week).keys() - possible) | sits
