"""Chooses a routine for a person's nudge, with everything as it is at this moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from service.actions import plan
from service.actions.reading import past_routines, progress_of, routines_of
from service.app import App
from service.core.again import still_fits
from service.core.causes import Triage
from service.core.coverage import Agenda
from service.core.nudges import MAY_HAVE_ARRIVED
from service.core.occasion import Occasion, PastRoutine
from service.core.profile import Profile
from service.core.ramp import week_of
from service.core.routines import Routine, choose, swapped
from service.core.workday import zone
from service.store.nudges import Nudge
from service.store.people import Person


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a choice rests on.

    ``rows``: the person's other nudges of two weeks. ``instead_of``: what stands in
    the message and is to be something else.
    """

    person: Person
    nudge: Nudge
    rows: Sequence[Nudge]
    profile: Profile
    triage: Triage
    short: bool = False
    instead_of: Routine | None = None


def chosen(app: App, conn: Connection, choice: Choice) -> Routine | None:
    """Choose the routine of a nudge; None where nothing may be offered.

    A snoozed nudge brings what was put off, if that may still go out as it is.
    """
    recent = past_routines(app, conn, choice.person, choice.rows)
    if choice.instead_of:
        recent = swapped(recent, choice.instead_of, app.now())
    asked = _asked(app, conn, choice, recent)
    return _put_off(app, conn, choice) or choose(**asked)


def _put_off(app: App, conn: Connection, choice: Choice) -> Routine | None:
    parent = choice.nudge.snoozed_from
    changes = choice.short or choice.instead_of
    found = [] if changes else [r for r in choice.rows if r.nudge_id == parent]
    if not found or not choice.triage.nudges:
        return None
    routine = routines_of(app, conn, choice.person, found).get(found[0].nudge_id)
    # What was put off must not count as having gone out.
    others = [row for row in choice.rows if row not in found]
    recent = past_routines(app, conn, choice.person, others)
    fits = routine and still_fits(
        routine, Occasion(**_asked(app, conn, choice, recent))
    )
    return routine if fits else None


def _asked(
    app: App, conn: Connection, choice: Choice, recent: Sequence[PastRoutine]
) -> dict[str, Any]:
    """Say what is asked of ``choose``, and makes up an Occasion."""
    person, nudge = choice.person, choice.nudge
    return {
        "catalogue": app.catalogue,
        "profile": choice.profile.on(nudge.local_day),
        "triage": choice.triage,
        "week": week_of(person.started_on or nudge.local_day, nudge.local_day),
        "slot": nudge.kind,
        "recent": recent,
        "now": app.now(),
        "seed": f"{nudge.nudge_id}:{nudge.turn}",
        "short": choice.short,
        "progress": progress_of(app, conn, person),
        "agenda": agenda_of(app, person, nudge.local_day, choice.rows),
    }


def agenda_of(app: App, person: Person, day: date, rows: Sequence[Nudge]) -> Agenda:
    """Say where a local day stands in its week, by what arrived and what may come."""
    cap = plan.cap(person, day)
    monday = day - timedelta(days=day.weekday())
    week = [monday + timedelta(days=n) for n in range(7)]
    days = {one for one in week if plan.windows_of(app, person, one)} | {day}
    had = sum(row.local_day == day and row.state in MAY_HAVE_ARRIVED for row in rows)
    left_today = max(cap - had, 1)
    return Agenda(
        week_began=_began(monday, person),
        day_began=_began(day, person),
        expected=cap * len(days),
        left=left_today + cap * sum(one > day for one in days),
        left_today=left_today,
    )


def _began(day: date, person: Person) -> datetime:
    return datetime.combine(day, time(), zone(person.timezone))
