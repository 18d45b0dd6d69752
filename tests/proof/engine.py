"""One week of the engine: the one place here that knows how it is asked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from service.core.causes import triage_of
from service.core.coverage import Agenda
from service.core.profile import Category, Equipment, Limit, Profile, Setting
from service.core.progress import Rung
from service.core.routines import PastRoutine, Routine, SlotKind, choose
from service.gateways.library import load_catalogue
from tests.proof.cards import KIT, WORKDAYS, ProfileWeek, doses, forbidden
from tests.proof.program import missing
from web.simulation.cards import SET_UP_S, builds, by_id, groups_of, opens

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOURS = (10, 13, 16)
CATALOGUE = load_catalogue()

Chosen = tuple[tuple[str, int], ...]
"""A routine: its exercises with their seconds, set-up left out."""


@dataclass(frozen=True)
class Lived:
    """What became of one profile-week."""

    week: ProfileWeek
    missing: Mapping[str, int]
    open_share: float | None
    broken: Mapping[str, int]

    @property
    def off(self) -> float:
        """Give by how much the open share strays from its target."""
        share = self.week.open_share if self.open_share is None else self.open_share
        return abs(share - self.week.open_share)


def routines_of(week: ProfileWeek) -> list[Chosen]:
    """Let the engine choose a whole week; what went out is fed back each time."""
    place, kit = KIT[week.place]
    profile = Profile(
        own_category=Category(week.cause),
        limits=frozenset(map(Limit, week.avoid)),
        setting=Setting(place),
        equipment=frozenset(map(Equipment, kit)),
        safety_answered=True,
    )
    own = Rung(level=week.level, dose_step=week.step)
    progress = dict.fromkeys(CATALOGUE.first_levels, own)
    recent: list[PastRoutine] = []
    chosen: list[Chosen] = []
    for day in range(WORKDAYS):
        for slot in range(week.ramp.routines):
            now = MONDAY + timedelta(days=day, hours=HOURS[slot])
            routine = choose(
                catalogue=CATALOGUE,
                profile=profile,
                triage=triage_of(profile, now),
                week=week.ramp.week,
                slot=SlotKind.ANY if slot else SlotKind.BUILD,
                recent=recent,
                now=now,
                seed=f"{week.name} {day} {slot}",
                progress=progress,
                agenda=_agenda(week, day, slot),
            )
            items = _items(routine)
            chosen.append(items)
            ids, seconds = zip(*items, strict=True) if items else ((), ())
            recent.append(PastRoutine(at=now, exercise_ids=ids, seconds=seconds))
    return chosen


def _agenda(week: ProfileWeek, day: int, slot: int) -> Agenda:
    a_day = week.ramp.routines
    return Agenda(
        week_began=MONDAY,
        day_began=MONDAY + timedelta(days=day),
        expected=week.routines,
        left=week.routines - day * a_day - slot,
        left_today=a_day - slot,
    )


def _items(routine: Routine | None) -> Chosen:
    items = routine.items if routine else ()
    return tuple((item.exercise.id, item.seconds) for item in items)


def live(week: ProfileWeek) -> Lived:
    """Let the engine choose a week, and hold it against the cards."""
    routines = routines_of(week)
    a_day = week.ramp.routines
    days = [
        [
            groups_of(by_id()[name])
            for routine in routines[n : n + a_day]
            for name, _ in routine
        ]
        for n in range(0, len(routines), a_day)
    ]
    return Lived(
        week=week,
        missing=missing(week, days),
        open_share=_open_share(routines),
        broken=_broken(week, routines),
    )


def _open_share(routines: list[Chosen]) -> float | None:
    opened = built = 0
    for routine in routines:
        for name, seconds in routine:
            opened += seconds if opens(by_id()[name]) else 0
            built += seconds if builds(by_id()[name]) else 0
    total = opened + built
    return opened / total if total else None


def _broken(week: ProfileWeek, routines: list[Chosen]) -> Counter[str]:
    """Count what no week may hold, by the cards alone."""
    found: Counter[str] = Counter()
    last: Chosen = ()
    for routine in routines:
        cards = [by_id()[name] for name, _ in routine]
        found["nothing at all"] += not routine
        found["nothing that opens"] += not any(map(opens, cards))
        found["nothing that builds"] += not any(map(builds, cards))
        lasts = sum(seconds + SET_UP_S for _, seconds in routine)
        found["longer than the ramp says"] += lasts > week.ramp.longest
        found["shorter than the ramp says"] += lasts < week.ramp.shortest
        found["twice in a row"] += bool({n for n, _ in last} & {n for n, _ in routine})
        found["a pattern twice in a row"] += bool(_patterns(last) & _patterns(routine))
        for name, seconds in routine:
            card = by_id()[name]
            found["forbidden"] += forbidden(card, week) is not None
            found["dose"] += seconds not in doses(card, week)
        last = routine
    return +found


def _patterns(routine: Chosen) -> set[str]:
    return {by_id()[name]["pattern"] for name, _ in routine}
