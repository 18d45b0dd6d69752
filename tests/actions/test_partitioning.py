"""The operator chooses how people are counted together."""

import pytest

from service.actions import auditing, invite, partitioning
from service.core.disclosure.partition import By, Choice
from service.core.errors import Refused
from service.store import audit
from tests.world import World

SMALL, LARGE = Choice(by=By.TEAM, size=10), Choice(by=By.TEAM, size=20)


@pytest.fixture
def place(world: World) -> str:
    for number in range(40):
        world.add(
            f"P{number:02}", agreed=False, department="eng", team=f"t{number // 10}"
        )
    return world.workspace.workspace_id


def test_the_real_roster_says_what_each_choice_costs(world: World, place: str) -> None:
    found = partitioning.offers(world.app, place)
    assert [(one.blocks, one.smallest, one.margin) for one in found] == [
        (1, 40, 5),
        (2, 20, 6),
        (4, 10, 9),
    ]


def test_a_choice_holds_from_today_and_stands_in_the_audit_log(
    world: World, place: str
) -> None:
    kept = partitioning.choose(world.app, place, "operator-id", SMALL)

    assert partitioning.chosen(world.app, place) == [kept]
    assert kept.from_day == world.clock.now.date()
    with world.app.engine.begin() as conn:
        ((entry, _),) = audit.entries(conn, place)
    assert entry.event.actor == "operator-id"
    assert entry.event.details == {"by": "team", "size": 10, "from": "2026-03-02"}
    auditing.verify(world.app)


def test_until_the_first_invitation_another_choice_takes_its_place(
    world: World, place: str
) -> None:
    partitioning.choose(world.app, place, "x", LARGE)
    world.clock.advance(days=1)
    partitioning.choose(world.app, place, "x", SMALL)
    assert [one.choice for one in partitioning.chosen(world.app, place)] == [SMALL]


def test_after_it_blocks_only_grow_with_the_next_quarter(
    world: World, place: str
) -> None:
    partitioning.choose(world.app, place, "x", SMALL)
    invite.start(
        world.app, world.workspace, invite.prepare(world.app, world.workspace, "t0")
    )
    partitioning.choose(world.app, place, "x", LARGE)
    kept = partitioning.chosen(world.app, place)
    assert [(one.choice.size, str(one.from_day)) for one in kept] == [
        (10, "2026-03-02"),
        (20, "2026-04-01"),
    ]
    world.clock.at("2026-04-02T08:00:00+00:00")
    with pytest.raises(Refused, match="at least 20"):
        partitioning.choose(world.app, place, "x", SMALL)
    assert partitioning.chosen(world.app, place) == kept
