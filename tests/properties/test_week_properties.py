"""What a week of routines holds: the whole body, and its share of opening."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from service.core.causes import Category, triage_of
from service.core.coverage import OF_LEGS, ON_FEET, Agenda, groups_of, wanted
from service.core.profile import Equipment, Limit, Profile, Setting
from service.core.progress import Rung
from service.core.routines import PastRoutine, Routine, SlotKind, choose
from service.gateways.library import load_catalogue

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
CATALOGUE = load_catalogue()


def week_of(
    profile: Profile, ramp_week: int, progress: Rung, a_day: int
) -> list[Routine]:
    """Choose a working week of routines, each knowing those before."""
    past: list[PastRoutine] = []
    sent: list[Routine] = []
    for number in range(5 * a_day):
        day, nth = divmod(number, a_day)
        now = MONDAY + timedelta(days=day, hours=9 + 2 * nth)
        chosen = choose(
            catalogue=CATALOGUE,
            profile=profile,
            triage=triage_of(profile, now),
            week=ramp_week,
            slot=SlotKind.ANY if nth else SlotKind.BUILD,
            recent=past,
            now=now,
            seed=str(number),
            progress=dict.fromkeys(CATALOGUE.first_levels, progress),
            agenda=Agenda(
                week_began=MONDAY,
                day_began=MONDAY + timedelta(days=day),
                expected=5 * a_day,
                left=5 * a_day - number,
                left_today=a_day - nth,
            ),
        )
        assert chosen
        sent.append(chosen)
        past.append(
            PastRoutine(
                at=now,
                exercise_ids=tuple(item.exercise.id for item in chosen.items),
                seconds=tuple(item.seconds for item in chosen.items),
            )
        )
    return sent


# Ramp week, level, routines a day, share of opening (0.35 under overuse).
STAGES = ((1, 1, 2, 0.6), (3, 2, 3, 0.5), (5, 3, 3, 0.4))
BODIES = (
    frozenset[Limit](),
    frozenset({Limit.WHEELCHAIR}),
    frozenset({Limit.KNEE, Limit.WRIST}),
    frozenset({Limit.LOW_BACK, Limit.DIZZINESS}),
)
PLACES = (
    (Setting.DESK, frozenset[Equipment]()),
    (Setting.OFFICE, frozenset({Equipment.BAND})),
)


@pytest.mark.parametrize(
    "body", BODIES, ids=lambda body: "+".join(sorted(body)) or "none"
)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place[0].value)
@pytest.mark.parametrize("category", [Category.POSTURAL, Category.OVERUSE])
def test_a_week_holds_the_whole_body_and_its_share_of_opening(
    body: frozenset[Limit],
    place: tuple[Setting, frozenset[Equipment]],
    category: Category,
) -> None:
    profile = Profile(
        limits=body,
        setting=place[0],
        equipment=place[1],
        own_category=category,
        safety_answered=True,
    )
    for ramp_week, level, a_day, share in STAGES:
        for step in (1, 4):
            rung = Rung(level=level, dose_step=step)
            sent = week_of(profile, ramp_week, rung, a_day)
            items = [item for routine in sent for item in routine.items]
            had = Counter(name for item in items for name in groups_of(item.exercise))
            waived = OF_LEGS if Limit.WHEELCHAIR in body else frozenset()
            for name, often in wanted(len(sent)).items():
                assert name in waived or had[name] >= often, (name, ramp_week, step)
            if ON_FEET not in waived:
                assert days_on_feet(sent, a_day) == 5
            opened = sum(item.seconds for item in items if item.exercise.opens)
            built = sum(item.seconds for item in items if item.exercise.builds)
            is_full = category is Category.OVERUSE and ramp_week >= 5
            target = 0.35 if is_full else share
            assert opened / (opened + built) == pytest.approx(target, abs=0.05)


def days_on_feet(sent: list[Routine], a_day: int) -> int:
    return sum(
        any(
            ON_FEET in groups_of(item.exercise)
            for routine in sent[first : first + a_day]
            for item in routine.items
        )
        for first in range(0, len(sent), a_day)
    )
