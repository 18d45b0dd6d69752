"""A session is its person's, of one role, and ends in every browser at a word."""

import pytest
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import text

from service.actions.secret_hashes import Use, keyed_hash
from service.actions.signing_in import close_sessions_of, signed_in
from service.core.roles import Role
from service.core.sign_in import STAYS
from service.core.standing import Standing
from service.store import audit, people
from tests.actions.steps import rows
from tests.core.test_local_path import HOSTILE
from tests.web.browsing import Browsing, last_link, link_in_slack, sign_in
from tests.web.clients import client
from tests.web.slack_browsing import come_back
from tests.world import World

OUT = "/"


def give(world: World, user: str, role: Role) -> None:
    person = world.person(user)
    with world.app.engine.begin() as conn:
        people.change(conn, person.workspace_id, person.person_id, role=role)


def is_in(browser: Browsing) -> bool:
    return browser.get("/me/").status == 200


@pytest.mark.parametrize("role", Role)
def test_how_long_one_stays_depends_on_the_role(world: World, role: Role) -> None:
    alice = world.add("Alice")
    give(world, alice, role)
    browser, idle = sign_in(world, alice), STAYS[role].idle
    world.clock.advance(seconds=idle.total_seconds() - 60)
    assert is_in(browser)
    world.clock.advance(seconds=idle.total_seconds())
    assert not is_in(browser)


@pytest.mark.parametrize(
    ("before", "after"),
    [(Role.EMPLOYEE, Role.HR), (Role.HR, Role.EMPLOYEE), (Role.HR, Role.OPERATOR)],
)
def test_another_role_ends_every_session_at_once(
    world: World, before: Role, after: Role
) -> None:
    alice = world.add("Alice")
    give(world, alice, before)
    browser = sign_in(world, alice)
    give(world, alice, after)
    assert not is_in(browser)
    anew = sign_in(world, alice)
    who = signed_in(world.app, anew.cookies["unhunch"])
    assert who is not None
    assert who.role is after


def test_who_left_is_out_by_whatever_way_that_was_written_down(world: World) -> None:
    alice = world.add("Alice")
    browser, person = sign_in(world, alice), world.person(alice)
    with world.app.engine.begin() as conn:
        key = person.workspace_id, person.person_id
        people.change(conn, *key, standing=Standing.LEFT)
    assert not is_in(browser)


