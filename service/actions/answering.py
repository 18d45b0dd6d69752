"""How a nudge is answered: each press counts once, is stored, then shown."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from service.actions import advising, staying
from service.actions.answered import Answered, change, close, closed, note, routine_in
from service.actions.plan import new_row, windows_of
from service.actions.reading import how_it_went
from service.actions.scene import Reply, Scene
from service.blocks import after_nudge, hurts
from service.blocks.cards import card_view
from service.blocks.ids import Action
from service.core.asking import hurt_again
from service.core.exposures import Effort, Morning, effort_of
from service.core.nudges import SlotForm, State, form_of, snooze_slot
from service.core.thresholds import NOT_NOW, SNOOZE
from service.forms import words
from service.ports import Message
from service.store import nudges


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


def end(answered: Answered) -> Reply:
    """Note the answer and fold the nudge; the fold does not tell which it was."""
    note(answered)
    return Reply(fold=close(answered))


def felt(answered: Answered) -> Reply:
    """Note that it was done, and how hard it was."""
    note(answered, Action.DONE, effort=effort_of(answered.action))
    return Reply(fold=close(answered))


def snooze(answered: Answered) -> Reply:
    """Plan one child 15 minutes on, or after lunch; a day that ends has no room."""
    scene, nudge = answered.scene, answered.nudge
    card = advising.resting_card(scene)
    if card:
        return Reply(fold=close(answered), view=card_view(card))
    at = _reachable(answered, scene.now + SNOOZE)
    if form_of(nudge.slot) is SlotForm.SNOOZE or at is None:
        return end(answered)
    child = new_row(scene.person, nudge.local_day, snooze_slot(nudge.slot), at)
    nudges.add(
        scene.conn, [child | {"kind": nudge.kind, "snoozed_from": nudge.nudge_id}]
    )
    note(answered)
    change(answered, closed_at=scene.now)
    return Reply(fold=after_nudge.snoozed_message(words.clock(at, scene.zone)))


def hurt(answered: Answered) -> Reply:
    """Keep the whole routine back at once, then ask which movement it was."""
    scene = answered.scene
    routine = routine_in(answered)
    if routine is None:
        return end(answered)
    profile = scene.profile
    hold_back = {item.exercise.id: scene.now + NOT_NOW for item in routine.items}
    shown = end(answered)
    went = how_it_went(scene.app, scene.conn, scene.person, scene.now)
    held_back = replace(profile, not_now={**profile.not_now, **hold_back})
    scene.save(profile, hurt_again(held_back, went, scene.now))
    view = hurts.hurts(nudge_id=answered.nudge.nudge_id, routine=routine)
    return replace(shown, view=view)


ANSWERS: Mapping[Action, Callable[[Answered], Reply]] = {
    Action.DONE: end,
    Action.SKIP: end,
    Action.ALREADY_MOVED: end,
    Action.TOO_EASY: end,
    Action.TOO_HARD: end,
    Action.SNOOZE: snooze,
    Action.HURTS: hurt,
    Action.WHY: staying.explain,
    Action.NEVER: staying.refuse,
    Action.SWAP: staying.swap,
    Action.SHORT: staying.shorten,
    Action.EASIER: staying.easier,
    **{Action(word): felt for word in Effort},
    **{Action(word): staying.morning for word in Morning},
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
