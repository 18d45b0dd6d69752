"""One invitation per person, ever; nothing else before a yes; a no is final."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from service.actions import invite, roster, workspaces
from service.core.dispatching import WorkspaceState
from service.core.errors import Refused
from service.core.standing import Standing
from service.gateways.slack import SlackGateway
from tests.actions.steps import shown, start_wave, title
from tests.world import World


def invited(world: World, *people: str) -> list[str]:
    for name in people or ("Alice",):
        world.add(name, agreed=False)
    start_wave(world)
    return [one["user"] for one in world.sent()]


def press(world: World, user: str, button: str) -> str:
    """Press a button of the newest message; gives the message's text after it."""
    ts: str = world.practice.messages_of(user)[-1].ts
    assert world.practice.click(user, ts, button).ok
    return shown(world, user, ts).text


def test_a_wave_shows_recipients_text_and_number_before_it_starts(
    world: World,
) -> None:
    world.add("Alice", agreed=False, team="Blue")
    world.add("Bob", agreed=False)
    world.practice.event("user_change", user=world.add("Carol"), deleted=True)
    said = world.command("people", "invite", "--dry-run").stdout
    assert said.startswith("2 people to invite:\n")
    assert "  alice@acme.example  Blue\n" in said
    assert "carol@" not in said
    assert "blurred counts for groups of ten" in said
    assert "This is up to you." in said
    assert world.sent() == []
    assert world.person("U0ALICE").standing is Standing.KNOWN


def test_the_command_queues_and_sends_the_wave(world: World) -> None:
    world.add("Alice", agreed=False)
    said = world.command("people", "invite", "--yes").stdout
    assert said.endswith("1 invitation on the way.\n")
    assert [one["user"] for one in world.sent()] == ["U0ALICE"]


def test_nobody_is_invited_twice(world: World) -> None:
    assert invited(world) == ["U0ALICE"]
    assert start_wave(world) == 0
    assert len(world.sent()) == 1


