"""Presses that leave a nudge open: it is shown anew, the same or another routine.

While exercise rests no message shows one again: whatever is pressed folds it.
"""

from collections.abc import Callable
from dataclasses import replace

from service.actions import advising, learning
from service.actions.answered import Answered, change, close, note, routine_in
from service.actions.beyond import carried
from service.actions.choosing import Choice, chosen
from service.actions.picturing import pictures_of
from service.actions.reading import owner_of, place_of, recent_nudges
from service.actions.scene import Reply
from service.blocks import never, why
from service.blocks import today as day_view
from service.blocks.cards import card_view
from service.blocks.ids import Action
from service.blocks.nudge import nudge_message
from service.core.causes import triage_of
from service.core.profile import Profile
from service.core.routine_json import routine_to_json
from service.core.routines import Routine
from service.ports import Message, View
from service.store import responses
from service.store.sealing import seal
from service.words import _

EASIER_NOTED = _("Noted. Next time this kind is a little easier.")


def explain(answered: Answered) -> Reply:
    return _opened(answered, why.why)


def refuse(answered: Answered) -> Reply:
    """Ask which movement shall never come again."""
    nudge_id = answered.nudge.nudge_id
    return _opened(answered, lambda one: never.never(nudge_id=nudge_id, routine=one))


def _opened(answered: Answered, view: Callable[[Routine], View]) -> Reply:
    """Open a modal; the fold only makes Slack forget the chosen menu entry."""
    routine = routine_in(answered)
    if routine is None:
        return Reply()
    return Reply(view=view(routine), fold=_anew(answered, routine))


def easier(answered: Answered) -> Reply:
    """Make these families easier from the next time on, once for each nudge."""
    scene, routine = answered.scene, routine_in(answered)
    if routine is None:
        return Reply()
    if not _was_given(answered, Action.EASIER):
        note(answered)
        learning.make_easier(scene, routine.ids)
    return Reply(view=day_view.said(EASIER_NOTED), fold=_anew(answered, routine))


def morning(answered: Answered) -> Reply:
    """Note how the day after more feels; the question goes, whatever was said."""
    routine = routine_in(answered)
    if routine is None:
        return Reply()
    if _asks_morning(answered):
        if answered.action is Action.HURTS_MORE:
            learning.feel_worse(answered.scene, answered.nudge)
        note(answered)
    return Reply(fold=_anew(answered, routine))


def swap(answered: Answered) -> Reply:
    return _other(answered, short=False)


def shorten(answered: Answered) -> Reply:
    return _other(answered, short=True)


def _other(answered: Answered, *, short: bool) -> Reply:
    """Put another routine into the message, or show again what stands."""
    scene, nudge = answered.scene, answered.nudge
    current = routine_in(answered)
    if current is None:
        return Reply()
    card = advising.resting_card(scene)
    if card:
        return Reply(view=card_view(card), fold=_anew(answered, current))
    chosen = _choose(answered, current, short=short) if answered.fresh else None
    if chosen is not None:
        chosen = replace(chosen, replaced=current.replaced | current.ids)
        owner = owner_of(scene.app, scene.person)
        plain = routine_to_json(chosen)
        change(answered, routine=seal(scene.conn, owner, place_of(nudge), plain))
        note(answered)
    return Reply(fold=_anew(answered, chosen or current))


def _anew(answered: Answered, routine: Routine) -> Message:
    """Show a nudge anew, so that Slack forgets what its menus last showed."""
    scene, nudge = answered.scene, answered.nudge
    if not triage_of(scene.profile, scene.now).nudges:
        return close(answered)
    turn = nudge.turn + 1
    change(answered, turn=turn)
    rows = recent_nudges(scene.conn, scene.person, scene.now)
    return nudge_message(
        nudge_id=nudge.nudge_id,
        turn=turn,
        routine=routine,
        beyond=carried(
            scene.app, scene.person, scene.profile, (nudge, rows), scene.now
        ),
        pictures=pictures_of(scene.app, scene.conn, nudge.workspace_id, routine),
        asks_morning=_asks_morning(answered),
    )


def _asks_morning(answered: Answered) -> bool:
    return bool(learning.morning_families(answered.scene, answered.nudge))


def _was_given(answered: Answered, answer: Action) -> bool:
    scene, nudge = answered.scene, answered.nudge
    given = responses.of_person(scene.conn, owner_of(scene.app, scene.person))
    return any(one.nudge_id == nudge.nudge_id and one.answer == answer for one in given)


def _choose(answered: Answered, current: Routine, *, short: bool) -> Routine | None:
    scene, nudge = answered.scene, answered.nudge
    profile: Profile = scene.profile
    rows = [
        row
        for row in recent_nudges(scene.conn, scene.person, scene.now)
        if row.nudge_id != nudge.nudge_id
    ]
    choice = Choice(
        person=scene.person,
        nudge=nudge,
        rows=rows,
        profile=profile,
        triage=triage_of(profile, scene.now),
        short=short,
        instead_of=None if short else current,
        out_of=current if short else None,
    )
    return chosen(scene.app, scene.conn, choice)
