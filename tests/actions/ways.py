"""What somebody can have done by themselves before the employer looks at a list."""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from service.actions import keeping, own_data, standing
from service.actions.scene import Scene
from service.core.standing import Standing
from service.forms.answers import HolidayPlace
from service.store import people
from tests.world import World

Way = Callable[[Scene], object]


def _set(**columns: object) -> Way:
    return lambda scene: people.change(
        scene.conn, scene.person.workspace_id, scene.person.person_id, **columns
    )


_HOURS = _set(
    own_hours=True,
    work_start=time(6),
    work_end=time(11),
    work_days=[5],
    nudges_per_day=1,
)
_AGREED: tuple[Way, ...] = (standing.agree,)
_DELETED: tuple[Way, ...] = (own_data.delete,)

WAYS: Mapping[str, tuple[Way, ...]] = {
    "nothing": (),
    "agreed": _AGREED,
    "declined": (standing.decline,),
    "stopped": (*_AGREED, standing.stop),
    "paused": (*_AGREED, standing.pause_week),
    "unreachable": (*_AGREED, _set(standing=Standing.UNREACHABLE)),
    "own_hours": (*_AGREED, _HOURS),
    "own_holidays": (
        *_AGREED,
        lambda scene: keeping.holidays(scene, HolidayPlace(country="FR", region=None)),
    ),
    "deleted": _DELETED,
    "agreed_deleted": (*_AGREED, *_DELETED),
    "own_hours_deleted": (*_AGREED, _HOURS, *_DELETED),
    "deleted_agreed": (*_DELETED, *_AGREED),
}


def go(world: World, user: str, way: str) -> None:
    """Let somebody go one of the ``WAYS``."""
    for step in WAYS[way]:
        world.clock.advance(seconds=1)
        with world.app.engine.begin() as conn:
            person = people.by_slack_user(conn, world.workspace.workspace_id, user)
            assert person is not None
            kept: dict[str, Any] = {"person": person, "now": world.clock()}
            step(Scene(app=world.app, conn=conn, **kept))


def everybody(world: World, **cells: str) -> dict[str, str]:
    """Put somebody on the roster for each of the ways, and let them go it.

    Gives way -> Slack id.
    """
    added = {}
    for way in WAYS:
        name = way.replace("_", "")
        added[way] = world.add(name, agreed=False, **cells)
        go(world, added[way], way)
    return added
