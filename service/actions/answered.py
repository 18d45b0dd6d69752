"""A press on a nudge, and what each answer to it has to do."""

from dataclasses import dataclass
from uuid import uuid4

from service.actions import learning
from service.actions.beyond import carried
from service.actions.picturing import pictures_of
from service.actions.reading import owner_of, recent_nudges, routine_of
from service.actions.scene import Scene
from service.blocks.ids import Action
from service.blocks.nudge import nudge_message
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
    """Open what stands in the message."""
    scene = answered.scene
    return routine_of(scene.app, scene.conn, scene.person, answered.nudge)


def note(
    answered: Answered, answer: Action | None = None, effort: int | None = None
) -> None:
    """Store the answer, sealed; ``answer`` where it is not the press itself."""
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


def change(answered: Answered, **columns: object) -> None:
    """Change columns of the nudge's row."""
    nudge = answered.nudge
    nudges.change(answered.scene.conn, nudge.workspace_id, nudge.nudge_id, **columns)


def anew(answered: Answered, routine: Routine) -> Message:
    """Show the routine anew, so that Slack forgets what its menus last showed."""
    nudge = answered.nudge
    turn = nudge.turn + 1
    change(answered, turn=turn)
    scene = answered.scene
    rows = recent_nudges(scene.conn, scene.person, scene.now)
    return nudge_message(
        nudge_id=nudge.nudge_id,
        turn=turn,
        routine=routine,
        beyond=carried(
            scene.app, scene.person, scene.profile, (nudge, rows), scene.now
        ),
        pictures=pictures_of(scene.app, scene.conn, nudge.workspace_id, routine),
        asks_morning=asks_morning(answered),
    )


def asks_morning(answered: Answered) -> bool:
    """Say whether the message asks how the day after more feels."""
    return bool(learning.morning_families(answered.scene, answered.nudge))
