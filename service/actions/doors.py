"""Buttons that open something: a form, the list of answers, the day, a wish."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from service.actions import (
    advising,
    beyond,
    data_doors,
    learning,
    links,
    refusing,
    standing,
    today,
)
from service.actions import workspaces as places
from service.actions.answered import closed
from service.actions.dispatch import dispatch_one
from service.actions.nudge_now import Asked, queue_now
from service.actions.opening import shown
from service.actions.scene import Click, Reply, Scene
from service.app import App
from service.blocks import (
    check_in,
    follow_up,
    ids,
    left_out,
    menu,
    pause,
    registration,
)
from service.blocks import today as day_view
from service.blocks.cards import card_view
from service.blocks.ids import Action
from service.forms import beyond as words
from service.forms import day_words
from service.forms.refusing import OFFERED
from service.forms.sections import Section, section_of
from service.ports import Message
from service.store.deliveries import Due
from service.words import _

ON_ITS_WAY = _("It is on its way to your messages.")
ALL_SKIPPED = _("Nothing is planned that could be skipped.")
NO_LINK = _(
    "No link can be sent just now. If you had one within this hour, use the newest; "
    "else try again a little later."
)
LINK_SENT = _("A link to your page is on its way to your messages.")

_SEES = frozenset({Section.OWN_VIEW})
"""Sections that make no sense while exercise has to wait."""


def set_up(scene: Scene, click: Click) -> Reply:
    return shown(click, registration.screen(1, standing.registered(scene)))


def cleared(scene: Scene, _click: Click) -> Reply:
    """Open the safety screen over the card: the tick there is what counts."""
    return Reply(view=registration.screen(1, standing.registered(scene)), push=True)


def one_question(scene: Scene, click: Click) -> Reply:
    """Open the next question; the safety screen where that was never answered."""
    profile = scene.profile
    if not profile.safety_answered:
        return set_up(scene, click)
    question = follow_up.next_question(profile, profile.asked)
    if question is None:
        return Reply(fold=closed(scene))
    return Reply(view=follow_up.follow_up(question))


def ask_how(scene: Scene, click: Click) -> Reply:
    return shown(click, check_in.check_in(scene.profile))


def my_answers(scene: Scene, click: Click) -> Reply:
    """Open the list of sections; whoever told nothing yet begins with the screens."""
    if not scene.profile.safety_answered:
        return set_up(scene, click)
    return Reply(view=menu.menu(advising.resting_card(scene)))


def section(scene: Scene, click: Click) -> Reply:
    """Lay one section over the list; what we see only where exercise goes on."""
    asked = section_of(ids.section_ref(click.block_id))
    card = advising.card_after(scene, asked) if asked in _SEES else None
    if card is not None:
        return Reply(view=card_view(card, goes_back=True), push=True)
    current = standing.registered(scene)
    return Reply(view=registration.section_view(asked, current), push=True)


def left_out_list(scene: Scene, _click: Click) -> Reply:
    by_id = scene.app.catalogue.by_id
    refused = [by_id[one] for one in sorted(scene.profile.never) if one in by_id]
    resting = learning.resting(scene)
    return Reply(view=left_out.left_out(refused, resting), push=True)


def bring_back(scene: Scene, click: Click) -> Reply:
    """Let a movement that was put off come before its two weeks are over."""
    learning.bring_back(scene, ids.exercise_ref(click.block_id))
    return Reply(view=day_view.said(left_out.BROUGHT_BACK), push=True)


def offer_again(scene: Scene, click: Click) -> Reply:
    refusing.offer_again(scene, ids.exercise_ref(click.block_id))
    return Reply(view=day_view.said(OFFERED), push=True)


def show_day(scene: Scene, _click: Click) -> Reply:
    shown = day_view.Shown(
        day=today.today(scene),
        card=advising.resting_card(scene),
        points=today.points(scene),
        suggestion=beyond.suggested(scene),
        wants_beyond=scene.profile.wants_beyond,
    )
    return Reply(view=day_view.today(shown, scene.now))


def now(scene: Scene, click: Click) -> Reply:
    """Queue a routine that is due now; a dispatch right after the commit sends it.

    Should that be lost, the next tick does the same.
    """
    queued = queue_now(scene.app, scene.conn, scene.person)
    if isinstance(queued, Asked):
        card = advising.resting_card(scene) if queued.resting else None
        return shown(click, card_view(card) if card else day_view.said(refused(queued)))
    send = partial(dispatch, scene.app, scene.person.workspace_id, queued)
    return shown(click, day_view.said(ON_ITS_WAY), then=send)


def skip_next(scene: Scene, click: Click) -> Reply:
    if not today.skip_next(scene):
        return shown(click, day_view.said(ALL_SKIPPED))
    coming = scene.next_at_words()
    following = _("The next one comes {when}.").format(when=coming) if coming else ""
    return shown(click, day_view.said(f"{_('Skipped.')} {following}".strip()))


def pause_until(_scene: Scene, click: Click) -> Reply:
    return shown(click, pause.pause_until())


def sign_in(scene: Scene, click: Click) -> Reply:
    """Send the one-time link as a message, after the commit."""
    secret = links.new_link(scene.app, scene.conn, scene.person)
    if secret is None:
        return shown(click, day_view.said(NO_LINK))
    send = partial(links.post_link, scene.app, scene.person, secret)
    return shown(click, day_view.said(LINK_SENT), then=send)


def beyond_off(scene: Scene, click: Click) -> Reply:
    beyond.turn_off(scene)
    return _noted(click, words.OFF)


def beyond_on(scene: Scene, click: Click) -> Reply:
    beyond.turn_on(scene)
    return _noted(click, words.ON)


def beyond_never(scene: Scene, click: Click) -> Reply:
    beyond.never(scene, ids.beyond_ref(click.block_id))
    return _noted(click, words.LEFT_OUT)


OPEN_TO_ALL = frozenset(
    {
        Action.TODAY,
        Action.NOW,
        Action.SKIP_NEXT,
        Action.SIGN_IN,
        Action.FOLLOW_LINK,
        *data_doors.DOORS,
    }
)
"""What keeps nothing that somebody tells; the rest is for who agreed."""

DOORS: Mapping[Action, Callable[[Scene, Click], Reply]] = {
    Action.SET_UP: set_up,
    Action.CLEARED: cleared,
    Action.ONE_QUESTION: one_question,
    Action.CHECK_IN: ask_how,
    Action.MY_ANSWERS: my_answers,
    Action.SECTION: section,
    Action.LEFT_OUT: left_out_list,
    Action.OFFER_AGAIN: offer_again,
    Action.BRING_BACK: bring_back,
    Action.TODAY: show_day,
    Action.NOW: now,
    Action.SKIP_NEXT: skip_next,
    Action.PAUSE_UNTIL: pause_until,
    Action.SIGN_IN: sign_in,
    Action.BEYOND_OFF: beyond_off,
    Action.BEYOND_ON: beyond_on,
    Action.BEYOND_NEVER: beyond_never,
    **data_doors.DOORS,
    Action.FOLLOW_LINK: lambda _scene, _click: Reply(),
}


def _noted(click: Click, sentence: str) -> Reply:
    """Say it in a modal, and show the Home anew below it."""
    told = shown(click, day_view.said(sentence))
    return replace(told, fold=Message(text=sentence, blocks=[]))


def dispatch(app: App, workspace_id: str, due: Due) -> None:
    """Send what was queued, once that is committed."""
    dispatch_one(app, places.get(app, workspace_id), due)


def refused(asked: Asked) -> str:
    """Say why nothing was sent."""
    if asked.why_not is None:
        return day_words.OUTCOMES[asked.outcome]
    return day_words.not_sent(asked.why_not, resting=asked.resting)
