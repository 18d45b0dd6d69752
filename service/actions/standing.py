"""Agree, decline, pause, resume, stop: what a person says about being nudged."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from service.actions.keeping import learn
from service.actions.plan import plan_person
from service.actions.scene import Reply, Scene
from service.blocks import after_nudge, registration
from service.blocks.ids import Action
from service.blocks.invitation import agreed_message, declined_message
from service.core.asking import BOTH, must_ask
from service.core.causes import triage_of
from service.core.consent import CURRENT, Said
from service.core.errors import Refused
from service.core.standing import Standing, StandingEvent, after
from service.core.thresholds import LONG_REST
from service.core.workday import local_date
from service.forms import privacy, words
from service.forms.answers import Registered
from service.ports import Message
from service.store import consents, nudges, people
from service.store.consents import Consent
from service.store.person_keys import made_key_of
from service.words import _

LONGEST_PAUSE = timedelta(days=366)


def agree(scene: Scene) -> Reply:
    """Note the consent, plan the first nudges, and open the first screen."""
    _agree(scene)
    return Reply(
        fold=agreed_message(scene.next_at_words()),
        view=registration.screen(1, registered(scene)),
    )


def start_again(scene: Scene) -> Reply:
    _agree(scene)
    return Reply(fold=after_nudge.resumed_message())


def agree_anew(scene: Scene) -> Reply:
    """Note that somebody who gets nudges agrees to the newest wording."""
    if scene.person.standing is not Standing.AGREED:
        return _as_it_stands(scene)
    _agree(scene)
    return Reply(fold=Message(text=privacy.AGREED_ANEW, blocks=[]))


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


def pause_until(scene: Scene, day: date) -> Reply:
    """Pause until the local midnight at which ``day`` begins.

    The date that somebody names wins over an earlier pause, a longer one too.

    Raises:
        Refused: the day is not after today, or more than a year away.
    """
    today = local_date(scene.now, scene.person.timezone)
    if not today < day <= today + LONGEST_PAUSE:
        raise Refused(_("A pause can end on any day from tomorrow to a year from now."))
    if scene.person.standing is not Standing.AGREED:
        return _as_it_stands(scene)
    return _paused(scene, _midnight(scene, day))


def resume(scene: Scene) -> Reply:
    if scene.person.standing is not Standing.AGREED:
        return _as_it_stands(scene)
    _change(scene, paused_until=None)
    return Reply(fold=after_nudge.resumed_message())


def registered(scene: Scene) -> Registered:
    """Give what the forms start from."""
    person, known = scene.person, scene.app.holidays
    profile = scene.profile
    return Registered(
        profile=profile,
        work_days=frozenset(person.work_days),
        work_start=person.work_start,
        work_end=person.work_end,
        lunch_start=person.lunch_start,
        lunch_end=person.lunch_end,
        hours_by_day=person.hours_by_day,
        nudges_per_day=person.nudges_per_day,
        timezone=person.timezone,
        # A roster may write a region as people do: "Bayern".
        country=person.country,
        region=known.region_code(person.country, person.region),
        countries=known.countries(),
        regions=known.regions(person.country),
        seen=triage_of(profile, scene.now),
    )


ANSWERS: Mapping[Action, Callable[[Scene], Reply]] = {
    Action.AGREE: agree,
    Action.AGREE_ANEW: agree_anew,
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
        started = _started_on(scene, local_date(scene.now, person.timezone))
        _ask_after_long(scene, started)
        _change(
            scene,
            standing=standing,
            standing_reason=None,
            started_on=started,
            paused_until=None,
        )
    if standing is not person.standing or person.agreed_wording != CURRENT:
        _change(scene, agreed_at=scene.now, agreed_wording=CURRENT)
        _note(scene, Said.AGREED)
    # Not in 15 minutes, with the next sweep: the answer names the first time.
    plan_person(scene.app, scene.conn, replace(person, standing=standing))


def _started_on(scene: Scene, today: date) -> date:
    """Give the day on which week 1 of the ramp began: today after 28 days of rest."""
    person = scene.person
    rows = nudges.of_person(
        scene.conn, person.workspace_id, person.person_id, today - LONG_REST
    )
    went_on = any(row.sent_at for row in rows)
    return person.started_on if person.started_on and went_on else today


def _ask_after_long(scene: Scene, started: date) -> None:
    """Ask anew how somebody is who was away so long that the ramp starts again."""
    before = scene.person.started_on
    if before and before != started and scene.profile.safety_answered:
        learn(scene, lambda old: must_ask(old, scene.now, BOTH))


def _stand(scene: Scene, event: StandingEvent) -> None:
    before = scene.person.standing
    then = after(before, event)
    if then is not before:
        _change(scene, standing=then)
        _note(scene, _SAID[then])


_SAID = {Standing.DECLINED: Said.DECLINED, Standing.STOPPED: Said.STOPPED}


def _note(scene: Scene, said: Said) -> None:
    """Keep what was said with its date and the wording that was shown."""
    person = scene.person
    consent = Consent(at=scene.now, said=said, wording=CURRENT)
    key = person.workspace_id, person.person_id
    consents.note(scene.conn, key, scene.app.new_id(), consent)
    # From the first word: a restore knows by the missing key who was erased.
    made_key_of(scene.conn, scene.owner)


def _pause(scene: Scene, *, days: int) -> Reply:
    """Pause until local midnight, ``days`` from the start of today."""
    if scene.person.standing is not Standing.AGREED:
        return _as_it_stands(scene)
    day = local_date(scene.now, scene.person.timezone) + timedelta(days=days)
    # A shorter pause does not end a longer one.
    until = max(_midnight(scene, day), scene.person.paused_until or scene.now)
    return _paused(scene, until)


def _paused(scene: Scene, until: datetime) -> Reply:
    _change(scene, paused_until=until)
    return Reply(
        fold=after_nudge.paused_message(words.until(until, scene.now, scene.zone))
    )


def _as_it_stands(scene: Scene) -> Reply:
    """Answer a button of an old message: there is nothing to pause or resume."""
    declined = scene.person.standing is Standing.DECLINED
    return Reply(fold=declined_message() if declined else after_nudge.stopped_message())


def _midnight(scene: Scene, day: date) -> datetime:
    return datetime.combine(day, time(), scene.zone)


def _change(scene: Scene, **columns: object) -> None:
    person = scene.person
    people.change(scene.conn, person.workspace_id, person.person_id, **columns)
