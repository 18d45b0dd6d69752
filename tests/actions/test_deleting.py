"""Deleting everything ends it at once: nothing comes back, and nobody is told."""

from dataclasses import replace
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from service import logs
from service.actions import auditing, links, own_pages, roster, signing_in
from service.actions.claiming import claim
from service.actions.clicks import press
from service.actions.deliver import deliver
from service.actions.erasing import NO_DAY
from service.actions.folding import PER_MINUTE
from service.actions.invite import prepare
from service.actions.own_people import erase_person
from service.actions.scene import Click
from service.actions.weighing import Parcel, weigh
from service.blocks.ids import Action
from service.core.errors import Refused
from service.core.standing import Standing
from service.store import audit, paces, people, personal
from service.store.own_data_tables import pending_folds
from service.store.tables import invitations
from service.store.tables import people as people_table
from tests.actions.steps import (
    arrive,
    fill,
    home,
    open_set_up,
    profile,
    rows,
    says,
    set_up,
    shown,
    start_wave,
)
from tests.actions.test_own_data import live_fully, who
from tests.world import World
from web.practice.values import Message

OVER = "That break is over."


def delete(world: World, user: str) -> None:
    """Delete everything from the App Home."""
    assert world.practice.click(user, home(world, user), "my_data").ok
    view = world.practice.open_view_of(user)
    assert view is not None
    assert world.practice.click(user, view.view_id, "delete_all").ok
    assert fill(world, user).ok
    assert "Everything is deleted." in says(world, user)


def below(world: World, person_id: str) -> dict[str, int]:
    with world.app.engine.begin() as conn:
        return personal.left(conn, (world.workspace.workspace_id, person_id))


def test_deleting_in_slack_leaves_no_row_below_the_old_id_and_no_key(
    world: World,
) -> None:
    alice = live_fully(world)
    old, before = world.person(alice), rows(world)
    assert old.person_id in before
    delete(world, alice)
    assert below(world, old.person_id) == {}
    assert old.person_id not in rows(world)
    assert "person_keys" not in below(world, world.person(alice).person_id)


def test_what_the_employer_knows_stays_and_all_that_the_person_chose_goes(
    world: World,
) -> None:
    alice = world.add("Alice", department="Eng", team="Web", work_start="10:00")
    set_up(world, alice, {}, {}, {"start": "11:00", "place": "home"}, {})
    assert world.person(alice).own_hours
    delete(world, alice)
    left = world.person(alice)
    assert (left.department, left.team, left.on_roster) == ("Eng", "Web", True)
    assert (left.standing, left.own_hours, left.agreed_at) == (
        Standing.DECLINED,
        False,
        None,
    )
    assert f"{left.work_start:%H:%M}" == "09:00"


def test_the_person_is_nobody_whom_a_wave_an_import_or_a_sync_brings_back(
    world: World,
) -> None:
    alice = world.add("Alice")
    delete(world, alice)
    world.add("Alice")  # the roster says again that she agreed elsewhere
    world.run("sync")
    assert world.person(alice).standing is Standing.DECLINED
    world.practice.event("user_change", user=alice, deleted=True)
    world.practice.event("user_change", user=alice, deleted=False)
    assert world.person(alice).standing is Standing.KNOWN
    assert start_wave(world) == 1
    assert prepare(world.app, world.workspace).recipients == ()
    world.run("plan")
    assert world.nudges(alice) == []
    assert world.sent(alice) == []


def test_the_messages_fold_to_the_line_of_all_others(world: World) -> None:
    alice, bob = (world.add(name, agreed=False) for name in ("Alice", "Bob"))
    start_wave(world)
    invited = {user: world.sent(user)[0]["ts"] for user in (alice, bob)}
    world.practice.click(bob, invited[bob], "decline")
    world.practice.click(alice, invited[alice], "agree")
    open_one = arrive(world, alice)
    delete(world, alice)
    world.run("dispatch")
    assert shown(world, alice, open_one).text == OVER
    hers, his = (drawn(shown(world, user, ts)) for user, ts in invited.items())
    assert hers == his
    with world.app.engine.begin() as conn:
        assert conn.execute(select(pending_folds)).all() == []


def drawn(message: Message) -> list[dict[str, Any]]:
    """Give what is seen of a message: the ids of its rows are Slack's own."""
    return [
        {key: value for key, value in block.items() if key != "block_id"}
        for block in message.blocks
    ]


