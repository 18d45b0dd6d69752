"""Reads what decisions rest on: the person's profile, and what went out before."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from service.app import App
from service.core.nudges import MAY_HAVE_ARRIVED
from service.core.profile import Profile
from service.core.routines import PastRoutine, Routine, routine_from_json
from service.store import answers, nudges
from service.store.nudges import Nudge
from service.store.people import Person
from service.store.sealing import Owner, unseal

_RECENT = timedelta(days=14)


def owner_of(app: App, person: Person) -> Owner:
    return Owner(
        data_key=app.data_key,
        workspace_id=person.workspace_id,
        person_id=person.person_id,
    )


def profile_of(app: App, conn: Connection, person: Person) -> Profile:
    return answers.load_profile(conn, owner_of(app, person))


def recent_nudges(conn: Connection, person: Person, now: datetime) -> list[Nudge]:
    """Read the person's nudges of the last two weeks."""
    since = (now - _RECENT).date()
    return nudges.of_person(conn, person.workspace_id, person.person_id, since)


def routine_of(
    app: App, conn: Connection, person: Person, nudge: Nudge
) -> Routine | None:
    """Open what a nudge was sent with; None if it had no routine."""
    if nudge.routine is None:
        return None
    stored = unseal(conn, owner_of(app, person), place_of(nudge), nudge.routine)
    return (
        routine_from_json(stored, app.catalogue) if isinstance(stored, dict) else None
    )


def place_of(nudge: Nudge) -> str:
    """Name the place to which a nudge's sealed routine is bound."""
    return f"nudges/{nudge.nudge_id}"


def past_routines(
    app: App, conn: Connection, person: Person, rows: Sequence[Nudge]
) -> tuple[PastRoutine, ...]:
    """Give what may have reached the person, for a choice that does not repeat."""
    opened = (
        (row.claimed_at, routine_of(app, conn, person, row))
        for row in rows
        if row.state in MAY_HAVE_ARRIVED
    )
    return tuple(
        PastRoutine(
            at=at, exercise_ids=tuple(item.exercise.id for item in routine.items)
        )
        for at, routine in opened
        if at is not None and routine is not None
    )
