"""What answers teach: where a person stands on the ladders, and what comes of it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from service.actions.reading import owner_of, routines_of
from service.actions.scene import Scene
from service.app import App
from service.core.card import Exercise
from service.core.causes import Triage
from service.core.evaluating import due, evaluate
from service.core.exposures import Exposure, Morning, Tap, exposure
from service.core.ladder import Situation, newly_raised
from service.core.nudges import MAY_HAVE_ARRIVED
from service.core.profile import Profile
from service.core.progress import Learned, Progress, eased
from service.core.ramp import stage, week_of
from service.core.reach import reach
from service.core.reasons import ReasonCode
from service.core.thresholds import EXPOSURE_WINDOW, MORNING_AFTER
from service.core.workday import local_date
from service.store import exercises_done, nudges, people, progress, responses
from service.store.nudges import Nudge
from service.store.people import Person
from service.store.responses import Response

_DAY = timedelta(days=1)
_TAPS = frozenset(Tap)
_MORNINGS = frozenset(Morning)


def progress_of(app: App, conn: Connection, person: Person) -> Progress:
    """Read where the person stands; a family that is missing is at its start."""
    return progress.load(conn, owner_of(app, person)).progress


def evaluated(scene: Scene, profile: Profile, triage: Triage) -> Person:
    """Look at every family of a locked person, if the last time was a week ago.

    Gives the person as it is afterwards: a long gap lets the ramp begin again. The
    section is written each time, whatever came of it.
    """
    app, conn, person, now = scene.app, scene.conn, scene.person, scene.now
    learned = _learned(scene)
    if not due(learned.evaluated_at, now):
        return person
    today = local_date(now, person.timezone)
    started = person.started_on or today
    began = datetime.combine(started, time(), scene.zone)
    # Where the ramp began again since, after a rest, the ladders do too.
    rested = learned.evaluated_at is not None and began > learned.evaluated_at
    after, changes = evaluate(
        {} if rested else learned.progress,
        Situation(
            catalogue=app.catalogue,
            exposures=exposures_of(scene),
            reach=reach(app.catalogue, profile, now),
            status=triage.status,
            stage=stage(week_of(started, today)),
            began=began,
            now=now,
        ),
    )
    _keep(scene, Learned(progress=after, evaluated_at=now))
    if not any(change.why is ReasonCode.AFRESH for change in changes):
        return person
    people.change(conn, person.workspace_id, person.person_id, started_on=today)
    return replace(person, started_on=today)


def exposures_of(scene: Scene) -> list[Exposure]:
    """Read what may have reached the person in the last 28 days, item by item.

    What came today and is still open has not been left unanswered yet.
    """
    since, today = (
        scene.now - EXPOSURE_WINDOW,
        local_date(scene.now, scene.person.timezone),
    )
    rows = [
        row
        for row in _arrived(scene)
        if row.closed_at is not None or row.local_day < today
    ]
    answers = {one.nudge_id: one for one in _given(scene, since) if one.answer in _TAPS}
    routines = routines_of(scene.app, scene.conn, scene.person, rows)
    read = (
        exposure(
            at=row.claimed_at,
            exercise_id=item.exercise.id,
            family=item.exercise.family,
            dose_step=item.dose.step,
            tap=Tap(answer.answer) if answer else Tap.NOTHING,
            effort=answer.effort if answer else None,
            hurt=answer.exercise_id if answer else None,
        )
        for row in rows
        if row.nudge_id in routines and row.claimed_at is not None
        for answer in (answers.get(row.nudge_id),)
        for item in routines[row.nudge_id].items
    )
    return [one for one in read if one is not None] + _from_the_library(scene)


def _from_the_library(scene: Scene) -> list[Exposure]:
    """Read what was done by the person's own wish; there it is known what hurt."""
    by_id = scene.app.catalogue.by_id
    owner, since = owner_of(scene.app, scene.person), scene.now - EXPOSURE_WINDOW
    read = (
        exposure(
            at=one.at,
            exercise_id=one.exercise_id,
            family=by_id[one.exercise_id].family,
            dose_step=one.step,
            tap=Tap(one.answer),
        )
        for one in exercises_done.of_person(scene.conn, owner, since)
        if one.exercise_id in by_id and one.answer in _TAPS
    )
    return [one for one in read if one is not None]


