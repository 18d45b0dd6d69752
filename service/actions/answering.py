"""How a nudge is answered: each press counts once, is stored, then shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from service.actions import learning
from service.actions.beyond import carried
from service.actions.choosing import Choice, chosen
from service.actions.picturing import pictures_of
from service.actions.plan import new_row, windows_of
from service.actions.reading import (
    how_it_went,
    owner_of,
    place_of,
    recent_nudges,
    routine_of,
)
from service.actions.scene import Reply, Scene
from service.blocks import after_nudge, follow_up, hurts, never, why
from service.blocks import today as day_view
from service.blocks.ids import Action
from service.blocks.nudge import nudge_message
from service.core.asking import hurt_again
from service.core.causes import triage_of
from service.core.exposures import Effort, Morning, effort_of
from service.core.nudges import SlotForm, State, form_of, snooze_slot
from service.core.profile import Profile
from service.core.routines import Routine, routine_to_json
from service.core.thresholds import NOT_NOW
from service.forms import words
from service.ports import Message, View
from service.store import nudges, responses
from service.store.nudges import Nudge
from service.store.sealing import seal
from service.words import _

SNOOZE = timedelta(minutes=15)
EASIER_NOTED = _("Noted. Next time this kind is a little easier.")


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A press on a nudge: the nudge's row is locked.

    ``fresh``: the press came from the message as it stands now. A double click
    or a message whose fold was lost is not fresh.
    """

    scene: Scene
    nudge: Nudge
    action: Action
    fresh: bool


def answer(scene: Scene, ref: tuple[str, int], action: Action) -> Reply:
    """Answer the nudge ``ref`` (id, turn). Somebody else's nudge answers nothing."""
    nudge_id, turn = ref
    nudge = nudges.lock(scene.conn, scene.person.workspace_id, nudge_id)
    if nudge is None or nudge.person_id != scene.person.person_id:
        return Reply()
    answered = Answered(
        scene=scene, nudge=nudge, action=action, fresh=turn == nudge.turn
    )
    if nudge.closed_at is not None:
        return Reply(fold=_over(answered))
    return ANSWERS[action](answered)


def close(answered: Answered) -> Reply:
    """Note the answer and fold the nudge; the fold does not tell which it was."""
    _note(answered)
    _change(answered, closed_at=answered.scene.now)
    return Reply(fold=closed(answered.scene))


def felt(answered: Answered) -> Reply:
    """Note that it was done, and how hard it was."""
    _note(answered, Action.DONE, effort=effort_of(answered.action))
    _change(answered, closed_at=answered.scene.now)
    return Reply(fold=closed(answered.scene))


def closed(scene: Scene) -> Message:
    return after_nudge.closed_message(ask_more=follow_up.has_more(scene.profile))


def snooze(answered: Answered) -> Reply:
    """Plan one child 15 minutes on, or after lunch; a day that ends has no room."""
    scene, nudge = answered.scene, answered.nudge
    at = _reachable(answered, scene.now + SNOOZE)
    if form_of(nudge.slot) is SlotForm.SNOOZE or at is None:
        return close(answered)
    child = new_row(scene.person, nudge.local_day, snooze_slot(nudge.slot), at)
    nudges.add(
        scene.conn, [child | {"kind": nudge.kind, "snoozed_from": nudge.nudge_id}]
    )
    _note(answered)
    _change(answered, closed_at=scene.now)
    return Reply(fold=after_nudge.snoozed_message(words.clock(at, scene.zone)))


def hurt(answered: Answered) -> Reply:
    """Keep the whole routine back at once, then ask which movement it was."""
    scene = answered.scene
    routine = _routine(answered)
    if routine is None:
        return close(answered)
    profile = scene.profile
    hold_back = {item.exercise.id: scene.now + NOT_NOW for item in routine.items}
    shown = close(answered)
    went = how_it_went(scene.app, scene.conn, scene.person, scene.now)
    held_back = replace(profile, not_now={**profile.not_now, **hold_back})
    scene.save(profile, hurt_again(held_back, went, scene.now))
    view = hurts.hurts(nudge_id=answered.nudge.nudge_id, routine=routine)
    return replace(shown, view=view)


def explain(answered: Answered) -> Reply:
    return _opened(answered, why.why)


def refuse(answered: Answered) -> Reply:
    """Ask which movement shall never come again."""
    nudge_id = answered.nudge.nudge_id
    return _opened(answered, lambda one: never.never(nudge_id=nudge_id, routine=one))


