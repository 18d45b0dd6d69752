"""The library: every exercise as it is for one person, and what they do with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from uuid import UUID, uuid4

from service.actions import advising, learning, refusing, registering
from service.actions.choosing import agenda_of
from service.actions.folding import close_open, fold_closed
from service.actions.keeping import learn
from service.actions.own_pages import keeping, scene_of
from service.actions.reading import owner_of, past_routines, recent_nudges
from service.actions.scene import Scene
from service.actions.signing_in import Who
from service.actions.workspaces import get
from service.app import App
from service.core.card import Exercise
from service.core.causes import triage_of
from service.core.nudges import SlotKind
from service.core.occasion import Occasion
from service.core.ramp import week_of
from service.core.reasons import ReasonCode
from service.core.suiting import Suited, suited
from service.core.workday import local_date
from service.forms.cards import Card
from service.forms.fields import Given
from service.forms.hurting import Hurt, read_hurts
from service.store import exercises_done
from service.store.exercises_done import Done

HURTS = "hurts"
ANSWERS = ("done", "too_easy", "too_hard", HURTS)
"""What may be said of an exercise that was done, as under a nudge."""


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Exercises for one person at one moment; ``card`` where exercise waits."""

    occasion: Occasion
    zone: tzinfo
    found: tuple[Suited, ...]
    card: Card | None


def shelf(app: App, who: Who) -> Shelf:
    """Give every exercise, in the order of the catalogue."""
    return _shelf(app, who, tuple(app.catalogue))


def one(app: App, who: Who, exercise_id: str) -> Shelf | None:
    """Give one exercise; None where there is no such id, or nobody gets it for now."""
    catalogue = app.catalogue
    exercise = catalogue.by_id.get(exercise_id)
    if exercise is None or exercise_id in catalogue.withheld:
        return None
    return _shelf(app, who, (exercise,))


ACTS: Mapping[str, Callable[[Scene, str], None]] = {
    "never": refusing.never,
    "again": refusing.offer_again,
    "not_now": refusing.not_now,
    "bring_back": learning.bring_back,
    "easier": lambda scene, exercise_id: learning.make_easier(scene, [exercise_id]),
}


def act(app: App, who: Who, exercise_id: str, act: str) -> None:
    """Refuse an exercise, take that back, or put it off; the caller knows both."""
    with keeping(app, who) as scene:
        ACTS[act](scene, exercise_id)


def new_done_id() -> str:
    """Name one doing, so that a double click is one."""
    return uuid4().hex


def done(app: App, who: Who, exercise_id: str, done_id: str, answer: str) -> bool:
    """Keep that an exercise was done and how it was; False where it was kept already.

    No nudge comes of it: neither the ledger nor the number of the day know of it.
    What hurts stays away for two weeks at once, whatever is said after.
    """
    with keeping(app, who) as scene:
        dose = suited(app.catalogue.by_id[exercise_id], occasion_of(scene)).dose
        one = Done(
            done_id=_hex(done_id),
            at=scene.now,
            exercise_id=exercise_id,
            step=dose.step if dose else 1,
            answer=answer,
        )
        is_new = exercises_done.add(scene.conn, owner_of(app, scene.person), one)
        if is_new and answer == HURTS:
            event = Hurt(exercise_id=exercise_id)
            learn(scene, lambda old: registering.hurting(old, event, (), scene.now))
            learning.make_easier(scene, [exercise_id], ReasonCode.LESS_HURT)
        closed = close_open(scene) if answer == HURTS else []
    fold_closed(app, get(app, who.workspace_id), closed)
    return is_new


def hurt(app: App, who: Who, given: Given) -> Card | None:
    """Store how it is after it hurt, as Slack's modal does; gives the card it calls.

    Raises Refused for values that were never offered.
    """
    read = read_hurts(given, ())
    with keeping(app, who) as scene:
        learn(scene, lambda old: registering.hurting(old, read, (), scene.now))
        closed = close_open(scene)
        card = advising.card_of_hurt(scene)
    fold_closed(app, get(app, who.workspace_id), closed)
    return card


def occasion_of(scene: Scene) -> Occasion:
    """Give the moment as a choice would see it, were a routine chosen now."""
    app, person = scene.app, scene.person
    day = local_date(scene.now, person.timezone)
    profile = scene.profile
    rows = recent_nudges(scene.conn, person, scene.now)
    return Occasion(
        catalogue=app.catalogue,
        profile=profile.on(day),
        triage=triage_of(profile, scene.now),
        week=week_of(person.started_on or day, day),
        slot=SlotKind.ANY,
        recent=past_routines(app, scene.conn, person, rows),
        now=scene.now,
        seed="",
        progress=learning.progress_of(app, scene.conn, person),
        agenda=agenda_of(app, person, day, rows),
    )


def _shelf(app: App, who: Who, exercises: tuple[Exercise, ...]) -> Shelf:
    with scene_of(app, who) as scene:
        occasion = occasion_of(scene)
        card = advising.resting_card(scene)
    return Shelf(
        occasion=occasion,
        zone=scene.zone,
        found=tuple(suited(exercise, occasion) for exercise in exercises),
        card=card,
    )


def _hex(done_id: str) -> str:
    """Take the id that the page was given; anything else counts as a new one."""
    try:
        return UUID(done_id).hex
    except ValueError:
        return new_done_id()