def test_two_waves_at_once_invite_each_person_once(world: World) -> None:
    for name in ("Alice", "Bob", "Carol"):
        world.add(name, agreed=False)
    place = world.workspace
    waves = [invite.prepare(world.app, place) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        queued = list(
            pool.map(lambda wave: invite.start(world.app, place, wave), waves)
        )
    world.run("dispatch")
    assert sum(queued) == 3
    assert len(world.sent()) == 3


def test_who_leaves_and_returns_is_not_invited_again(world: World) -> None:
    (alice,) = invited(world)
    stale = invite.Wave(
        recipients=(world.person(alice),),
        message=invite.prepare(world.app, world.workspace).message,
    )
    for deleted in (True, False):
        world.practice.change_member(alice, deleted=deleted)
        world.run("sync")
    assert world.person(alice).standing is Standing.KNOWN
    assert start_wave(world) == 0
    # Even where somebody holds an older list: the invitation's row stays.
    assert invite.start(world.app, world.workspace, stale) == 0
    world.run("dispatch")
    assert len(world.sent()) == 1
    assert world.person(alice).standing is Standing.KNOWN


def test_nothing_else_comes_before_a_yes(world: World) -> None:
    invited(world)
    for day in ("02", "03", "04"):
        for hour in range(8, 17):
            world.clock.at(f"2026-03-{day}T{hour:02}:00:00+00:00")
            world.run("plan")
            world.run("dispatch")
    assert len(world.sent()) == 1
    assert world.ledger()["planned"] == 0


def test_a_wave_for_a_team_invites_that_team(world: World) -> None:
    world.add("Alice", agreed=False, team="Blue")
    world.add("Bob", agreed=False, team="Red")
    assert start_wave(world, "Red") == 1
    assert [one["user"] for one in world.sent()] == ["U0BOB"]


def test_an_unknown_team_is_refused_with_the_names_of_the_teams(world: World) -> None:
    world.add("Alice", agreed=False, team="Blue")
    with pytest.raises(Refused, match="no team 'Blu'; the teams are: Blue"):
        start_wave(world, "Blu")
    assert world.sent() == []


def test_with_a_roster_only_the_people_on_it_are_invited(world: World) -> None:
    world.practice.add_member("U0ZOE", "Zoe")
    world.run("sync")
    assert invited(world, "Alice") == ["U0ALICE"]


def test_without_a_roster_everybody_is_invited(world: World) -> None:
    assert world.workspace.state == "active"
    world.practice.add_member("U0ZOE", "Zoe")
    world.run("sync")
    assert start_wave(world) == 1


def test_a_person_without_a_slack_account_waits_for_one(world: World) -> None:
    row = b"email\nzoe@acme.example\n"
    roster.import_people(world.app, world.workspace, row)
    assert start_wave(world) == 0
    world.practice.add_member("U0ZOE", "Zoe", email="zoe@acme.example")
    world.run("sync")
    assert start_wave(world) == 1


def test_agreeing_notes_the_consent_and_opens_the_first_screen(world: World) -> None:
    (alice,) = invited(world)
    text = press(world, alice, "agree")
    person = world.person(alice)
    assert text == "Good to have you. Four short screens make the routines fit you."
    assert (person.standing, person.agreed_at) == (Standing.AGREED, world.clock())
    assert title(world, alice) == "Safety first"
    assert len(world.nudges(alice)) == 4, "two today, two tomorrow"


def test_agreeing_twice_counts_once(world: World) -> None:
    (alice,) = invited(world)
    (message,) = world.sent(alice)
    world.practice.click(alice, message["ts"], "agree", repeat=2)
    assert len(world.nudges(alice)) == 4
    world.clock.advance(days=1)
    before = world.person(alice).agreed_at
    world.practice.event("app_home_opened", user=alice)
    assert world.person(alice).agreed_at == before


def test_not_for_me_is_kept_and_nothing_more_comes(world: World) -> None:
    (alice,) = invited(world)
    assert press(world, alice, "decline") == "You will not hear from me again."
    assert world.person(alice).standing is Standing.DECLINED
    assert start_wave(world) == 0
    world.run("plan")
    assert world.nudges(alice) == []


def test_who_changed_their_mind_is_in(world: World) -> None:
    (alice,) = invited(world)
    press(world, alice, "decline")
    press(world, alice, "agree")
    assert world.person(alice).standing is Standing.AGREED


def test_agreeing_in_the_app_home_takes_back_an_invitation_not_yet_sent(
    world: World,
) -> None:
    alice = world.add("Alice", agreed=False)
    wave = invite.prepare(world.app, world.workspace)
    invite.start(world.app, world.workspace, wave)
    world.practice.event("app_home_opened", user=alice)
    home = world.practice.home_of(alice)
    assert home is not None
    assert world.practice.click(alice, home.view_id, "agree").ok
    assert world.run("dispatch") == {"skipped": 1}
    assert world.sent(alice) == []


def test_a_team_without_a_roster_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="none yet, import a roster first"):
        invite.prepare(world.app, world.workspace, "Blue")


def test_a_paused_workspace_keeps_its_invitations_for_later(world: World) -> None:
    alice = world.add("Alice", agreed=False)
    place = world.workspace.workspace_id
    workspaces.change_state(world.app, place, WorkspaceState.PAUSED)
    start_wave(world)
    assert world.sent(alice) == []

    workspaces.change_state(world.app, place, WorkspaceState.ACTIVE)
    world.run("dispatch")

    assert len(world.sent(alice)) == 1


def test_an_invitation_outlives_a_long_outage_of_slack(world: World) -> None:
    alice = world.add("Alice", agreed=False)
    away = replace(world, app=replace(world.app, slack=lambda _: unreachable(world)))
    start_wave(away)
    for _ in range(12):
        world.clock.advance(minutes=15)
        away.run("dispatch")
    assert world.sent(alice) == []

    world.clock.advance(minutes=15)
    world.run("dispatch")

    assert len(world.sent(alice)) == 1


def unreachable(world: World) -> SlackGateway:
    """Give a Slack at an address where nothing listens."""
    nowhere = world.app.settings.model_copy(
        update={"slack_api_url": "http://127.0.0.1:9/api/"}
    )
    return SlackGateway(world.practice.bot_token, nowhere)