def _opened(answered: Answered, view: Callable[[Routine], View]) -> Reply:
    """Open a modal; the fold only makes Slack forget the chosen menu entry."""
    routine = _routine(answered)
    if routine is None:
        return Reply()
    return Reply(view=view(routine), fold=_anew(answered, routine))


def easier(answered: Answered) -> Reply:
    """Make these families easier from the next time on, once for each nudge."""
    scene, routine = answered.scene, _routine(answered)
    if routine is None:
        return Reply()
    if not _was_given(answered, Action.EASIER):
        _note(answered)
        learning.make_easier(scene, [item.exercise.id for item in routine.items])
    return Reply(view=day_view.said(EASIER_NOTED), fold=_anew(answered, routine))


def morning(answered: Answered) -> Reply:
    """Note how the day after more feels; the question goes, whatever was said."""
    routine = _routine(answered)
    if routine is None:
        return Reply()
    if _asks_morning(answered):
        if answered.action is Action.HURTS_MORE:
            learning.feel_worse(answered.scene, answered.nudge)
        _note(answered)
    return Reply(fold=_anew(answered, routine))


def swap(answered: Answered) -> Reply:
    return _other(answered, short=False)


def shorten(answered: Answered) -> Reply:
    return _other(answered, short=True)


ANSWERS: Mapping[Action, Callable[[Answered], Reply]] = {
    Action.DONE: close,
    Action.SKIP: close,
    Action.ALREADY_MOVED: close,
    Action.TOO_EASY: close,
    Action.TOO_HARD: close,
    Action.SNOOZE: snooze,
    Action.HURTS: hurt,
    Action.WHY: explain,
    Action.NEVER: refuse,
    Action.SWAP: swap,
    Action.SHORT: shorten,
    Action.EASIER: easier,
    **{Action(word): felt for word in Effort},
    **{Action(word): morning for word in Morning},
}


def _reachable(answered: Answered, at: datetime) -> datetime | None:
    """Give the first instant from ``at`` on in which the nudge's day has room."""
    scene, nudge = answered.scene, answered.nudge
    windows = windows_of(scene.app, scene.person, nudge.local_day)
    return next((max(at, one.start) for one in windows if at < one.end), None)


def _over(answered: Answered) -> Message:
    """Fold a nudge that was answered before; one that was moved still says so."""
    scene, nudge = answered.scene, answered.nudge
    rows = nudges.of_person(
        scene.conn, nudge.workspace_id, nudge.person_id, nudge.local_day
    )
    for row in rows:
        if row.snoozed_from == nudge.nudge_id and row.state is State.PLANNED:
            return after_nudge.snoozed_message(words.clock(row.due_at, scene.zone))
    return closed(scene)


def _other(answered: Answered, *, short: bool) -> Reply:
    """Put another routine into the message, or show again what stands."""
    scene, nudge = answered.scene, answered.nudge
    current = _routine(answered)
    if current is None:
        return Reply()
    chosen = _choose(answered, current, short=short) if answered.fresh else None
    if chosen is not None:
        owner = owner_of(scene.app, scene.person)
        plain = routine_to_json(chosen)
        _change(answered, routine=seal(scene.conn, owner, place_of(nudge), plain))
        _note(answered)
    return Reply(fold=_anew(answered, chosen or current))


def _anew(answered: Answered, routine: Routine) -> Message:
    """Show a nudge anew, so that Slack forgets what its menus last showed."""
    scene, nudge = answered.scene, answered.nudge
    turn = nudge.turn + 1
    _change(answered, turn=turn)
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
    )
    return chosen(scene.app, scene.conn, choice)


def _routine(answered: Answered) -> Routine | None:
    scene = answered.scene
    return routine_of(scene.app, scene.conn, scene.person, answered.nudge)


def _note(
    answered: Answered, answer: Action | None = None, effort: int | None = None
) -> None:
    scene, nudge = answered.scene, answered.nudge
    responses.add(
        scene.conn,
        owner_of(scene.app, scene.person),
        responses.Response(
            response_id=uuid4().hex,
            nudge_id=nudge.nudge_id,
            at=scene.now,
            answer=answer or answered.action,
            effort=effort,
        ),
    )


def _change(answered: Answered, **columns: object) -> None:
    nudge = answered.nudge
    nudges.change(answered.scene.conn, nudge.workspace_id, nudge.nudge_id, **columns)
