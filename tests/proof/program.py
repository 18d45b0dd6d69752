"""Whether a week that covers all groups is possible: an integer program (HiGHS)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import highspy

from tests.proof.cards import (
    WORKDAYS,
    Item,
    ProfileWeek,
    allowed,
    waived,
    wanted,
)
from web.simulation.cards import ON_FEET, SET_UP_S

SECONDS = 60.0
ITEMS = 3
ALIKE = 6
"""Two routines in a row hold so many at most: of exercises that are alike in
everything that counts, the program needs no more, and takes the shortest."""


@dataclass(frozen=True)
class Task:
    """What decides whether a week is possible; many profile-weeks share one."""

    items: tuple[Item, ...]
    routines: int
    seconds: int
    needs: tuple[tuple[str, int], ...]
    shortest: int = 0
    share: tuple[float, float] | None = None
    repeats: bool = False


def task(
    week: ProfileWeek,
    *,
    repeats: bool = False,
    highest: bool = False,
    within: float | None = None,
) -> Task:
    """Put the question: is there a week that covers every group not waived?

    ``repeats``: patterns may come twice in a row (exercises never may). ``highest``:
    each exercise in the highest dose of the person that lasts 75 s at most, never in
    a smaller one. ``within``: the open share must be met that closely, and no routine
    be shorter than the ramp says.
    """
    items = allowed(week)
    free = waived(week, items)
    needs = {name: often for name, often in wanted(week).items() if name not in free}
    if highest:
        items = tuple({item.id: item for item in items}.values())
    return Task(
        items=_shortest(items) if within is None else items,
        routines=week.ramp.routines,
        seconds=week.ramp.longest,
        needs=tuple(sorted(needs.items())),
        shortest=0 if within is None else week.ramp.shortest,
        share=None if within is None else (week.open_share, within),
        repeats=repeats,
    )


def _shortest(items: Sequence[Item]) -> tuple[Item, ...]:
    """Keep what the program can need where time only limits."""
    first: dict[str, Item] = {}
    for item in sorted(items, key=lambda one: (one.seconds, one.id)):
        first.setdefault(item.id, item)
    alike: defaultdict[object, list[Item]] = defaultdict(list)
    for item in first.values():
        alike[item.opens, item.builds, item.pattern, item.groups].append(item)
    return tuple(item for some in alike.values() for item in some[:ALIKE])


@cache
def possible(asked: Task) -> bool | None:
    """Say whether there is such a week; None where a minute does not decide it."""
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)  # noqa: FBT003 - HiGHS takes no names
    model.setOptionValue("time_limit", SECONDS)
    model.setOptionValue("threads", 1)
    slots = range(asked.routines * WORKDAYS)
    chosen = [[model.addBinary() for _ in asked.items] for _ in slots]
    for row in chosen:
        _be_a_routine(model, asked, row)
    for before, after in pairwise(chosen):
        _not_twice_in_a_row(model, asked, before, after)
    _cover(model, asked, chosen)
    model.run()
    status = model.getModelStatus()
    return {
        highspy.HighsModelStatus.kOptimal: True,
        highspy.HighsModelStatus.kInfeasible: False,
    }.get(status)


Row = Sequence[highspy.highs.highs_var]


def _be_a_routine(model: highspy.Highs, asked: Task, row: Row) -> None:
    pairs = list(zip(asked.items, row, strict=True))
    total = sum((item.seconds + SET_UP_S) * chosen for item, chosen in pairs)
    model.addConstr(total <= asked.seconds)
    model.addConstr(total >= asked.shortest)
    model.addConstr(sum(row) <= ITEMS)
    for role in ("opens", "builds"):
        some = [chosen for item, chosen in pairs if getattr(item, role)]
        # Where nothing opens, or builds, at all, no routine can.
        if some:
            model.addConstr(sum(some) >= 1)


def _not_twice_in_a_row(
    model: highspy.Highs, asked: Task, before: Row, after: Row
) -> None:
    """Forbid the same exercise, and the same pattern, in two routines in a row.

    With three routines a day an exercise then comes twice a day at most, too.
    """
    for numbers in _by(asked, "id"):
        model.addConstr(sum(row[n] for row in (before, after) for n in numbers) <= 1)
    if asked.repeats:
        return
    for numbers in _by(asked, "pattern"):
        first = model.addBinary()
        for n in numbers:
            model.addConstr(before[n] <= first)
            model.addConstr(after[n] <= 1 - first)


def _by(asked: Task, what: str) -> Iterable[list[int]]:
    """Give the numbers of the items that are alike in something."""
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(asked.items):
        alike[getattr(item, what)].append(number)
    return alike.values()


def _cover(model: highspy.Highs, asked: Task, chosen: Sequence[Row]) -> None:
    per_day = asked.routines
    for name, often in asked.needs:
        of = [n for n, item in enumerate(asked.items) if name in item.groups]
        if name == ON_FEET:
            for day in range(WORKDAYS):
                today = chosen[day * per_day : (day + 1) * per_day]
                model.addConstr(sum(row[n] for row in today for n in of) >= 1)
        else:
            model.addConstr(sum(row[n] for row in chosen for n in of) >= often)
    if asked.share:
        _share(model, asked, chosen)


def _share(model: highspy.Highs, asked: Task, chosen: Sequence[Row]) -> None:
    target, within = asked.share or (0, 1)
    for sign in (1, -1):
        strays = sum(
            sign
            * item.seconds
            * ((1 if item.opens else 0) - target - sign * within)
            * row[n]
            for row in chosen
            for n, item in enumerate(asked.items)
            if item.opens or item.builds
        )
        model.addConstr(strays <= 0)


def missing(
    week: ProfileWeek, days: Iterable[Sequence[frozenset[str]]]
) -> Mapping[str, int]:
    """Count what a real week lacks; ``days``: of each, the groups of its items."""
    free = waived(week, allowed(week))
    had: defaultdict[str, int] = defaultdict(int)
    for items in days:
        for groups in items:
            for name in groups - {ON_FEET}:
                had[name] += 1
        had[ON_FEET] += any(ON_FEET in groups for groups in items)
    return {
        name: often - had[name]
        for name, often in wanted(week).items()
        if name not in free and had[name] < often
    }