def test_folds_keep_slacks_pace_and_go_on_until_all_are_folded(world: World) -> None:
    alice = world.add("Alice")
    came = [arrive(world, alice) for _ in range(3)]
    delete(world, alice)
    # Nothing is left of the pace just now.
    for _ in range(40):
        with world.app.engine.begin() as conn:
            take_fold(world, conn)
    assert world.run("dispatch").get("folded", 0) == 0
    world.clock.advance(minutes=5)
    assert world.run("dispatch")["folded"] == 3
    assert {shown(world, alice, ts).text for ts in came} == {OVER}


def take_fold(world: World, conn: Connection) -> None:
    place = world.workspace.workspace_id
    paces.take(conn, place, paces.Kind.FOLD, world.clock(), PER_MINUTE)


def test_a_fold_that_slack_does_not_take_is_lost_and_harmless(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    delete(world, alice)
    world.practice.add_fault("chat.update", "error", error="message_not_found")
    assert world.run("dispatch")["folded"] == 1
    assert world.run("dispatch").get("folded", 0) == 0
    assert world.practice.click(alice, ts, "done").ok
    assert shown(world, alice, ts).text == OVER
    assert "Nothing was kept" in says(world, alice)
    assert set(below(world, world.person(alice).person_id)) == {"people", "invitations"}


def test_the_ledger_adds_up_and_does_not_tell_of_it(world: World) -> None:
    alice = world.add("Alice")
    world.practice.click(alice, arrive(world, alice), "done")
    before = world.ledger()
    delete(world, alice)
    after = world.ledger()
    assert after["planned"] == before["planned"]
    assert after["sent"] == before["sent"] == 1
    assert after["pending"] == 0
    told = [after[one] for one in ("skipped", "failed", "unknown")]
    assert after["planned"] == after["sent"] + sum(sum(one.values()) for one in told)


def test_nobody_is_told(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    alice = live_fully(world)
    old = world.person(alice).person_id
    logs.set_up("DEBUG")
    capsys.readouterr()
    before = auditing.verify(world.app)
    delete(world, alice)
    world.run("dispatch")
    said = capsys.readouterr()
    for one in (old, world.person(alice).person_id, alice, "audited"):
        assert one not in said.err + said.out
    assert auditing.verify(world.app) == before


def test_a_role_ends_with_it_and_that_alone_is_noted(world: World) -> None:
    alice = world.add("Alice")
    old = world.person(alice)
    with world.app.engine.begin() as conn:
        conn.execute(update(people_table).values(role="hr"))
    delete(world, alice)
    assert world.person(alice).role == "employee"
    with world.app.engine.begin() as conn:
        (entry,) = audit.about(conn, old.workspace_id, old.person_id)
    assert (entry.event.actor, entry.event.action) == ("service", "role_changed")
    assert dict(entry.event.details) == {"from": "hr", "to": "employee"}


def test_a_form_that_stood_open_keeps_nothing_and_says_so(world: World) -> None:
    alice = world.add("Alice")
    open_set_up(world, alice)
    form = world.practice.open_view_of(alice)
    assert form is not None
    own_pages.delete_own_data(world.app, who(world, alice))
    assert fill(world, alice, age="56_64").ok
    assert "Nothing was kept" in says(world, alice)
    assert profile(world, alice).age_band is None
    assert set(below(world, world.person(alice).person_id)) == {"people", "invitations"}


def test_no_button_keeps_anything_of_somebody_who_has_not_agreed(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    block = shown(world, alice, ts).blocks[-2]["block_id"]
    own_pages.delete_own_data(world.app, who(world, alice))
    for action in set(Action) - {Action.AGREE, Action.START_AGAIN, Action.SIGN_IN}:
        for block_id in (block, "section:desk", "beyond:wall_angel", "exercise:plank"):
            click = Click(
                workspace_id=world.workspace.workspace_id,
                slack_user_id=alice,
                action=action,
                block_id=block_id,
                trigger_id="",
                response_url=None,
            )
            assert press(world.app, click)
    assert set(below(world, world.person(alice).person_id)) == {"people", "invitations"}


def test_the_person_can_start_anew_with_a_new_key(world: World) -> None:
    alice = live_fully(world)
    delete(world, alice)
    assert world.practice.click(alice, home(world, alice), "agree").ok
    assert profile(world, alice).flags == frozenset()
    assert fill(world, alice, age="20_55").ok
    anew = world.person(alice)
    assert (anew.standing, anew.started_on) == (
        Standing.AGREED,
        world.clock().date(),
    )
    assert profile(world, alice).age_band == "20_55"
    assert below(world, anew.person_id)["person_keys"] == 1


def test_links_and_sessions_end(world: World) -> None:
    alice = world.add("Alice")
    person = world.person(alice)
    with world.app.engine.begin() as conn:
        secrets = [links.new_link(world.app, conn, person) for _ in range(2)]
    session = links.use_link(world.app, secrets[0] or "", None)
    assert signing_in.signed_in(world.app, session)
    delete(world, alice)
    assert signing_in.signed_in(world.app, session) is None
    assert not links.link_works(world.app, secrets[1] or "", None)


def test_a_nudge_on_its_way_is_not_sent_where_it_was_claimed_only(
    world: World,
) -> None:
    alice, letter = claimed(world)
    own_pages.delete_own_data(world.app, who(world, alice))
    assert deliver(world.app, world.workspace, letter) == "settled_elsewhere"
    assert world.sent(alice) == []


def test_a_nudge_that_arrives_in_that_moment_folds(world: World) -> None:
    alice, letter = claimed(world)
    me = who(world, alice)

    class Meanwhile:
        """The practice Slack, with somebody who deletes while it is being called."""

        def __init__(self, slack: Any) -> None:
            self._slack = slack

        def __getattr__(self, name: str) -> Any:
            if name == "post":
                own_pages.delete_own_data(world.app, me)
            return getattr(self._slack, name)

    app = replace(world.app, slack=lambda token: Meanwhile(world.app.slack(token)))
    assert deliver(app, world.workspace, letter) == "settled_elsewhere"
    (message,) = world.sent(alice)
    world.run("dispatch")
    assert shown(world, alice, message["ts"]).text == OVER
    assert world.ledger()["unknown"] == {"crashed": 1}


def claimed(world: World) -> tuple[str, Any]:
    """Claim a due nudge, and stop just before it is sent."""
    alice = world.add("Alice")
    world.run("plan")
    nudge = min(world.nudges(alice), key=lambda one: one.due_at)
    world.clock.now = nudge.due_at
    app = world.app
    with app.engine.begin() as conn:
        person = people.by_slack_user(conn, nudge.workspace_id, alice)
        assert person is not None
        parcel = weigh(app, conn, world.workspace, person, nudge)
        assert isinstance(parcel, Parcel)
        letter = claim(app, conn, person, nudge, parcel)
    assert letter is not None
    return alice, letter


def test_two_at_once_delete_once(world: World) -> None:
    alice = live_fully(world)
    old, me = world.person(alice), who(world, alice)
    together, ended = Barrier(2), []

    def one() -> None:
        together.wait()
        try:
            own_pages.delete_own_data(world.app, me)
            ended.append("deleted")
        except Refused:
            ended.append("not here any more")

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["deleted", "not here any more"]
    assert below(world, old.person_id) == {}
    assert world.person(alice).standing is Standing.DECLINED


def test_the_operators_erasure_proves_itself_and_is_noted_by_the_random_id(
    world: World,
) -> None:
    alice = live_fully(world)
    old = world.person(alice)
    proof = erase_person(world.app, old)
    assert proof.left == {}
    assert proof.erased.key_destroyed
    assert proof.erased.removed["answers"] > 0
    assert "answers" in proof.looked_at
    assert "person_keys" in proof.looked_at
    with world.app.engine.begin() as conn:
        (entry,) = audit.about(conn, old.workspace_id, old.person_id)
    event = entry.event
    assert (event.actor, event.action) == ("machine", "person_erased")
    assert event.subject == old.person_id
    assert dict(event.details) == {}
    with pytest.raises(Refused, match="meanwhile"):
        erase_person(world.app, old)


def test_the_look_afterwards_finds_what_is_left(world: World) -> None:
    alice = world.person(world.add("Alice"))
    assert below(world, alice.person_id) == {
        "people": 1,
        "consents": 1,
        "person_keys": 1,
    }


def test_an_import_while_somebody_deletes_brings_nothing_back(world: World) -> None:
    alice = world.add("Alice")
    delete(world, alice)
    text = f"slack_user_id,consented_at\n{alice},2026-02-02\n"
    roster.import_people(world.app, world.workspace, text.encode())
    assert world.person(alice).standing is Standing.DECLINED
    assert world.person(alice).agreed_at is None


def test_what_stays_tells_not_on_which_day_somebody_deleted(world: World) -> None:
    alice = world.add("Alice")
    delete(world, alice)
    with world.app.engine.begin() as conn:
        (due,) = conn.execute(select(invitations.c.due_at)).scalars()
    assert due == NO_DAY
    world.practice.click(alice, home(world, alice), "agree")
    shown = own_pages.own_data(world.app, who(world, alice))
    assert "Invitation" not in str(shown.parts)
