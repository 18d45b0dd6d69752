"""Every address for everybody: who gets in, who is turned away, and how."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.routing import Rule

from service.core.roles import GRANTS, SETUP_SESSION, Grant, Role
from service.core.standing import Standing
from service.store import people, workspaces
from tests.web.browsing import Answer, Browsing, sign_in
from tests.web.offices import give, operator, set_up_session
from tests.world import Addresses, World
from web import access

# What somebody with the grant gets for each endpoint, asked without any field.
OWN: Mapping[str, int] = {
    "me.today": 200,
    "me.now": 303,
    "me.skip": 303,
    "me.standing": 404,
    "me.pause_until": 303,
    "me.beyond": 404,
    "me.answers": 200,
    "me.section": 404,
    "me.save": 404,
    "me.browsers": 200,
    "me.sign_out_everywhere": 303,
    "me.data": 200,
    "me.data_json": 200,
    "me.data_page": 200,
    "me.delete_data": 422,
    "me.library": 200,
    "me.exercise": 404,
    "me.act": 404,
    "me.do": 404,
    "me.done": 404,
}
REPORTS: Mapping[str, int] = {"hr.reports": 200}
OPERATING: Mapping[str, int] = {
    "operator.delivery": 200,
    "operator.roles": 200,
    "operator.find": 422,
    "operator.give": 422,
    "operator.take": 422,
    "operator.audit": 200,
}
SETTING_UP: Mapping[str, int] = {
    "operator.set_up": 200,
    "operator.name_operator": 303,
    "operator.send_test": 303,
    "operator.check_roster": 303,
    "operator.import_roster": 303,
    "operator.choose_partition": 303,
    "operator.acknowledge": 303,
    "operator.show_wave": 200,
    "operator.start_wave": 303,
}
OPEN: Mapping[str, int] = {
    "static": 404,
    "pictures.file": 404,
    "healthz": 200,
    "readyz": 200,
    "slack.events": 401,
    "sign_in.ask": 200,
    "sign_in.link": 410,
    "sign_in.enter": 410,
    "sign_in.privacy": 200,
    # Not set up here.
    "sign_in.to_slack": 303,
    "sign_in.from_slack": 400,
    "operator.link": 410,
    "operator.enter": 410,
    "operator.leave": 303,
}
ALLOWED: Mapping[str, Mapping[str, int]] = {
    "nobody": {**OPEN, "sign_in.front": 200},
    "employee": {**OPEN, **OWN, "sign_in.front": 302},
    "hr": {**OPEN, **OWN, **REPORTS, "sign_in.front": 302},
    "operator": {**OPEN, **OWN, **OPERATING, **SETTING_UP, "sign_in.front": 302},
    "set-up": {**OPEN, **SETTING_UP, "sign_in.front": 200},
}
LEAVES = ("sign_in.leave", "operator.leave", "me.sign_out_everywhere")


@pytest.fixture
def flask(world: World, listening: Addresses) -> Flask:
    return listening.product.app


def rules(flask: Flask) -> list[Rule]:
    """Give every address; the ones that end a session last."""
    found = sorted(flask.url_map.iter_rules(), key=lambda rule: rule.endpoint)
    return sorted(found, key=lambda rule: rule.endpoint in LEAVES)


def requests(rule: Rule) -> Iterator[tuple[str, str]]:
    """Give the method and path of each request that a rule takes."""
    path = str(rule)
    for name in rule.arguments:
        path = path.replace(f"<{name}>", "none").replace(f"<path:{name}>", "none")
    for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
        yield method, path


def browsers(world: World) -> Mapping[str, Browsing]:
    give(world, world.add("Hana"), Role.HR)
    give(world, world.add("Olga"), Role.OPERATOR)
    return {
        "nobody": Browsing(url=world.url),
        "employee": sign_in(world, world.add("Alice")),
        "hr": sign_in(world, "U0HANA"),
        "operator": sign_in(world, "U0OLGA"),
        "set-up": set_up_session(world),
    }


def expected(who: str, endpoint: str) -> int:
    if endpoint == "sign_in.leave":
        return 303
    turned_away = 303 if who == "nobody" else 403
    return ALLOWED[who].get(endpoint, turned_away)


def test_every_address_lets_in_whom_it_should_and_nobody_else(
    world: World, flask: Flask
) -> None:
    found: dict[tuple[str, ...], int] = {}
    wanted: dict[tuple[str, ...], int] = {}
    for who, browser in browsers(world).items():
        token = {"csrf_token": browser.token()}
        for rule in rules(flask):
            for method, path in requests(rule):
                fields = None if method == "GET" else token
                key = (who, rule.endpoint, method)
                found[key] = browser.send(method, path, fields).status
                wanted[key] = expected(who, rule.endpoint)
                if rule.endpoint in LEAVES:
                    token = {"csrf_token": browser.token()}
    assert {k: v for k, v in found.items() if v != wanted[k]} == {}


def test_every_address_stands_in_the_table(flask: Flask) -> None:
    known = access.PUBLIC | access.NEEDS.keys()
    assert {rule.endpoint for rule in rules(flask)} == known
    assert access.PUBLIC.isdisjoint(access.NEEDS)


def test_an_address_in_no_table_is_closed_to_everybody(
    world: World, flask: Flask
) -> None:
    new = Flask("new")
    new.add_url_rule("/me/secret", "me.secret", lambda: "open")
    access.guard(new, world.app)
    assert new.test_client().get("/me/secret").status_code == 404


def test_whoever_is_nobody_is_led_to_the_first_page(world: World) -> None:
    stranger = Browsing(url=world.url)
    for path in ("/me/", "/hr/", "/operator/", "/operator/setup"):
        assert (stranger.get(path).status, stranger.get(path).to) == (303, "/")


def test_a_page_that_is_not_open_says_so_calmly_and_shows_nothing(
    world: World,
) -> None:
    alice = sign_in(world, world.add("Alice"))
    answer = alice.get("/operator/roles")
    assert answer.status == 403
    assert "This page is not open to you" in answer.text
    assert "acme.example" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_role_brings_one_more_link_and_an_employee_sees_none(world: World) -> None:
    give(world, world.add("Hana"), Role.HR)
    give(world, world.add("Olga"), Role.OPERATOR)
    menus = {
        user: sign_in(world, user).get("/me/").text.partition("</nav>")[0]
        for user in ("U0HANA", "U0OLGA", world.add("Alice"))
    }
    assert 'href="/hr/"' in menus["U0HANA"]
    assert 'href="/operator/"' in menus["U0OLGA"]
    assert [one for one in ("/hr/", "/operator/") if one in menus["U0ALICE"]] == []


def test_no_role_and_no_set_up_opens_more_than_its_table_says() -> None:
    assert Grant.REPORTS not in GRANTS[Role.OPERATOR]
    assert not GRANTS[Role.HR] & {
        Grant.DELIVERY,
        Grant.SETUP,
        Grant.ROLES,
        Grant.AUDIT,
    }
    assert GRANTS[Role.EMPLOYEE] == {Grant.OWN_PAGES}
    assert {Grant.SETUP} == SETUP_SESSION


def same(first: Answer, second: Answer) -> bool:
    """Say whether two answers are alike; a form's token is never the same."""
    said = [
        (one.status, one.to, re.sub(r'value="[^"]{60,}"', "", one.text))
        for one in (first, second)
    ]
    return said[0] == said[1]


