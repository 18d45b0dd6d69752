"""Pictures in Slack: there ahead of the nudge, and never in its way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from service.actions import workspaces
from service.actions.picturing import PER_TURN, missing
from service.core.dispatching import WorkspaceState
from service.gateways.gallery import Gallery
from tests.actions.steps import arrive, choose, routine_ids, shown
from tests.dispatch.scenes import someone_due
from tests.world import World


@pytest.fixture
def drawn(world: World) -> World:
    """Give a world in which every exercise has a picture, all of them the same."""
    (picture, *_) = world.app.pictures.all()
    gallery = Gallery({one.id: picture for one in world.app.catalogue})
    return replace(world, app=replace(world.app, pictures=gallery))


def images(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [block for block in message["blocks"] if block["type"] == "image"]


def uploaded(world: World) -> None:
    """Let the pictures be uploaded, and let Slack finish them."""
    assert world.run("pictures")["uploaded"]
    world.clock.advance(minutes=1)


def test_every_picture_goes_to_a_workspace_once(world: World) -> None:
    world.add("Alice")
    count = len(world.app.pictures.all())
    for _turn in range(1 + count // PER_TURN):
        world.run("pictures")
    assert missing(world.app, world.workspace.workspace_id) == []
    assert len(world.practice.files) == count
    assert world.run("pictures") == {}
    assert len(world.practice.files) == count


def test_what_is_uploaded_is_the_loop_with_its_words(world: World) -> None:
    world.run("pictures")
    for file in world.practice.files.values():
        picture = world.app.pictures.of(file.name.split(".")[0])
        assert picture is not None
        assert file.content == world.app.pictures.content(picture, "gif")
        assert file.alt == picture.alt


def test_a_nudge_shows_each_exercise(drawn: World) -> None:
    uploaded(drawn)
    alice = someone_due(drawn)
    drawn.run("dispatch")
    (message,) = drawn.sent(alice)
    (picture, *_) = drawn.app.pictures.all()
    exercises = [b for b in message["blocks"] if "• " in str(b.get("text"))]
    assert len(images(message)) == len(exercises) > 0
    for image in images(message):
        assert image["alt_text"] == picture.alt
        assert drawn.practice.files[image["slack_file"]["id"]].complete


@pytest.mark.parametrize("entry", ["swap", "short", "why"])
def test_shown_anew_it_shows_what_it_is_about_then(world: World, entry: str) -> None:
    while missing(world.app, world.workspace.workspace_id):
        world.run("pictures")
    alice = world.add("Alice")
    ts = arrive(world, alice)
    choose(world, alice, ts, entry)
    message = shown(world, alice, ts)
    assert message.edited_ts
    pictures = map(world.app.pictures.of, routine_ids(world, alice, ts))
    wanted = [picture.alt for picture in pictures if picture]
    assert [one["alt_text"] for one in images({"blocks": message.blocks})] == wanted


def test_a_file_that_slack_may_still_be_at_is_not_used(drawn: World) -> None:
    drawn.run("pictures")
    alice = someone_due(drawn)
    drawn.run("dispatch")
    (message,) = drawn.sent(alice)
    assert images(message) == []


def test_without_the_right_to_upload_nudges_go_without(drawn: World) -> None:
    upload = "files.getUploadURLExternal"
    drawn.practice.add_fault(upload, "error", error="missing_scope", times=None)
    assert drawn.run("pictures") == {"refused": 1}
    alice = someone_due(drawn)
    assert drawn.run("dispatch") == {"sent": 1}
    assert images(*drawn.sent(alice)) == []
    assert drawn.workspace.state == WorkspaceState.ACTIVE


@pytest.mark.parametrize("kind", ["http_500", "rate_limited", "drop_after", "html"])
def test_an_upload_that_fails_is_tried_again(drawn: World, kind: str) -> None:
    done = "files.completeUploadExternal"
    drawn.practice.add_fault(done, kind, times=None)
    assert "uploaded" not in drawn.run("pictures")
    drawn.practice.clear_faults()
    assert drawn.run("pictures") == {"uploaded": 1}


def test_a_file_that_slack_lost_costs_the_picture_not_the_nudge(drawn: World) -> None:
    uploaded(drawn)
    drawn.practice.files.clear()
    alice, bob = someone_due(drawn, "Alice"), None
    assert drawn.run("dispatch") == {"sent": 1}
    assert images(*drawn.sent(alice)) == []
    bob = someone_due(drawn, "Bob")
    posts = drawn.practice.calls["chat.postMessage"]
    drawn.run("dispatch")
    assert images(*drawn.sent(bob)) == []
    assert drawn.practice.calls["chat.postMessage"] == posts + 1, "it tries no more"


def test_a_lost_file_is_uploaded_again_on_the_next_day(drawn: World) -> None:
    uploaded(drawn)
    drawn.practice.files.clear()
    someone_due(drawn)
    drawn.run("dispatch")
    assert drawn.run("pictures") == {}
    drawn.clock.now += timedelta(days=1, seconds=1)
    assert drawn.run("pictures") == {"uploaded": 1}
    drawn.clock.advance(minutes=1)
    bob = someone_due(drawn, "Bob")
    drawn.run("dispatch")
    assert images(*drawn.sent(bob))


def test_a_paused_workspace_gets_no_files(drawn: World) -> None:
    place = drawn.workspace.workspace_id
    workspaces.change_state(drawn.app, place, WorkspaceState.PAUSED)
    assert drawn.run("pictures") == {}
