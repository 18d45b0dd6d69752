"""A press with somebody else's id does what one with no known id does: nothing."""

from dataclasses import dataclass

import pytest

from service.actions.answering import ANSWERS
from service.actions.clicks import press, submit
from service.actions.scene import Click, Submission
from service.actions.standing import ANSWERS as STANDINGS
from service.blocks.ids import Callback, nudge_block
from service.core.errors import Refused
from tests.actions.steps import arrive, nudge_of, rows
from tests.world import World

UNKNOWN = "0" * 32


@dataclass(frozen=True)
class Scene:
    alice: str
    bobs_nudge: str


@pytest.fixture
def scene(world: World) -> Scene:
    bob = world.add("Bob")
    ts = arrive(world, bob)
    return Scene(world.add("Alice"), nudge_of(world, bob, ts).nudge_id)


def test_no_press_on_somebody_elses_nudge_changes_or_shows_anything(
    world: World, scene: Scene
) -> None:
    before, calls = rows(world), dict(world.practice.calls)
    for action in set(ANSWERS) - set(STANDINGS):
        for nudge_id in (scene.bobs_nudge, UNKNOWN):
            click = Click(
                workspace_id=world.workspace.workspace_id,
                slack_user_id=scene.alice,
                action=action,
                block_id=nudge_block(nudge_id, 0),
                trigger_id="1",
                response_url=None,
            )
            assert press(world.app, click)
            assert (rows(world), dict(world.practice.calls)) == (before, calls), action


@pytest.mark.parametrize("callback", [Callback.HURTS, Callback.NEVER])
def test_a_modal_about_somebody_elses_nudge_is_taken_like_one_about_none(
    world: World, scene: Scene, callback: Callback
) -> None:
    def sent(nudge_id: str) -> object:
        form = Submission(
            workspace_id=world.workspace.workspace_id,
            slack_user_id=scene.alice,
            callback=callback,
            private_metadata=nudge_id,
            given={"pain": ("3",), "never": ("plank",)},
        )
        try:
            return submit(world.app, form)
        except Refused as refused:
            return str(refused)

    theirs = sent(scene.bobs_nudge)
    assert repr(theirs) == repr(sent(UNKNOWN))
    bob = world.person("U0BOB")
    assert [one.closed_at for one in world.nudges("U0BOB") if one.ts] == [None]
    assert bob.standing == "agreed"
