"""What a person types: ``/unhunch`` and a word behind it; one line in return."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from service.actions import advising, doors, standing
from service.actions import workspaces as places
from service.actions.events import show_home
from service.actions.nudge_now import Asked, claim_now, queue_now, sent
from service.actions.scene import Reply, Scene
from service.actions.showing import quietly
from service.app import App
from service.blocks.cards import card_view
from service.core.nudges import SkipReason
from service.core.standing import Standing
from service.ports import View
from service.store import people
from service.words import _

HELP = _(
    "`/unhunch` sends a routine now. `/unhunch 60` takes a minute at most. "
    "`/unhunch pause` is quiet for today, `/unhunch resume` goes on, `/unhunch stop` "
    "ends it."
)
NO_SUCH_WORD = _("I do not know that word.")
UNKNOWN_PERSON = _(
    "I do not know your account yet. Open the Unhunch app and choose Home."
)
# The same for a pause and for a rest: this line must not tell one from the other.
HOME_SAYS = _("Nothing was sent. In the Unhunch app, Today under Home says why.")


@dataclass(frozen=True, kw_only=True)
class Command:
    """What came from Slack; ``text`` is what stood behind the command."""

    workspace_id: str
    slack_user_id: str
    text: str
    trigger_id: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """The line that only the person sees; what opens, and what takes longer."""

    line: str
    view: View | None = None
    then: Callable[[], object] | None = None


def obey(app: App, command: Command) -> str:
    """Do what was typed; committed when this returns, with the line to show."""
    workspace = places.get(app, command.workspace_id)
    with app.engine.begin() as conn:
        place = workspace.workspace_id
        person = people.by_slack_user(conn, place, command.slack_user_id)
        if person is None or person.standing is Standing.LEFT:
            return UNKNOWN_PERSON
        scene = Scene(app=app, conn=conn, person=person, now=app.now())
        told = WORDS.get(command.text.strip().lower(), unknown)(scene)
    view = told.view
    if view is not None:
        quietly(app, workspace, lambda slack: slack.open_view(command.trigger_id, view))
    if told.then is not None:
        app.later(told.then)
    return told.line


def help_(_scene: Scene) -> Told:
    return Told(line=HELP)


def unknown(_scene: Scene) -> Told:
    return Told(line=f"{NO_SUCH_WORD} {HELP}")


def now(scene: Scene) -> Told:
    """Queue a routine; a dispatch right after the commit sends it."""
    queued = queue_now(scene.app, scene.conn, scene.person)
    if isinstance(queued, Asked):
        return _refused(scene, queued)
    place = scene.person.workspace_id
    send = partial(doors.dispatch, scene.app, place, queued)
    return Told(line=doors.ON_ITS_WAY, then=send)


def short(scene: Scene) -> Told:
    """Claim the version of a minute; it is sent right after the commit."""
    app = scene.app
    claimed = claim_now(app, scene.conn, scene.person, short=True)
    if isinstance(claimed, Asked):
        return _refused(scene, claimed)
    workspace = places.get(app, scene.person.workspace_id)
    return Told(line=doors.ON_ITS_WAY, then=partial(sent, app, workspace, claimed))


def _refused(scene: Scene, asked: Asked) -> Told:
    if asked.why_not is not SkipReason.PAUSED:
        return Told(line=doors.refused(asked))
    card = advising.resting_card(scene) if asked.resting else None
    return Told(line=HOME_SAYS, view=card_view(card) if card else None)


def _standing(act: Callable[[Scene], Reply]) -> Callable[[Scene], Told]:
    """Do what the button of that name does, and show it in the Home too."""

    def told(scene: Scene) -> Told:
        reply, person = act(scene), scene.person
        user = person.slack_user_id or ""
        show = partial(show_home, scene.app, person.workspace_id, user)
        return Told(line=reply.fold.text if reply.fold else HELP, then=show)

    return told


def resume(scene: Scene) -> Told:
    """End the pause; where exercise rests for another reason, the card says so."""
    told = _standing(standing.resume)(scene)
    card = advising.resting_card(scene)
    return replace(told, view=card_view(card) if card else None)


WORDS: Mapping[str, Callable[[Scene], Told]] = {
    "": now,
    "now": now,
    "60": short,
    "help": help_,
    "pause": _standing(standing.pause_today),
    "resume": resume,
    "stop": _standing(standing.stop),
}