# --------------------------------------------------------------- what counts at once


def make_easier(
    scene: Scene, exercise_ids: Collection[str], why: ReasonCode = ReasonCode.LESS_ASKED
) -> None:
    """Take the families of these exercises a step back at once.

    An id that is not in the catalogue is left out.
    """
    known = scene.app.catalogue.by_id
    _ease(scene, {known[one].family for one in exercise_ids if one in known}, why)


def resting(scene: Scene) -> list[Exercise]:
    """Name the exercises that stay away for now because they hurt."""
    until = scene.profile.not_now
    return [
        one for one in scene.app.catalogue if until.get(one.id, scene.now) > scene.now
    ]


def bring_back(scene: Scene, exercise_id: str) -> None:
    """Let an exercise that stays away come again from now on."""
    old = scene.profile
    rest = {k: v for k, v in old.not_now.items() if k != exercise_id}
    scene.save(old, replace(old, not_now=rest))


def hurt(scene: Scene, nudge_id: str, exercise_id: str) -> None:
    """Keep with the answer which movement hurt, and step its family down (rule P3).

    Once: what comes back a second time changes nothing.
    """
    owner = owner_of(scene.app, scene.person)
    if responses.name_movement(scene.conn, owner, (nudge_id, Tap.HURTS), exercise_id):
        make_easier(scene, [exercise_id], ReasonCode.LESS_HURT)


def feel_worse(scene: Scene, nudge: Nudge) -> None:
    """Drop one dose step of what rose the day before (rule P5)."""
    _ease(scene, morning_families(scene, nudge), ReasonCode.LESS_SORE)


def morning_families(scene: Scene, nudge: Nudge) -> frozenset[str]:
    """Name the families about which this nudge asks how they feel the morning after.

    Empty unless it is the first of its day, something rose, and was done so for
    the first time on the last day that had a routine.
    """
    standing = _learned(scene).progress
    if not any(rung.rose for rung in standing.values()):
        return frozenset()
    at = nudge.claimed_at or scene.now
    itself = (nudge.nudge_id, nudge.snoozed_from)
    last = max(
        (
            row.local_day
            for row in _arrived(scene)
            if row.nudge_id not in itself and (row.claimed_at or at) < at
        ),
        default=date.min,
    )
    # Friday is still felt about on Monday.
    is_morning_after = timedelta() < nudge.local_day - last <= MORNING_AFTER
    if not is_morning_after or _answered_the_morning(scene, nudge):
        return frozenset()
    start, end = (
        datetime.combine(day, time(), scene.zone) for day in (last, last + _DAY)
    )
    found = exposures_of(scene)
    return newly_raised(standing, found, scene.app.catalogue, (start, end))


def _ease(scene: Scene, families: Collection[str], why: ReasonCode) -> None:
    learned, catalogue = _learned(scene), scene.app.catalogue
    lower = eased(learned.progress, sorted(families), catalogue, scene.now, why)
    _keep(scene, replace(learned, progress=lower))


def _learned(scene: Scene) -> Learned:
    return progress.load(scene.conn, owner_of(scene.app, scene.person))


def _keep(scene: Scene, learned: Learned) -> None:
    progress.save(scene.conn, owner_of(scene.app, scene.person), learned)


def _given(scene: Scene, since: datetime) -> list[Response]:
    return responses.of_person(scene.conn, owner_of(scene.app, scene.person), since)


def _answered_the_morning(scene: Scene, nudge: Nudge) -> bool:
    return any(
        one.nudge_id == nudge.nudge_id and one.answer in _MORNINGS
        for one in _given(scene, nudge.claimed_at or nudge.due_at)
    )


def _arrived(scene: Scene) -> list[Nudge]:
    """Read the routines of the last 28 days that may have reached the person."""
    person, since = scene.person, scene.now - EXPOSURE_WINDOW
    rows = nudges.of_person(
        scene.conn, person.workspace_id, person.person_id, since.date() - _DAY
    )
    return [
        row
        for row in rows
        if row.state in MAY_HAVE_ARRIVED
        and row.routine is not None
        and row.claimed_at is not None
        and row.claimed_at >= since
    ]
