"""People are kept in step with Slack, by sweep and by event, each event once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy

from service.actions import events as hearing
from service.actions import workspaces
from service.core.scopes import EVENTS
from service.core.standing import Standing
from service.store import people
from tests.world import World
from web.practice.inbound import Delivery, Kind, deliver
from web.practice.values import Answer, Json


@pytest.fixture(autouse=True)
def installed(world: World) -> None:
    assert world.workspace.state == "active"


def standings(world: World) -> dict[str | None, Standing]:
    with world.app.engine.begin() as conn:
        everybody = people.all_of(conn, world.workspace.workspace_id)
    return {person.slack_user_id: person.standing for person in everybody}


def callback(world: World, kind: str, **fields: object) -> Json:
    """Make one event, to be delivered as often as a test likes."""
    return {
        "type": "event_callback",
        "team_id": world.practice.team_id,
        "api_app_id": world.practice.app_id,
        "event_id": world.practice.new_id("Ev"),
        "event": {"type": kind, **fields},
    }


def send(world: World, payload: Json) -> Answer:
    return deliver(world.practice, Delivery(payload=payload, kind=Kind.EVENT))


def state_of(world: World) -> tuple[str, str | None]:
    (workspace,) = workspaces.all_of(world.app)
    return workspace.state, workspace.reason


def user_change(world: World, user: str, *, deleted: bool) -> Json:
    member = world.practice.change_member(user, deleted=deleted)
    now = world.clock()
    return callback(
        world, "user_change", user=member.as_slack(world.practice.team_id, now)
    )


def test_a_sync_reads_every_page(world: World) -> None:
    world.practice.page_size = 3
    for number in range(10):
        world.practice.add_member(f"U{number:03}", f"Person {number}")
    assert world.run("sync")["added"] == 10
    assert world.practice.calls["users.list"] == 4
    assert len(standings(world)) == 10


def test_a_sync_takes_zones_and_leaves_bots_and_guests_out(world: World) -> None:
    add = world.practice.add_member
    add("U0ALICE", "Alice", tz="Australia/Lord_Howe")
    add("U0BOT", "Robot", is_bot=True)
    add("U0GUEST", "Guest", is_restricted=True)
    add("U0SINGLE", "Single", is_ultra_restricted=True)
    add("U0GONE", "Gone", deleted=True)
    world.run("sync")
    assert standings(world) == {"U0ALICE": Standing.KNOWN}
    assert world.person("U0ALICE").timezone == "Australia/Lord_Howe"


def test_a_sync_invites_nobody_and_sends_nothing(world: World) -> None:
    world.practice.add_member("U0ALICE", "Alice")
    world.run("sync")
    world.run("plan")
    world.run("dispatch")
    assert world.sent() == []
    assert world.ledger()["planned"] == 0


def test_a_second_sync_changes_nothing(world: World) -> None:
    world.practice.add_member("U0ALICE", "Alice")
    world.run("sync")
    assert world.run("sync") == {"unchanged": 1, "left_out": 2}


def test_a_sync_follows_a_person_to_another_zone(world: World) -> None:
    world.practice.add_member("U0ALICE", "Alice")
    world.run("sync")
    world.practice.change_member("U0ALICE", tz="Asia/Tokyo")
    world.run("sync")
    assert world.person("U0ALICE").timezone == "Asia/Tokyo"


def test_a_leaver_gets_nothing_more(world: World) -> None:
    alice = world.add("Alice")
    world.run("plan")
    world.practice.change_member(alice, deleted=True)
    assert world.run("sync")["left"] == 1
    world.clock.at("2026-03-02T15:00:00+00:00")
    world.run("dispatch")
    assert world.sent() == []
    assert world.ledger()["skipped"].keys() == {"left"}


def test_a_person_who_returns_has_to_agree_again(world: World) -> None:
    alice = world.add("Alice")
    world.practice.change_member(alice, deleted=True)
    world.run("sync")
    world.practice.change_member(alice, deleted=False)
    world.run("sync")
    assert world.person(alice).standing is Standing.KNOWN
    assert world.run("plan").get("people", 0) == 0


def test_a_guest_who_becomes_an_employee_joins(world: World) -> None:
    world.practice.add_member("U0GUEST", "Guest", is_restricted=True)
    world.run("sync")
    world.practice.change_member("U0GUEST", is_restricted=False)
    world.run("sync")
    assert standings(world) == {"U0GUEST": Standing.KNOWN}


@pytest.mark.parametrize("kind", ["http_500", "html", "drop_before", "rate_limited"])
def test_a_slack_that_is_away_leaves_everybody_as_they_are(
    world: World, kind: str
) -> None:
    alice = world.add("Alice")
    # Until it is cleared: the client that reads tries again.
    world.practice.add_fault("users.list", kind, times=None, retry_after=0)
    world.run("sync")
    assert standings(world) == {alice: Standing.AGREED}


# ------------------------------------------------------------------------ events


def test_every_event_that_the_manifest_asks_for_is_heard() -> None:
    assert hearing.CHANGES.keys() | hearing.SHOWS.keys() == EVENTS.keys()


def test_a_joiner_is_known_at_once_and_a_joining_guest_is_not(world: World) -> None:
    assert world.practice.event("team_join", user="U0ALICE", tz="Asia/Tokyo").ok
    assert world.practice.event("team_join", user="U0GUEST", is_restricted=True).ok
    assert standings(world) == {"U0ALICE": Standing.KNOWN}
    assert world.person("U0ALICE").timezone == "Asia/Tokyo"


def test_a_leaver_is_known_at_once(world: World) -> None:
    alice = world.add("Alice")
    world.practice.event("user_change", user=alice, deleted=True)
    assert standings(world) == {alice: Standing.LEFT}


def test_an_app_that_was_removed_sends_nothing_more(world: World) -> None:
    world.add("Alice")
    world.run("plan")
    world.practice.event("app_uninstalled")
    assert state_of(world) == ("removed", "app_uninstalled")
    world.clock.at("2026-03-02T15:00:00+00:00")
    world.run("dispatch")
    assert world.sent() == []


def test_a_revoked_bot_token_stops_the_workspace(world: World) -> None:
    world.add("Alice")
    world.practice.event("tokens_revoked")
    assert state_of(world) == ("removed", "tokens_revoked")


def test_revoked_tokens_of_people_stop_nothing(world: World) -> None:
    world.add("Alice")
    tokens = {"oauth": ["U0ALICE"], "bot": []}
    assert send(world, callback(world, "tokens_revoked", tokens=tokens)).ok
    assert state_of(world) == ("active", None)


def test_an_old_event_that_comes_again_does_not_undo_a_newer_one(
    world: World,
) -> None:
    alice = world.add("Alice")
    left = user_change(world, alice, deleted=True)
    back = user_change(world, alice, deleted=False)
    for payload in (left, back, left, left, left):
        assert send(world, payload).ok
    assert world.person(alice).standing is Standing.KNOWN


def test_an_event_delivered_four_times_at_once_counts_once(world: World) -> None:
    alice = world.add("Alice")
    left = user_change(world, alice, deleted=True)
    looked: list[str] = []

    @sqlalchemy.event.listens_for(world.app.engine, "before_cursor_execute")
    def count(*args: object) -> None:
        looked.extend(
            one for one in [str(args[2])] if "people" in one and "FOR UPDATE" in one
        )

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: send(world, left), range(4)))
    assert [answer.status for answer in answers] == [200] * 4
    assert len(looked) == 1
    assert world.person(alice).standing is Standing.LEFT


def test_an_event_whose_change_failed_is_acted_on_when_it_comes_again(
    world: World,
) -> None:
    joined = callback(world, "team_join", user={"no": "id"})
    assert send(world, joined).status == 503
    joined["event"]["user"] = {"id": "U0ALICE", "tz": "Asia/Tokyo"}
    assert send(world, joined).status == 200
    assert standings(world) == {"U0ALICE": Standing.KNOWN}


def test_an_event_that_we_do_not_know_is_taken_in_silence(world: World) -> None:
    assert send(world, callback(world, "emoji_changed", subtype="add")).ok
