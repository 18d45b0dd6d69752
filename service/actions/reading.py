"""Reads what decisions rest on: the person's profile, and what went out before."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from service.app import App
from service.blocks.ids import Action
from service.core.card import Exercise
from service.core.exposures import Tap, effort_told
from service.core.nudges import MAY_HAVE_ARRIVED
from service.core.profile import Profile
from service.core.routine_json import routine_from_json
from service.core.routines import PastRoutine, Routine
from service.core.thresholds import HURTS_KEPT
from service.store import answers, exercises_done, nudges, responses
from service.store.exercises_done import Done
from service.store.nudges import Nudge
from service.store.people import Person
from service.store.sealing import Owner, opener

_RECENT = timedelta(days=14)

CLOSING = frozenset(
    {
        Action.DONE,
        Action.SKIP,
        Action.ALREADY_MOVED,
        Action.TOO_EASY,
        Action.TOO_HARD,
        Action.HURTS,
    }
)
"""The answers that end a nudge, of which each nudge has one."""


def owner_of(app: App, person: Person) -> Owner:
    return Owner(
        keyring=app.keyring,
        workspace_id=person.workspace_id,
        person_id=person.person_id,
    )


def profile_of(app: App, conn: Connection, person: Person) -> Profile:
    return answers.load_profile(conn, owner_of(app, person))


def recent_nudges(conn: Connection, person: Person, now: datetime) -> list[Nudge]:
    """Read the person's nudges of the last two weeks."""
    since = (now - _RECENT).date()
    return nudges.of_person(conn, person.workspace_id, person.person_id, since)


def how_it_went(
    app: App, conn: Connection, person: Person, now: datetime
) -> Iterator[bool]:
    """Say of each answered routine, the newest first, whether it hurt."""
    owner = owner_of(app, person)
    lately = responses.of_person(conn, owner, since=now - HURTS_KEPT)
    closing = (one for one in reversed(lately) if one.answer in CLOSING)
    return (one.answer == Action.HURTS for one in closing)


def routine_of(
    app: App, conn: Connection, person: Person, nudge: Nudge
) -> Routine | None:
    """Open what a nudge was sent with; None if it had no routine."""
    return routines_of(app, conn, person, [nudge]).get(nudge.nudge_id)


def routines_of(
    app: App, conn: Connection, person: Person, rows: Sequence[Nudge]
) -> dict[str, Routine]:
    """Open what nudges were sent with, by nudge id; leaves out those without one."""
    unseal = opener(conn, owner_of(app, person))
    stored = {
        row.nudge_id: unseal(place_of(row), row.routine)
        for row in rows
        if row.routine is not None
    }
    return {
        nudge_id: routine_from_json(opened, app.catalogue)
        for nudge_id, opened in stored.items()
        if isinstance(opened, dict)
    }


def place_of(nudge: Nudge) -> str:
    """Name the place to which a nudge's sealed routine is bound."""
    return f"nudges/{nudge.nudge_id}"


def past_routines(
    app: App, conn: Connection, person: Person, rows: Sequence[Nudge]
) -> tuple[PastRoutine, ...]:
    """Give what may have reached the person, for a choice that does not repeat.

    What the person did from the library counts as well.
    """
    arrived = [row for row in rows if row.state in MAY_HAVE_ARRIVED]
    opened = routines_of(app, conn, person, arrived)
    efforts = _efforts(app, conn, person)
    sent = tuple(
        PastRoutine(
            at=row.claimed_at,
            exercise_ids=tuple(item.exercise.id for item in routine.items),
            seconds=tuple(item.seconds for item in routine.items),
            efforts={
                item.exercise.id: effort
                for item in routine.items
                if (effort := efforts.get(row.nudge_id)) is not None
            },
        )
        for row in arrived
        if (routine := opened.get(row.nudge_id)) and row.claimed_at is not None
    )
    return sent + done_lately(app, conn, person)


def _efforts(app: App, conn: Connection, person: Person) -> dict[str, int]:
    """Give nudge id -> how hard its routine was, where the answer told."""
    owner, since = owner_of(app, person), app.now() - _RECENT
    told = (
        (one.nudge_id, effort_told(Tap(one.answer), one.effort))
        for one in responses.of_person(conn, owner, since)
        if one.answer in CLOSING
    )
    return {nudge_id: effort for nudge_id, effort in told if effort is not None}


def done_lately(app: App, conn: Connection, person: Person) -> tuple[PastRoutine, ...]:
    """Give what the person did from the library in the last two weeks.

    It loads like a nudge: what was hard rests, and what was stretched counts.
    """
    since, known = app.now() - _RECENT, app.catalogue.by_id
    found = exercises_done.of_person(conn, owner_of(app, person), since)
    return tuple(
        _past(one, known[one.exercise_id]) for one in found if one.exercise_id in known
    )


def _past(done: Done, exercise: Exercise) -> PastRoutine:
    effort = effort_told(Tap(done.answer), None)
    return PastRoutine(
        at=done.at,
        exercise_ids=(exercise.id,),
        seconds=tuple(dose.seconds for dose in exercise.dose if dose.step == done.step),
        efforts={} if effort is None else {exercise.id: effort},
    )
