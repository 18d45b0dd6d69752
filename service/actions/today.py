"""A person's own days as values: what comes, what came, and what became of it.

For the person's own eyes only: answers and routines are opened here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from service.actions.coming import Coming, planned, soonest
from service.actions.plan import is_holiday, windows_of
from service.actions.reading import owner_of, routines_of
from service.actions.scene import Scene
from service.core.asking import open_points
from service.core.causes import triage_of
from service.core.day import Day, Slot
from service.core.nudges import Event, SkipReason, State, form_of
from service.core.routines import Routine
from service.core.standing import Standing
from service.core.workday import local_date
from service.forms.points import asked
from service.forms.sections import Section
from service.store import nudges, responses
from service.store.deliveries import NUDGES, move
from service.store.nudges import Nudge
from service.store.responses import Response

_ONE_DAY = timedelta(days=1)


def today(scene: Scene) -> Day:
    return recent_days(scene, days=1)[0]


def recent_days(scene: Scene, days: int) -> tuple[Day, ...]:
    """Give the last ``days`` local days, the oldest first, today last."""
    last = local_date(scene.now, scene.person.timezone)
    wanted = [last - _ONE_DAY * back for back in reversed(range(days))]
    rows = _rows(scene, wanted[0])
    slots = _slots(scene, rows, wanted[0])
    resting = not triage_of(scene.profile, scene.now).nudges
    found = () if resting else _coming(scene, rows)
    coming = soonest(found)
    slots |= _as_they_will_come(slots, found)
    return tuple(
        _day(
            scene,
            day,
            [slots[row.nudge_id] for row in rows if row.local_day == day],
            resting=resting,
            coming=coming if day == last else None,
        )
        for day in wanted
    )


def points(scene: Scene) -> tuple[tuple[str, Section], ...]:
    """Give what to ask about the own load, each with the section that answers it."""
    profile = scene.profile
    triage = triage_of(profile, scene.now)
    due = open_points(profile, triage, scene.now)
    return tuple(asked(point, triage) for point in due)


def skip_next(scene: Scene, nudge_id: str | None = None) -> bool:
    """Drop the person's next nudge of today or tomorrow; False if none is planned.

    ``nudge_id``: the one that was meant. Asked for twice, it takes no second one with
    it. In the ledger it is a pause like any other: it tells nothing new. A new plan
    does not put it back.
    """
    today = local_date(scene.now, scene.person.timezone)
    rows = _rows(scene, today)
    coming = soonest(_coming(scene, rows))
    if nudge_id and (coming is None or coming.nudge.nudge_id != nudge_id):
        skipped = [row.nudge_id for row in rows if row.reason == SkipReason.PAUSED]
        return nudge_id in skipped
    if coming is None:
        return False
    # The person's row is locked, so that no dispatcher is at it meanwhile.
    ref = (coming.nudge.workspace_id, coming.nudge.nudge_id)
    step = (State.PLANNED, Event.DROP)
    return move(scene.conn, NUDGES, ref, step, reason=SkipReason.PAUSED)


def _rows(scene: Scene, since: date) -> list[Nudge]:
    """Read the nudges from a local day on, without what a new plan took back."""
    person = scene.person
    rows = nudges.of_person(scene.conn, person.workspace_id, person.person_id, since)
    return [row for row in rows if row.reason != SkipReason.REPLANNED]


def _coming(scene: Scene, rows: Sequence[Nudge]) -> tuple[Coming, ...]:
    if scene.person.standing is not Standing.AGREED:
        return ()
    today = local_date(scene.now, scene.person.timezone)
    later = [row for row in rows if row.local_day >= today]
    return tuple(planned(scene.app, scene.person, later, scene.now))


def _as_they_will_come(
    slots: Mapping[str, Slot], found: Sequence[Coming]
) -> dict[str, Slot]:
    """Say of what is planned when it comes, which may be later, or why it will not."""
    return {
        name: replace(slots[name], at=one.at, kept_away=one.why_not)
        for one in found
        for name in (one.nudge.nudge_id,)
    }


def _day(
    scene: Scene,
    day: date,
    slots: list[Slot],
    *,
    resting: bool,
    coming: Coming | None,
) -> Day:
    person = scene.person
    paused = person.paused_until
    return Day(
        day=day,
        zone=scene.zone,
        standing=person.standing,
        paused_until=paused if paused and paused > scene.now else None,
        resting=resting,
        holiday=is_holiday(scene.app, person, day),
        is_workday=day.weekday() in person.work_days,
        windows=windows_of(scene.app, person, day),
        next_at=coming.at if coming else None,
        next_id=coming.nudge.nudge_id if coming else None,
        slots=tuple(sorted(slots, key=lambda slot: slot.at)),
    )


def _slots(scene: Scene, rows: Sequence[Nudge], since: date) -> dict[str, Slot]:
    answers = {one.nudge_id: one.answer for one in answered(scene, since)}
    routines = routines_of(scene.app, scene.conn, scene.person, rows)
    return {row.nudge_id: _slot(row, answers, routines) for row in rows}


def answered(scene: Scene, since: date) -> list[Response]:
    """Read what was pressed from the start of a local day on, the oldest first."""
    midnight = datetime.combine(since, time(), scene.zone)
    return responses.of_person(
        scene.conn, owner_of(scene.app, scene.person), since=midnight
    )


def _slot(
    row: Nudge, answers: Mapping[str, str], routines: Mapping[str, Routine]
) -> Slot:
    return Slot(
        nudge_id=row.nudge_id,
        form=form_of(row.slot),
        kind=row.kind,
        state=row.state,
        at=row.sent_at or row.due_at,
        planned_at=row.planned_at,
        reason=row.reason,
        put_off_for=row.put_off_for,
        content=row.content,
        closed=row.closed_at is not None,
        answer=answers.get(row.nudge_id),
        routine=routines.get(row.nudge_id),
    )
