"""A press on a nudge, what it is about, and how it is kept."""

from dataclasses import dataclass

from service.actions.reading import owner_of, routine_of
from service.actions.scene import Scene
from service.blocks import after_nudge, follow_up
from service.blocks.ids import Action
from service.core.routines import Routine
from service.ports import Message
from service.store import nudges, responses
from service.store.nudges import Nudge


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


def routine_in(answered: Answered) -> Routine | None:
    scene = answered.scene
    return routine_of(scene.app, scene.conn, scene.person, answered.nudge)


def note(
    answered: Answered, answer: Action | None = None, effort: int | None = None
) -> None:
    scene, nudge = answered.scene, answered.nudge
    responses.add(
        scene.conn,
        owner_of(scene.app, scene.person),
        responses.Response(
            response_id=scene.app.new_id(),
            nudge_id=nudge.nudge_id,
            at=scene.now,
            answer=answer or answered.action,
            effort=effort,
        ),
    )


def close(answered: Answered) -> Message:
    """End the nudge; the line that stays does not tell how."""
    change(answered, closed_at=answered.scene.now)
    return closed(answered.scene)


def closed(scene: Scene) -> Message:
    return after_nudge.closed_message(ask_more=follow_up.has_more(scene.profile))


def change(answered: Answered, **columns: object) -> None:
    nudge = answered.nudge
    nudges.change(answered.scene.conn, nudge.workspace_id, nudge.nudge_id, **columns)
