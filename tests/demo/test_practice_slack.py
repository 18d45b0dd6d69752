"""The practice workspace without a socket is the same Slack as through one."""

from datetime import timedelta

import pytest

from service.ports import Message, Posted, Refusal
from tests.world import World
from web.demo.practice_slack import PracticeSlack, place

HELLO = Message(text="Hello", blocks=[])


def test_it_tells_the_same_as_over_http(world: World) -> None:
    world.add("Alice")
    world.practice.change_member("U0ALICE", status_emoji=":spiral_calendar_pad:")
    near, far = PracticeSlack(world.practice), world.app.slack("xoxb-practice")
    assert near.whoami() == far.whoami()
    assert list(near.members()) == list(far.members())


def test_what_is_sent_can_be_changed_and_folded(world: World) -> None:
    alice = world.add("Alice")
    slack = PracticeSlack(world.practice)
    posted = slack.post(alice, HELLO)
    (shown,) = slack.take_posted()
    assert slack.take_posted() == []
    assert Posted(channel=shown.channel, ts=shown.ts) == posted
    slack.update(posted, Message(text="Changed", blocks=[]))
    assert world.practice.messages_of(alice)[0].text == "Changed"
    slack.fold(place(shown), Message(text="Folded", blocks=[]))
    assert world.practice.messages_of(alice)[0].text == "Folded"


def test_a_message_of_the_past_carries_its_own_time(world: World) -> None:
    alice = world.add("Alice")
    slack = PracticeSlack(world.practice)
    now = world.clock()
    stamps = []
    for days in (0, 1, 1, 0):
        world.clock.now = now - timedelta(days=days)
        stamps.append(float(slack.post(alice, HELLO).ts))
    wanted = [(now - timedelta(days=days)).timestamp() for days in (0, 1, 1, 0)]
    assert all(abs(a - b) < 0.01 for a, b in zip(stamps, wanted, strict=True))
    assert len(set(stamps)) == 4


def test_what_slack_would_refuse_is_refused(world: World) -> None:
    with pytest.raises(Refusal, match="channel_not_found"):
        PracticeSlack(world.practice).post("U0NOBODY", HELLO)