def test_closing_a_persons_sessions_leaves_the_others(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    hers, his = sign_in(world, alice), sign_in(world, bob)
    person = world.person(alice)
    with world.app.engine.begin() as conn:
        people.lock(conn, person.workspace_id, person.person_id)
        close_sessions_of(conn, person.workspace_id, person.person_id)
    assert not is_in(hers)
    assert is_in(his)


def test_the_own_page_tells_where_one_is_signed_in(world: World) -> None:
    alice = world.add("Alice")
    sign_in(world, alice)
    sign_in(world, world.add("Bob"))
    world.clock.advance(hours=2, minutes=7)
    browser = sign_in(world, alice)
    page = browser.get("/me/browsers").text
    assert page.count("<li>Since ") == 2
    assert "Since Monday, 2 March, 11:07 <strong>(this browser)</strong>" in page
    assert "Since Monday, 2 March, 09:00</li>" in page
    assert "127.0.0.1" not in page


def test_signing_out_everywhere_ends_all_of_it_and_is_written_down(
    world: World,
) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    first, second, his = (
        sign_in(world, alice),
        sign_in(world, alice),
        sign_in(world, bob),
    )
    unused = link_in_slack(world, alice)
    answer = first.post("/me/browsers/end")
    assert (answer.status, answer.to) == (303, OUT)
    assert "You are signed out everywhere" in first.get(OUT).text
    assert not is_in(first)
    assert not is_in(second)
    assert is_in(his)
    assert Browsing(url=world.url).post(unused).status == 410
    with world.app.engine.begin() as conn:
        ((entry, _digest),) = audit.entries(conn, world.workspace.workspace_id)
    assert entry.event.action == "signed_out_everywhere"
    assert entry.event.actor == world.person(alice).person_id


def test_a_form_from_elsewhere_signs_nobody_out(world: World) -> None:
    browser = sign_in(world, world.add("Alice"))
    assert browser.send("POST", "/me/browsers/end", {}).status == 400
    assert is_in(browser)


@pytest.mark.parametrize("path", ["/sign-out", "/me/browsers/end"])
def test_signing_out_leaves_nothing_in_the_browser(world: World, path: str) -> None:
    browser = sign_in(world, world.add("Alice"))
    answer = browser.post(path)
    # Not "cookies": it would take those of everything else under the same domain.
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "unhunch" not in browser.cookies


def test_who_signs_in_finds_the_page_that_was_wanted(world: World) -> None:
    alice = world.add("Alice")
    by_link, by_slack = Browsing(url=world.url), Browsing(url=world.url)
    for browser in (by_link, by_slack):
        assert browser.get("/me/library?position=wall").to == OUT
    assert by_link.post(link_in_slack(world, alice)).to == "/me/library?position=wall"
    assert come_back(world, by_slack, alice).to == "/me/library?position=wall"


def test_a_form_that_was_refused_is_not_wanted(world: World) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    browser.post("/me/standing/stop")
    assert browser.post(link_in_slack(world, alice)).to == "/me/"


def test_who_signs_in_is_led_nowhere_else(world: World) -> None:
    alice = world.add("Alice")
    asked = client(world)
    signer = SecureCookieSessionInterface().get_signing_serializer(asked.application)
    assert signer is not None
    for wanted in HOSTILE[::4]:
        browser = Browsing(url=world.url)
        browser.token()
        kept = signer.loads(browser.cookies["unhunch-form"]) | {"wanted": wanted}
        token = {"csrf_token": browser.token()}
        browser.cookies["unhunch-form"] = signer.dumps(kept)
        entered = browser.send("POST", link_in_slack(world, alice), token)
        assert (entered.status, entered.to) == (303, "/me/"), wanted
        world.clock.advance(hours=1)


@pytest.mark.parametrize("query", ["next=//evil.example", "next=https:evil.example"])
def test_no_page_takes_an_address_to_go_to(world: World, query: str) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    assert "evil.example" not in browser.get(f"/?{query}").text
    entered = browser.post(f"{link_in_slack(world, alice)}?{query}")
    assert entered.to == "/me/"


def test_a_link_asked_for_here_works_in_this_browser_only(world: World) -> None:
    alice = world.add("Alice")
    browser, other = Browsing(url=world.url), Browsing(url=world.url)
    browser.post("/sign-in", {"email": "alice@acme.example"})
    path = last_link(world, alice)
    other.post("/sign-in", {"email": "nobody@acme.example"})
    assert other.get(path).status == 410
    assert other.post(path).status == 410
    assert browser.get(path).status == 200
    assert browser.post(path).status == 303


def test_a_second_link_asked_for_does_not_spoil_the_first(world: World) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    browser.post("/sign-in", {"email": "alice@acme.example"})
    path = last_link(world, alice)
    browser.post("/sign-in", {"email": "alice@acme.example"})
    assert browser.get(path).status == 200


def test_a_link_asked_for_in_slack_works_in_any_browser(world: World) -> None:
    path = link_in_slack(world, world.add("Alice"))
    assert Browsing(url=world.url).post(path).status == 303


def test_the_head_of_a_link_does_not_use_it_up(world: World) -> None:
    path = link_in_slack(world, world.add("Alice"))
    for _ in range(3):
        assert Browsing(url=world.url).send("HEAD", path).status == 200
    assert Browsing(url=world.url).post(path).status == 303


def test_what_asks_is_kept_as_a_hash_only(world: World) -> None:
    world.add("Alice")
    browser = Browsing(url=world.url)
    browser.post("/sign-in", {"email": "alice@acme.example"})
    asked = browser.cookies["unhunch-asked"]
    with world.app.engine.begin() as conn:
        kept = conn.execute(text("select asked_hash from sign_in_links")).scalar_one()
    assert bytes(kept) == keyed_hash(world.app, Use.ASKED, asked)
    assert asked not in rows(world)


def test_what_is_over_is_forgotten_and_what_lives_is_not(world: World) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    come_back(world, browser, alice)
    link_in_slack(world, alice)

    world.clock.advance(hours=23)
    kept = world.run("purge")
    assert {kept[name] for name in ("sign_in_links", "used_attempts", "sessions")} == {
        0
    }
    world.clock.advance(hours=2)
    gone = world.run("purge")
    assert (gone["sign_in_links"], gone["used_attempts"], gone["sessions"]) == (1, 1, 0)
    world.clock.advance(days=7)
    assert world.run("purge")["sessions"] == 1
