"""Roles given and taken: written down, told, and all sessions ended at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from service.actions import roles
from service.actions.roster import import_people
from service.core.audit import MACHINE, SERVICE
from service.core.errors import Refused
from service.core.roles import Role
from service.store import audit
from tests.web.browsing import link_in_slack, sign_in
from tests.web.offices import give
from tests.world import World


def changed(world: World, actor: str, user: str, then: Role) -> None:
    person = world.person(user)
    key = world.person(actor).person_id if actor != MACHINE else MACHINE
    roles.change(world.app, person.workspace_id, key, person.person_id, then)


def written(world: World) -> list[tuple[str, str, dict[str, object]]]:
    with world.app.engine.begin() as conn:
        return [
            (entry.event.actor, entry.event.subject, dict(entry.event.details))
            for entry, _digest in audit.entries(conn, world.workspace.workspace_id)
            if entry.event.action == "role_changed"
        ]


@pytest.fixture
def olga(world: World) -> str:
    user = world.add("Olga")
    give(world, user, Role.OPERATOR)
    return user


def test_each_change_is_written_down_with_from_and_to(world: World, olga: str) -> None:
    hana = world.add("Hana")
    changed(world, olga, hana, Role.HR)
    changed(world, olga, hana, Role.EMPLOYEE)
    by, whom = world.person(olga).person_id, world.person(hana).person_id
    assert written(world)[1:] == [
        (by, whom, {"from": "employee", "to": "hr"}),
        (by, whom, {"from": "hr", "to": "employee"}),
    ]


def test_a_change_ends_all_sessions_and_links_at_once(world: World, olga: str) -> None:
    hana = world.add("Hana")
    browsers = [sign_in(world, hana), sign_in(world, hana)]
    link = link_in_slack(world, hana)
    changed(world, olga, hana, Role.HR)
    assert [one.get("/me/").status for one in browsers] == [303, 303]
    assert browsers[0].get(link).status == 410
    again = sign_in(world, hana)
    assert again.get("/hr/").status == 200
    changed(world, olga, hana, Role.EMPLOYEE)
    assert again.get("/hr/").to == "/"


def test_the_person_is_told_what_is_open_now(world: World, olga: str) -> None:
    hana = world.add("Hana", agreed=False)
    changed(world, olga, hana, Role.HR)
    changed(world, olga, hana, Role.EMPLOYEE)
    told = [one["text"] for one in world.sent(hana)]
    assert "you see the reports of closed periods" in told[0]
    assert "Your role in Unhunch has ended." in told[1]


def test_nobody_changes_the_own_role_or_takes_the_last_operators(
    world: World, olga: str
) -> None:
    with pytest.raises(Refused, match="own role"):
        changed(world, olga, olga, Role.EMPLOYEE)
    with pytest.raises(Refused, match="last operator"):
        changed(world, MACHINE, olga, Role.EMPLOYEE)
    assert world.person(olga).role is Role.OPERATOR


def test_of_two_operators_who_take_each_others_role_one_stays(
    world: World, olga: str
) -> None:
    otto = world.add("Otto")
    give(world, otto, Role.OPERATOR)

    def take(pair: tuple[str, str]) -> bool:
        try:
            changed(world, *pair, Role.EMPLOYEE)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        taken = list(pool.map(take, [(olga, otto), (otto, olga)]))
    assert sorted(taken) == [False, True]
    assert [world.person(one).role for one in (olga, otto)].count(Role.OPERATOR) == 1


def test_somebody_who_is_no_operator_any_more_changes_nothing(
    world: World, olga: str
) -> None:
    otto, hana = world.add("Otto"), world.add("Hana")
    give(world, otto, Role.OPERATOR)
    give(world, otto, Role.EMPLOYEE)
    for actor in (otto, hana):
        with pytest.raises(Refused, match="no operator any more"):
            changed(world, actor, hana if actor == otto else otto, Role.HR)
    assert world.person(hana).role is Role.EMPLOYEE


def test_who_leaves_loses_the_role_and_comes_back_without_it(
    world: World, olga: str
) -> None:
    world.practice.event("user_change", user=olga, deleted=True)
    gone = world.person(olga)
    assert (gone.standing, gone.role) == ("left", Role.EMPLOYEE)
    assert written(world)[-1][0] == SERVICE
    world.practice.event("user_change", user=olga, deleted=False)
    assert world.person(olga).role is Role.EMPLOYEE


def test_without_a_slack_account_or_after_leaving_nobody_gets_a_role(
    world: World,
) -> None:
    world.add("Alice")
    import_people(world.app, world.workspace, b"email\nnew@acme.example\n")
    key = world.workspace.workspace_id
    new = roles.find(world.app, key, "new@acme.example")
    with pytest.raises(Refused, match="no Slack account"):
        roles.change(world.app, key, MACHINE, new.person_id, Role.HR)
    world.practice.event("user_change", user="U0ALICE", deleted=True)
    with pytest.raises(Refused, match="Nobody here"):
        roles.find(world.app, key, "alice@acme.example")
    with pytest.raises(Refused, match="Nobody here"):
        changed(world, MACHINE, "U0ALICE", Role.HR)


def test_a_person_is_found_by_address_or_slack_id_however_written(
    world: World,
) -> None:
    alice = world.person(world.add("Alice"))
    for words in ("alice@acme.example", " Alice@ACME.example ", "U0ALICE"):
        found = roles.find(world.app, alice.workspace_id, words)
        assert found.person_id == alice.person_id
    for words in ("", "%", "alice", "u0alice' or 1=1", "\x00"):
        with pytest.raises(Refused, match="Nobody here"):
            roles.find(world.app, alice.workspace_id, words)
