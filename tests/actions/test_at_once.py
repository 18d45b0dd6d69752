"""A press counts once, is stored before it shows, and holds nothing open meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text

from service.core.standing import Standing
from tests.actions.steps import (
    MORNING,
    answers,
    arrive,
    nudge_of,
    profile,
    routine_ids,
    shown,
    start_wave,
    title,
)
from tests.world import World
from web.practice.inbound import Delivery, deliver
from web.practice.payloads import message_click


@pytest.mark.parametrize("action", ["done", "snooze", "hurts", "swap"])
def test_the_same_press_four_times_at_once_counts_once(
    world: World, action: str
) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    nudge = nudge_of(world, alice, ts)
    message = shown(world, alice, ts)
    given = {
        "type": "button",
        "action_id": action,
        "block_id": f"nudge:{nudge.nudge_id}:0",
    }
    payload = message_click(world.practice, message, given)
    delivery = Delivery(payload=payload)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: deliver(world.practice, delivery), range(4)))
    assert [answer.status for answer in found] == [200] * 4
    assert answers(world, alice) == [action]
    children = [one for one in world.nudges(alice) if one.snoozed_from]
    assert len(children) == (action == "snooze")
    if action == "swap":
        assert routine_ids(world, alice, ts)


def test_done_and_skip_at_once_keep_the_first_only(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(
                lambda action: world.practice.click(alice, ts, action),
                ("done", "skip"),
            )
        )
    assert len(answers(world, alice)) == 1


def test_a_press_is_stored_where_the_modal_cannot_be_opened(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    world.practice.add_fault("views.open", "error", error="expired_trigger_id")
    assert world.practice.click(alice, ts, "hurts").ok
    assert title(world, alice) == ""
    assert answers(world, alice) == ["hurts"]
    assert len(profile(world, alice).not_now) == len(routine_ids(world, alice, ts))
    assert shown(world, alice, ts).text.startswith("That break is over.")


def test_an_agreement_is_stored_where_slack_answers_nothing(world: World) -> None:
    alice = world.add("Alice", agreed=False)
    start_wave(world)
    ts = world.sent(alice)[0]["ts"]
    world.practice.add_fault("*", "http_500", times=None)
    assert world.practice.click(alice, ts, "agree").ok
    assert world.person(alice).standing is Standing.AGREED


def test_no_transaction_is_open_while_a_modal_is_being_opened(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    world.practice.add_fault("views.open", "slow", seconds=0.5)
    watcher = create_engine(world.app.engine.url, isolation_level="AUTOCOMMIT")
    query = text(
        "select state, query from pg_stat_activity where datname = current_database()"
        " and pid <> pg_backend_pid() and state <> 'idle'"
    )
    seen = []
    with ThreadPoolExecutor(1) as pool, watcher.connect() as conn:
        calls = world.practice.calls["views.open"]
        pressed = pool.submit(world.practice.click, alice, ts, "hurts")
        while not pressed.done():
            if world.practice.calls["views.open"] > calls:
                seen.append(conn.execute(query).all())
    watcher.dispose()
    assert pressed.result().ok
    # The last looks may meet the fold that follows.
    assert len(seen) > 10
    assert not any(seen[: len(seen) // 2])
