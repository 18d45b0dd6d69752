"""Chooses a routine for a person's nudge, with everything as it is at this moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from service.actions import plan
from service.actions.reading import past_routines
from service.app import App
from service.core.causes import Triage
from service.core.coverage import Agenda
from service.core.nudges import MAY_HAVE_ARRIVED
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
    """Choose the routine of a nudge; None where nothing may be offered."""
    person, nudge, now = choice.person, choice.nudge, app.now()
    recent = past_routines(app, conn, person, choice.rows)
    if choice.instead_of:
        recent = swapped(recent, choice.instead_of, now)
    return choose(
        catalogue=app.catalogue,
        profile=choice.profile.on(nudge.local_day),
        triage=choice.triage,
        week=week_of(person.started_on or nudge.local_day, nudge.local_day),
        slot=nudge.kind,
        recent=recent,
        now=now,
        seed=f"{nudge.nudge_id}:{nudge.turn}",
        short=choice.short,
        agenda=agenda_of(app, person, nudge.local_day, choice.rows),
    )


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