@pytest.mark.parametrize(
    ("path", "field"), [("/me/skip", "nudge"), ("/me/library/plank/done", "done_id")]
)
def test_an_id_of_somebody_elses_is_answered_like_one_that_does_not_exist(
    world: World, path: str, field: str
) -> None:
    bob = world.add("Bob")
    world.run("plan")
    his = next(one.nudge_id for one in world.nudges(bob))
    alice = sign_in(world, world.add("Alice"))
    answers, pages = [], []
    for one in (his, "0" * len(his)):
        answers.append(alice.post(path, {field: one, "answer": "done"}))
        pages.append(alice.get("/me/"))
    assert same(*answers)
    assert same(*pages)
    assert {one.state for one in world.nudges(bob)} == {"planned"}


def test_a_person_of_another_workspace_is_answered_like_nobody(world: World) -> None:
    olga, elsewhere = operator(world), a_stranger(world)
    for path in ("/operator/roles/give", "/operator/roles/take"):
        theirs, nobodys = (
            olga.post(path, {"person": one, "role": "hr"}) for one in ("U0EVE", "U0EVA")
        )
        assert theirs.status == 422
        assert same(theirs, nobodys), path
    theirs, nobodys = (
        olga.post("/operator/roles/find", {"who": who})
        for who in ("eve@else.example", "eva@else.example")
    )
    assert same(replace(theirs, text=theirs.text.replace("eve@", "eva@")), nobodys)
    assert role_of(world, "T0ELSE", elsewhere) is Role.EMPLOYEE


def test_further_fields_change_neither_role_nor_person(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    more = {
        "role": "operator",
        "person": world.person(bob).person_id,
        "person_id": world.person(bob).person_id,
        "workspace_id": "T0ELSE",
        "standing": "stopped",
        "on_roster": "",
    }
    before = [world.person(one) for one in (alice, bob)]
    browser = sign_in(world, alice)
    for path in (
        "/me/answers/desk/save",
        "/me/answers/safety/save",
        "/me/answers/soreness/save",
        "/me/skip",
        "/me/beyond/off",
        "/me/library/plank/act",
        "/operator/roles/give",
    ):
        browser.post(path, more)
    assert [world.person(one) for one in (alice, bob)] == before


def a_stranger(world: World) -> str:
    """Put a person into another workspace; gives the person's id."""
    with world.app.engine.begin() as conn:
        other = replace(world.workspace, workspace_id="T0ELSE", token=b"sealed")
        workspaces.put(conn, other)
        key = world.app.new_id()
        about = {"slack_user_id": "U0EVE", "email": "eve@else.example"}
        people.add(conn, "T0ELSE", key, standing=Standing.KNOWN, **about)
    return key


def role_of(world: World, workspace_id: str, person_id: str) -> Role:
    with world.app.engine.begin() as conn:
        person = people.get(conn, workspace_id, person_id)
    assert person is not None
    return person.role
