"""From a roster to a nudge answered in Slack, on a real database."""

from tests.world import World


def test_an_agreed_person_gets_a_nudge_and_done_closes_it(world: World) -> None:
    alice = world.add("Alice")
    world.run("plan")
    first = min(nudge.due_at for nudge in world.nudges(alice))
    world.clock.at(first.isoformat())

    assert world.run("dispatch") == {"sent": 1}

    (message,) = world.sent(alice)
    world.practice.click(alice, message["ts"], "done")
    (shown,) = world.practice.messages_of(alice)
    assert shown.text.startswith("That break is over.")
    assert world.ledger()["sent"] == 1
