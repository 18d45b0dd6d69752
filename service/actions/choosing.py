"""Chooses a routine for a person's nudge, with everything as it is at this moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from service.actions import learning, plan
from service.actions.reading import past_routines, routines_of
from service.app import App
from service.core.causes import Triage
from service.core.coverage import Agenda
from service.core.nudges import MAY_HAVE_ARRIVED
from service.core.occasion import Occasion
from service.core.profile import Profile
from service.core.ramp import week_of
from service.core.routines import Routine, choose, still_fits
from service.core.workday import zone
from service.store.nudges import Nudge
from service.store.people import Person


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a choice rests on.

    ``rows``: the person's other nudges of two weeks. ``instead_of``: what stands in
    the message and is to be something else; ``out_of``: of which it should be a part.
    """

    person: Person
    nudge: Nudge
    rows: Sequence[Nudge]
    profile: Profile
    triage: Triage
    short: bool = False
    instead_of: Routine | None = None
    out_of: Routine | None = None


def chosen(app: App, conn: Connection, choice: Choice) -> Routine | None:
    """Choose the routine of a nudge; None where nothing may be offered."""
    person, nudge, now = choice.person, choice.nudge, app.now()
    recent = past_routines(app, conn, person, choice.rows)
    shown = choice.instead_of
    given: dict[str, Any] = {
        "catalogue": app.catalogue,
        "profile": choice.profile.on(nudge.local_day),
        "triage": choice.triage,
        "week": week_of(person.started_on or nudge.local_day, nudge.local_day),
        "slot": nudge.kind,
        "now": now,
        "seed": f"{nudge.nudge_id}:{nudge.turn}",
        "short": choice.short,
        "excluded": shown.ids | shown.replaced if shown else frozenset(),
        "progress": learning.progress_of(app, conn, person),
        "agenda": agenda_of(app, person, nudge.local_day, choice.rows),
    }
    found = _put_off(app, conn, choice, given)
    if found is None and choice.out_of:
        part = app.catalogue.only(choice.out_of.ids)
        found = choose(**given | {"catalogue": part}, recent=recent)
    return found or choose(**given, recent=recent)


def _put_off(
    app: App, conn: Connection, choice: Choice, given: Mapping[str, Any]
) -> Routine | None:
    """Give what was snoozed, if every bit of it may still go out as it is."""
    parents = [row for row in choice.rows if row.nudge_id == choice.nudge.snoozed_from]
    if choice.short or choice.instead_of or not parents:
        return None
    others = [row for row in choice.rows if row not in parents]
    occasion = Occasion(**given, recent=past_routines(app, conn, choice.person, others))
    found = routines_of(app, conn, choice.person, parents).values()
    return next((one for one in found if still_fits(one, occasion)), None)


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
