"""What a person reads and changes on the own pages, signed in with a browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from service.actions import advising, beyond, registering, standing
from service.actions import own_data as own_data_acts
from service.actions.events import show_home
from service.actions.folding import close_open, fold_closed
from service.actions.nudge_now import Asked, claim_now, sent
from service.actions.own_data import OwnData
from service.actions.scene import NOTHING_KEPT, Reply, Scene
from service.actions.signing_in import Who
from service.actions.today import points, skip_next, today
from service.actions.workspaces import get
from service.app import App
from service.core.card import Exercise
from service.core.day import Day
from service.core.errors import Refused
from service.core.questions import QUESTIONS
from service.forms.answers import Registered
from service.forms.cards import Card
from service.forms.fields import Given, Mistakes
from service.forms.holidays import asks_for_region
from service.forms.sections import BODY, Section
from service.store import people
from service.words import _


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What became of a section: mistakes to put right, or what there is to know."""

    mistakes: Mistakes | None = None
    card: Card | None = None
    asks_for_region: bool = False


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The person's answers as a whole; ``card`` where exercise waits.

    ``advice``: the card of somebody who goes on but should show it to somebody.
    ``answered`` of ``questions`` on desk and load are not blank. ``may_keep``: the
    person agreed, so what is told is kept.
    """

    registered: Registered
    card: Card | None
    advice: Card | None
    next_at_words: str | None
    may_keep: bool
    answered: int
    questions: int = len(QUESTIONS)


@dataclass(frozen=True, kw_only=True)
class Today:
    """The day as the own page shows it; ``card`` where exercise waits.

    ``told``: the safety questions are answered. ``points``: what to look at again,
    each with the section that answers it.
    """

    day: Day
    told: bool
    card: Card | None
    points: tuple[tuple[str, Section], ...]
    suggestion: Exercise | None
    wants_beyond: bool


def registered(app: App, who: Who) -> Registered:
    """Give what every form starts from."""
    with scene_of(app, who) as scene:
        return standing.registered(scene)


def save(app: App, who: Who, section: Section, given: Given) -> Saved:
    """Store one section, all of it or nothing. Raises Refused where nothing is kept."""
    with keeping(app, who) as scene:
        before = standing.registered(scene)
        kept = registering.kept(scene, section, given)
        if isinstance(kept, Mistakes):
            return Saved(mistakes=kept)
        after = standing.registered(scene.anew())
        closed = close_open(scene) if section in BODY else []
    fold_closed(app, get(app, who.workspace_id), closed)
    asks = section is Section.HOLIDAYS and asks_for_region(given, before, after)
    return Saved(card=kept, asks_for_region=asks)


def overview(app: App, who: Who) -> Overview:
    with scene_of(app, who) as scene:
        known = standing.registered(scene)
        card = advising.resting_card(scene)
        return Overview(
            registered=known,
            card=card,
            advice=None if card else advising.parting_card(scene),
            next_at_words=scene.next_at_words(),
            may_keep=scene.may_keep,
            answered=len(QUESTIONS.keys() & known.profile.answers.keys()),
        )


def day(app: App, who: Who) -> Today:
    with scene_of(app, who) as scene:
        profile = scene.profile
        return Today(
            day=today(scene),
            told=profile.safety_answered,
            card=advising.resting_card(scene),
            points=points(scene),
            suggestion=beyond.suggested(scene),
            wants_beyond=profile.wants_beyond,
        )


def say_about_beyond(app: App, who: Who, act: Callable[[Scene], None]) -> None:
    """Turn the suggestions beyond the desk off or on, or leave one out."""
    with keeping(app, who) as scene:
        act(scene)


def now(app: App, who: Who) -> Asked:
    """Send one routine at once."""
    with scene_of(app, who) as scene:
        claimed = claim_now(app, scene.conn, scene.person)
    return sent(app, get(app, who.workspace_id), claimed)


def skip(app: App, who: Who, nudge_id: str | None) -> bool:
    """Skip the next planned nudge, once; False where none is planned."""
    with scene_of(app, who) as scene:
        return skip_next(scene, nudge_id)


def answer(app: App, who: Who, act: Callable[[Scene], Reply]) -> str:
    """Agree, pause, resume, stop; gives the sentence that Slack would show."""
    with scene_of(app, who) as scene:
        reply = act(scene)
    return reply.fold.text if reply.fold else ""


def own_data(app: App, who: Who) -> OwnData:
    with scene_of(app, who) as scene:
        return own_data_acts.read(scene)


def delete_own_data(app: App, who: Who) -> None:
    """Delete everything about who is signed in, sessions and all."""
    with scene_of(app, who) as scene:
        own_data_acts.delete(scene)
    user = scene.person.slack_user_id
    if user is not None:
        app.later(lambda: show_home(app, who.workspace_id, user))


@contextmanager
def scene_of(app: App, who: Who) -> Iterator[Scene]:
    """Open a transaction of who is signed in; raises Refused where that one left."""
    with app.engine.begin() as conn:
        person = people.lock(conn, who.workspace_id, who.person_id)
        if person is None:
            raise Refused(_("This person is not here any more."))
        yield Scene(app=app, conn=conn, person=person, now=app.now())


@contextmanager
def keeping(app: App, who: Who) -> Iterator[Scene]:
    """Open a transaction that keeps something of who agreed; raises Refused else."""
    with scene_of(app, who) as scene:
        if not scene.may_keep:
            raise Refused(NOTHING_KEPT)
        yield scene
