"""The weekly suggestion beyond the desk: which one, where it stands, and a no to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from service.actions.keeping import learn
from service.actions.scene import Scene
from service.app import App
from service.core.beyond import Outlook, period_start, suggestion
from service.core.card import Exercise
from service.core.causes import triage_of
from service.core.dispatching import Content
from service.core.errors import Refused
from service.core.nudges import MAY_HAVE_ARRIVED
from service.core.profile import Profile
from service.core.ramp import week_of
from service.core.standing import Standing
from service.core.workday import local_date
from service.store.nudges import Nudge
from service.store.people import Person
from service.words import _


def suggested(scene: Scene) -> Exercise | None:
    """Give the suggestion of this week; none to whoever paused or stopped."""
    person, now = scene.person, scene.now
    paused = person.paused_until is not None and now < person.paused_until
    if person.standing is not Standing.AGREED or paused:
        return None
    day = local_date(now, person.timezone)
    return _of_day(scene.app, person, scene.profile, day, now)


def carried(
    app: App,
    person: Person,
    profile: Profile,
    about: tuple[Nudge, Sequence[Nudge]],
    now: datetime,
) -> Exercise | None:
    """Give what stands at the end of a routine's message: in the week's first one.

    ``about``: the nudge, and the person's nudges of the last two weeks.
    """
    nudge, rows = about
    start = period_start(person.started_on or nudge.local_day, nudge.local_day)
    since = nudge.claimed_at or now
    before = any(
        row.nudge_id != nudge.nudge_id
        and row.state in MAY_HAVE_ARRIVED
        and row.content == Content.ROUTINE
        and row.local_day >= start
        and row.claimed_at is not None
        and row.claimed_at <= since
        for row in rows
    )
    return None if before else _of_day(app, person, profile, nudge.local_day, now)


def turn_off(scene: Scene) -> None:
    learn(scene, lambda old: replace(old, wants_beyond=False))


def turn_on(scene: Scene) -> None:
    learn(scene, lambda old: replace(old, wants_beyond=True))


def never(scene: Scene, exercise_id: str) -> None:
    """Leave one card out for good; raises Refused for what is not in the catalogue."""
    if exercise_id not in scene.app.catalogue.by_id:
        raise Refused(_("This exercise is not one of ours."))
    learn(scene, lambda old: replace(old, never=old.never | {exercise_id}))


def _of_day(
    app: App, person: Person, profile: Profile, day: date, now: datetime
) -> Exercise | None:
    return suggestion(
        Outlook(
            catalogue=app.catalogue,
            profile=profile,
            triage=triage_of(profile, now),
            week=week_of(person.started_on or day, day),
            now=now,
        )
    )
