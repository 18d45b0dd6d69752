"""Plans each person's nudges for the local today and tomorrow."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

import structlog
from sqlalchemy import Connection

from service.app import App
from service.core.errors import Refused
from service.core.nudges import (
    Event,
    SkipReason,
    SlotForm,
    State,
    form_of,
    planned_slot,
)
from service.core.planner import ExistingNudge, PlannedNudge, Replan, plan_day, replan
from service.core.ramp import nudges_for, week_of
from service.core.standing import Standing
from service.core.workday import Window, local_date, windows
from service.store import nudges, people
from service.store.deliveries import NUDGES, move
from service.store.nudges import Nudge
from service.store.people import Person
from service.store.workspaces import Workspace

log = structlog.get_logger()

GoOn = Callable[[], bool]


def plan(app: App, workspace: Workspace, go_on: GoOn) -> Counter[str]:
    """Plan for everybody who agreed; running it again changes nothing.

    Counts people, the nudges added, moved and dropped, and under ``refused`` the
    people whose hours mean nothing here, such as a zone that was abolished.
    """
    counts: Counter[str] = Counter(people=0, added=0, moved=0, dropped=0)
    for person, rows in _agreed(app, workspace):
        if not go_on():
            counts["interrupted"] += 1
            break
        counts["people"] += 1
        try:
            counts.update(_planned(app, person, rows))
        except Refused as refused:
            counts["refused"] += 1
            log.warning("not_planned", person_id=person.person_id, reason=str(refused))
    return counts


def _planned(app: App, person: Person, rows: Sequence[Nudge]) -> Counter[str]:
    # Looked at without a lock first: most of the time there is nothing to do.
    if all(change == Replan() for _, change in _changes(app, person, rows)):
        return Counter()
    with app.engine.begin() as conn:
        return plan_person(app, conn, person)


def plan_one(app: App, workspace: Workspace, slack_user_id: str) -> Counter[str]:
    """Plan for one person, as the sweep does for everybody."""
    with app.engine.begin() as conn:
        person = people.by_slack_user(conn, workspace.workspace_id, slack_user_id)
        return plan_person(app, conn, person) if person else Counter()


def plan_person(app: App, conn: Connection, person: Person) -> Counter[str]:
    """Fit one person's today and tomorrow to the hours as they are now."""
    locked = people.lock(conn, person.workspace_id, person.person_id)
    if locked is None or locked.standing is not Standing.AGREED:
        return Counter()
    rows = nudges.of_person(
        conn, person.workspace_id, person.person_id, _days(app, locked)[0]
    )
    counts: Counter[str] = Counter()
    for day, change in _changes(app, locked, rows):
        ids = {row.slot: row.nudge_id for row in rows if row.local_day == day}
        counts += _apply(conn, locked, (day, ids), change)
    return counts


def cap(person: Person, day: date) -> int:
    """Say how many nudges the person may get on a local day."""
    return nudges_for(week_of(person.started_on or day, day), person.nudges_per_day)


def windows_of(app: App, person: Person, day: date) -> tuple[Window, ...]:
    return windows(person.schedule, day, holiday=is_holiday(app, person, day))


def is_holiday(app: App, person: Person, day: date) -> bool:
    return app.holidays.on(day, person.country, person.region)


def _agreed(app: App, workspace: Workspace) -> list[tuple[Person, list[Nudge]]]:
    since = app.now().date() - timedelta(days=1)
    with app.engine.begin() as conn:
        agreed = people.all_of(conn, workspace.workspace_id, {Standing.AGREED})
        rows = nudges.of_agreed(conn, workspace.workspace_id, since)
    by_person: defaultdict[str, list[Nudge]] = defaultdict(list)
    for row in rows:
        by_person[row.person_id].append(row)
    return [(person, by_person[person.person_id]) for person in agreed]


def _days(app: App, person: Person) -> tuple[date, date]:
    today = local_date(app.now(), person.timezone)
    return today, today + timedelta(days=1)


def _changes(
    app: App, person: Person, rows: Sequence[Nudge]
) -> list[tuple[date, Replan]]:
    return [(day, _change(app, person, day, rows)) for day in _days(app, person)]


def _change(app: App, person: Person, day: date, rows: Sequence[Nudge]) -> Replan:
    return replan(
        existing=[
            ExistingNudge(
                slot=int(row.slot),
                at=row.planned_at,
                state=row.state,
                taken_back=row.reason == SkipReason.REPLANNED,
            )
            for row in rows
            if row.local_day == day and form_of(row.slot) is SlotForm.PLANNED
        ],
        wanted=plan_day(
            person_id=person.person_id,
            day=day,
            windows=windows_of(app, person, day),
            count=cap(person, day),
        ),
        now=app.now(),
    )


def _apply(
    conn: Connection,
    person: Person,
    of_day: tuple[date, Mapping[str, str]],
    change: Replan,
) -> Counter[str]:
    day, ids = of_day
    returning = [new for new in change.add if planned_slot(new.slot) in ids]
    fresh = [new for new in change.add if new not in returning]
    added = nudges.add(conn, [planned_row(person, day, new) for new in fresh])
    added += sum(
        _step(conn, person, ids[planned_slot(new.slot)], Event.RETURN, at=new.at)
        for new in returning
    )
    moved = sum(
        _step(conn, person, ids[planned_slot(new.slot)], Event.MOVE, at=new.at)
        for new in change.move
    )
    dropped = sum(
        _step(conn, person, ids[planned_slot(slot)], Event.DROP) for slot in change.drop
    )
    return Counter(added=added, moved=moved, dropped=dropped)


def planned_row(person: Person, day: date, new: PlannedNudge) -> dict[str, object]:
    """Make the row of a planned nudge."""
    return new_row(person, day, planned_slot(new.slot), new.at) | {"kind": new.kind}


def new_row(person: Person, day: date, slot: str, at: datetime) -> dict[str, object]:
    """Make the row of any nudge that is due at ``at``.

    Its id follows from the slot that there is once: no more of it can be told than
    of the person's own id, which nobody can guess.
    """
    return {
        "workspace_id": person.workspace_id,
        "nudge_id": uuid5(UUID(person.person_id), f"{day} {slot}").hex,
        "person_id": person.person_id,
        "local_day": day,
        "slot": slot,
        "state": State.PLANNED,
        "planned_at": at,
        "due_at": at,
    }


def _step(
    conn: Connection,
    person: Person,
    nudge_id: str,
    event: Event,
    at: datetime | None = None,
) -> bool:
    columns: dict[str, object] = (
        {"planned_at": at, "due_at": at, "reason": None}
        if at is not None
        else {"reason": SkipReason.REPLANNED}
    )
    before = State.SKIPPED if event is Event.RETURN else State.PLANNED
    ref = (person.workspace_id, nudge_id)
    return move(conn, NUDGES, ref, (before, event), **columns)
