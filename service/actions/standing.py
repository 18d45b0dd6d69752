"""Agree, decline, pause, resume, stop: what a person says about being nudged."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from service.actions.plan import plan_person
from service.actions.scene import Reply, Scene
from service.blocks import after_nudge, registration, words
from service.blocks.forms import Registered
from service.blocks.ids import Action
from service.blocks.invitation import agreed_message, declined_message
from service.core.standing import Standing, StandingEvent, after
from service.core.workday import local_date
from service.store import nudges, people

LONG_REST = timedelta(days=28)
"""After this long without a nudge the ramp starts again at week 1 (design)."""


def agree(scene: Scene) -> Reply:
    """Note the consent, plan the first nudges, and open the first screen."""
    _agree(scene)
    return Reply(
        fold=agreed_message(scene.next_at_words()),
        view=registration.screen(1, registered(scene)),
    )


def start_again(scene: Scene) -> Reply:
    _agree(scene)
    return Reply(fold=after_nudge.resumed_message(scene.next_at_words()))


def decline(scene: Scene) -> Reply:
    _stand(scene, StandingEvent.DECLINE)
    return Reply(fold=declined_message())


def stop(scene: Scene) -> Reply:
    _stand(scene, StandingEvent.STOP)
    return Reply(fold=after_nudge.stopped_message())


def pause_today(scene: Scene) -> Reply:
    return _pause(scene, days=1)


def pause_week(scene: Scene) -> Reply:
    return _pause(scene, days=7)


def resume(scene: Scene) -> Reply:
    if scene.person.standing is not Standing.AGREED:
        return _as_it_stands(scene)
    _change(scene, paused_until=None)
    return Reply(fold=after_nudge.resumed_message(scene.next_at_words()))


def registered(scene: Scene) -> Registered:
    """Give what the set-up screens start from."""
    person = scene.person
    return Registered(
        profile=scene.profile,
        work_days=frozenset(person.work_days),
        work_start=person.work_start,
        work_end=person.work_end,
        lunch_start=person.lunch_start,
        lunch_end=person.lunch_end,
        nudges_per_day=person.nudges_per_day,
    )


ANSWERS: Mapping[Action, Callable[[Scene], Reply]] = {
    Action.AGREE: agree,
    Action.DECLINE: decline,
    Action.START_AGAIN: start_again,
    Action.STOP: stop,
    Action.PAUSE_TODAY: pause_today,
    Action.PAUSE_WEEK: pause_week,
    Action.RESUME: resume,
}


def _agree(scene: Scene) -> None:
    person = scene.person
    standing = after(person.standing, StandingEvent.AGREE)
    if standing is not person.standing:
        today = local_date(scene.now, person.timezone)
        _change(
            scene,
            standing=standing,
            standing_reason=None,
            agreed_at=scene.now,
            started_on=_started_on(scene, today),
            paused_until=None,
        )
    # Not in 15 minutes, with the next sweep: the answer names the first time.
    plan_person(scene.app, scene.conn, replace(person, standing=standing))


def _started_on(scene: Scene, today: date) -> date:
    """Give the day on which week 1 of the ramp began: today after a long rest."""
    person = scene.person
    rows = nudges.of_person(
        scene.conn, person.workspace_id, person.person_id, today - LONG_REST
    )
    went_on = any(row.sent_at for row in rows)
    return person.started_on if person.started_on and went_on else today


def _stand(scene: Scene, event: StandingEvent) -> None:
    _change(scene, standing=after(scene.person.standing, event))


def _pause(scene: Scene, *, days: int) -> Reply:
    """Pause until local midnight, ``days`` from the start of today."""
    if scene.person.standing is not Standing.AGREED:
        return _as_it_stands(scene)
    # A shorter pause does not end a longer one.
    until = max(_midnight(scene, days), scene.person.paused_until or scene.now)
    _change(scene, paused_until=until)
    return Reply(
        fold=after_nudge.paused_message(words.until(until, scene.now, scene.zone))
    )


def _as_it_stands(scene: Scene) -> Reply:
    """Answer a button of an old message: there is nothing to pause or resume."""
    declined = scene.person.standing is Standing.DECLINED
    return Reply(fold=declined_message() if declined else after_nudge.stopped_message())


def _midnight(scene: Scene, days: int) -> datetime:
    day = local_date(scene.now, scene.person.timezone) + timedelta(days=days)
    return datetime.combine(day, time(), scene.zone)


def _change(scene: Scene, **columns: object) -> None:
    person = scene.person
    people.change(scene.conn, person.workspace_id, person.person_id, **columns)
