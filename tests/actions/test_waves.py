"""A wave's number and names tell nothing that a person did; a no is kept to."""

import re

import pytest

from service.actions import invite
from service.actions.ground import ground
from service.core.standing import Standing
from service.store import deliveries, people
from tests.actions.steps import start_wave
from tests.actions.ways import WAYS, everybody, go
from tests.web.browsing import Browsing
from tests.web.offices import operator
from tests.world import World


def wave(world: World) -> list[str]:
    found = invite.prepare(world.app, world.workspace).recipients
    return [one.email or "" for one in found]


def test_everybody_is_in_a_wave_and_only_who_has_not_answered_gets_it(
    world: World,
) -> None:
    users = everybody(world)
    before = {way: world.person(user).standing for way, user in users.items()}
    ledger = world.ledger()
    assert len(wave(world)) == len(WAYS)
    assert start_wave(world) == len(WAYS)
    assert [one["user"] for one in world.sent()] == [users["nothing"]]
    after = {way: world.person(user).standing for way, user in users.items()}
    assert after == {**before, "nothing": Standing.INVITED}
    assert world.ledger() == ledger
    assert wave(world) == []
    assert start_wave(world) == 0


def test_a_list_is_the_same_before_and_after_somebody_did_something(
    world: World,
) -> None:
    for way in WAYS:
        world.add(way.replace("_", ""), agreed=False)
    before = wave(world)
    for way in WAYS:
        go(world, f"U0{way.replace('_', '').upper()}", way)
        assert wave(world) == before


@pytest.mark.parametrize("way", ["nothing", "agreed", "declined", "agreed_deleted"])
def test_the_command_says_the_same_whatever_somebody_did(
    world: World, way: str
) -> None:
    alice = world.add("Alice", agreed=False)
    world.add("Bob", agreed=False)
    go(world, alice, way)
    shown = world.command("people", "invite", "--dry-run").stdout
    assert shown.startswith("2 people to invite:\n  alice@acme.example\n  bob@")
    said = world.command("people", "invite", "--yes").stdout
    assert said == f"{shown}2 invitations on the way.\n"
    assert {one["user"] for one in world.sent()} == (
        {"U0BOB", alice} if way == "nothing" else {"U0BOB"}
    )
    again = world.command("people", "invite", "--yes").stdout
    assert again.startswith("0 people to invite:\n")


def test_the_page_shows_the_number_of_all(world: World) -> None:
    olga = operator(world)
    everybody(world)
    assert heading(olga) == f"Invite {len(WAYS) + 1} people", "the operator too"
    start_wave(world)
    assert heading(olga) == "Invite 0 people"


def heading(browser: Browsing) -> str:
    found = re.search("<h1>(.*?)</h1>", browser.get("/operator/setup/wave").text)
    assert found is not None
    return found[1]


def test_a_closed_account_is_in_no_wave(world: World) -> None:
    alice = world.add("Alice", agreed=False)
    stale = invite.prepare(world.app, world.workspace)
    world.practice.event("user_change", user=alice, deleted=True)
    assert wave(world) == []
    assert invite.start(world.app, world.workspace, stale) == 0


def test_a_deletion_does_not_look_like_a_wave(world: World) -> None:
    go(world, world.add("Alice", agreed=False), "deleted")
    place = world.workspace.workspace_id
    assert not ground(world.app, place, connected=None).has_invited
    start_wave(world)
    assert ground(world.app, place, connected=None).has_invited


@pytest.mark.parametrize("way", ["deleted", "agreed_deleted"])
def test_who_deletes_between_look_and_start_is_counted_and_gets_nothing(
    world: World, way: str
) -> None:
    alice = world.add("Alice", agreed=False)
    shown = invite.prepare(world.app, world.workspace)
    go(world, alice, way)
    assert invite.start(world.app, world.workspace, shown) == 1
    world.run("dispatch")
    assert wave(world) == world.sent() == []


@pytest.mark.parametrize("way", ["declined", "stopped", "deleted", "agreed_deleted"])
def test_a_no_outlives_leaving_and_coming_back(world: World, way: str) -> None:
    alice = world.add("Alice", agreed=False)
    go(world, alice, way)
    for deleted in (True, False):
        world.practice.event("user_change", user=alice, deleted=deleted)
    assert world.person(alice).standing is Standing.KNOWN
    assert wave(world) == ["alice@acme.example"]
    assert start_wave(world) == 1
    assert wave(world) == world.sent(alice) == []


def test_who_agreed_before_leaving_is_asked_again(world: World) -> None:
    alice = world.add("Alice", agreed=False)
    go(world, alice, "agreed")
    for deleted in (True, False):
        world.practice.event("user_change", user=alice, deleted=deleted)
    assert start_wave(world) == 1
    assert len(world.sent(alice)) == 1


def test_an_invitation_that_is_not_needed_is_never_due(world: World) -> None:
    alice = world.add("Alice")
    invite.start(world.app, world.workspace, invite.prepare(world.app, world.workspace))
    place, now = world.workspace.workspace_id, world.clock.advance(days=1)
    with world.app.engine.begin() as conn:
        assert deliveries.due(conn, deliveries.INVITATIONS, place, now, 9) == []
        person = people.by_slack_user(conn, place, alice)
    assert person is not None
    assert person.standing is Standing.AGREED
