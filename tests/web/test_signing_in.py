"""The way in is a link that works once, for ten minutes, for one person."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.cookies import SimpleCookie

import pytest
from sqlalchemy import event

from service.actions.links import send_link
from service.core.roles import Role
from service.core.sign_in import (
    LINK_LIFE,
    LINKS_AN_HOUR,
    LINKS_BY_ADDRESS,
    LONGEST,
    STAYS,
)
from service.core.standing import Standing
from service.settings import Settings
from service.store import people
from tests.actions.steps import home, rows, says
from tests.web.browsing import Browsing, last_link, link_in_slack, sign_in
from tests.web.offices import give
from tests.world import World
from web.app import create_app
from web.slack.bolt import bolt_app

IDLE = STAYS[Role.EMPLOYEE].idle


def test_looking_at_a_link_does_not_use_it_up(world: World) -> None:
    alice = world.add("Alice")
    path = link_in_slack(world, alice)
    preview, browser = Browsing(url=world.url), Browsing(url=world.url)
    assert "Go in" in preview.get(path).text
    assert preview.send("HEAD", path).status == 200
    assert browser.post(path).to == "/me/"
    assert "Today's plan" in browser.get("/me/").text


def test_a_link_works_once(world: World) -> None:
    path = link_in_slack(world, world.add("Alice"))
    assert Browsing(url=world.url).post(path).status == 303
    again = Browsing(url=world.url)
    assert again.get(path).status == 410
    assert again.post(path).status == 410
    assert again.get("/me/").to == "/"


def test_of_many_at_once_one_gets_in(world: World) -> None:
    path = link_in_slack(world, world.add("Alice"))
    browsers = [Browsing(url=world.url) for _ in range(8)]
    tokens = [browser.token() for browser in browsers]
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(
            lambda pair: pair[0].send("POST", path, {"csrf_token": pair[1]}).status,
            zip(browsers, tokens, strict=True),
        )
        assert sorted(answers) == [303] + [410] * 7


def test_a_link_of_ten_minutes_ago_is_over(world: World) -> None:
    path = link_in_slack(world, world.add("Alice"))
    world.clock.advance(seconds=LINK_LIFE.total_seconds() - 1)
    assert Browsing(url=world.url).get(path).status == 200
    world.clock.advance(seconds=1)
    assert Browsing(url=world.url).get(path).status == 410
    assert Browsing(url=world.url).post(path).status == 410


@pytest.mark.parametrize(
    "secret",
    [
        "x",
        "T0PRACTICE.x",
        "T0%00.p.x",
        "T0PRACTICE.p%00.x",
        "T0PRACTICE..x",
        "T0PRACTICE.p.q.x",
        "T0-1.p.%F0%9F%98%80",
    ],
)
def test_a_made_up_link_leads_nowhere(world: World, secret: str) -> None:
    world.add("Alice")
    assert Browsing(url=world.url).get(f"/sign-in/{secret}").status == 410


def test_neither_links_nor_sessions_can_be_read_in_the_database(world: World) -> None:
    alice = world.add("Alice")
    path = link_in_slack(world, alice)
    browser = Browsing(url=world.url)
    browser.post(path)
    kept = rows(world)
    assert path.rpartition(".")[2] not in kept
    assert browser.cookies["unhunch"].rpartition(".")[2] not in kept


def test_whoever_is_not_signed_in_sees_the_first_page_only(world: World) -> None:
    world.add("Alice")
    stranger = Browsing(url=world.url)
    for path in ("/me/", "/me/answers", "/me/answers/desk"):
        answer = stranger.get(path)
        assert (answer.status, answer.to) == (303, "/")
    assert stranger.post("/me/now").to == "/"
    assert world.sent() == []


def without_token(page: str) -> str:
    """Give a page without what tells the second in which it was made."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def test_an_address_that_is_known_gets_a_link_and_nobody_can_tell(
    world: World,
) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    known = browser.post("/sign-in", {"email": " Alice@Acme.example "})
    unknown = browser.post("/sign-in", {"email": "nobody@acme.example"})
    assert without_token(known.text) == without_token(unknown.text)
    assert "If we know this address" in known.text
    assert [one["user"] for one in world.sent()] == [alice]
    assert browser.post(last_link(world, alice)).to == "/me/"


def test_a_known_address_makes_no_work_before_the_answer(world: World) -> None:
    world.add("Alice")
    waiting: list[Callable[[], object]] = []
    app = replace(world.app, errand=waiting.append)
    asked = create_app(app, bolt_app(app)).test_client()
    token = asked.get("/").text.split('name="csrf_token" value="')[1].split('"')[0]

    def work(email: str) -> list[str]:
        done: list[str] = []

        def see(_conn: object, _cursor: object, statement: str, *_more: object) -> None:
            done.append(statement)

        event.listen(app.engine, "before_cursor_execute", see)
        asked.post("/sign-in", data={"csrf_token": token, "email": email})
        event.remove(app.engine, "before_cursor_execute", see)
        return done

    known, unknown = work("alice@acme.example"), work("nobody@acme.example")
    assert known == unknown
    assert not any("people" in statement for statement in known)
    assert len(waiting) == 2


def test_home_sends_the_link_where_there_is_an_address(world: World) -> None:
    alice = world.add("Alice")
    world.practice.click(alice, home(world, alice), "sign_in")
    assert says(world, alice) == "A link to your page is on its way to your messages."
    assert Browsing(url=world.url).get(last_link(world, alice)).status == 200


def test_pressing_the_link_in_slack_says_nothing_more(world: World) -> None:
    alice = world.add("Alice")
    link_in_slack(world, alice)
    ts = world.sent(alice)[-1]["ts"]
    assert world.practice.click(alice, ts, "follow_link").ok
    assert len(world.practice.messages_of(alice)) == 1


def test_without_a_public_address_no_link_goes_out_and_none_is_offered(
    world: World,
) -> None:
    alice = world.add("Alice")
    nowhere = world.app.settings.model_copy(update={"public_url": None})
    app = replace(world.app, settings=nowhere)
    send_link(app, world.workspace.workspace_id, alice)
    client = create_app(app, bolt_app(app)).test_client()
    page = client.get("/")
    assert "Send me a link" not in page.text
    assert "In Slack, open the Unhunch app" in page.text
    assert world.sent() == []


def test_an_hour_brings_so_many_links_at_most(world: World) -> None:
    alice = world.add("Alice")
    place = world.workspace.workspace_id
    sent = [send_link(world.app, place, alice) for _ in range(LINKS_AN_HOUR + 2)]
    assert sent == [True] * LINKS_AN_HOUR + [False] * 2
    assert len(world.sent(alice)) == LINKS_AN_HOUR
    world.clock.advance(hours=1, seconds=1)
    assert send_link(world.app, place, alice)


def test_strangers_cannot_use_up_a_persons_own_links(world: World) -> None:
    alice = world.add("Alice")
    stranger = Browsing(url=world.url)
    for _ in range(LINKS_BY_ADDRESS + 4):
        stranger.post("/sign-in", {"email": "alice@acme.example"})
    assert len(world.sent(alice)) == LINKS_BY_ADDRESS
    world.practice.click(alice, home(world, alice), "sign_in")
    assert "on its way" in says(world, alice)
    assert len(world.sent(alice)) == LINKS_BY_ADDRESS + 1


def test_whoever_had_too_many_links_is_told_so(world: World) -> None:
    alice = world.add("Alice")
    for _ in range(LINKS_AN_HOUR):
        send_link(world.app, world.workspace.workspace_id, alice)
    world.practice.click(alice, home(world, alice), "sign_in")
    assert says(world, alice).startswith("No link can be sent just now.")


@pytest.mark.parametrize("standing", ["declined", "stopped", "invited", "known"])
def test_an_address_reaches_only_whoever_agreed(world: World, standing: str) -> None:
    alice = world.add("Alice")
    person = world.person(alice)
    with world.app.engine.begin() as conn:
        key = person.workspace_id, person.person_id
        people.change(conn, *key, standing=Standing(standing))
    Browsing(url=world.url).post("/sign-in", {"email": "alice@acme.example"})
    assert world.sent() == []


def test_whoever_holds_a_role_gets_one_without_having_agreed_to_nudges(
    world: World,
) -> None:
    olga = world.add("Olga", agreed=False)
    give(world, olga, Role.OPERATOR)
    told = len(world.sent(olga))
    browser = Browsing(url=world.url)
    browser.post("/sign-in", {"email": "olga@acme.example"})
    assert len(world.sent(olga)) == told + 1
    assert browser.post(last_link(world, olga)).status == 303


@pytest.mark.parametrize("email", ["a\0b@acme.example", "x" * 50_000, "é@\u2028", ""])
def test_a_hostile_address_is_answered_like_any_other(world: World, email: str) -> None:
    answer = Browsing(url=world.url).post("/sign-in", {"email": email})
    assert answer.status == 200
    assert "If we know this address" in answer.text


def test_one_link_used_ends_all_the_others(world: World) -> None:
    alice = world.add("Alice")
    first = link_in_slack(world, alice)
    second = link_in_slack(world, alice)
    assert Browsing(url=world.url).post(second).status == 303
    assert Browsing(url=world.url).post(first).status == 410


def test_an_account_that_comes_back_finds_no_open_session(world: World) -> None:
    alice = world.add("Alice")
    browser = sign_in(world, alice)
    world.practice.event("user_change", user=alice, deleted=True)
    world.practice.event("user_change", user=alice, deleted=False)
    assert browser.get("/me/").to == "/"


def test_signing_in_ends_the_session_of_whoever_had_this_browser(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    browser = sign_in(world, alice)
    hers = browser.cookies["unhunch"]
    browser.post(link_in_slack(world, bob))
    stolen = Browsing(url=world.url, cookies={"unhunch": hers})
    assert stolen.get("/me/").to == "/"


def test_a_session_that_is_over_says_so(world: World) -> None:
    browser = sign_in(world, world.add("Alice"))
    world.clock.advance(seconds=IDLE.total_seconds())
    browser.get("/me/")
    assert "You are signed out." in browser.get("/").text


def test_somebody_who_left_is_out_at_once(world: World) -> None:
    alice = world.add("Alice")
    browser = sign_in(world, alice)
    path = link_in_slack(world, alice)
    world.practice.event("user_change", user=alice, deleted=True)
    assert browser.get("/me/").to == "/"
    assert Browsing(url=world.url).post(path).status == 410


def test_a_session_ends_when_it_rests_or_grows_old(world: World) -> None:
    alice = world.add("Alice")
    browser = sign_in(world, alice)
    world.clock.advance(seconds=IDLE.total_seconds() - 60)
    assert browser.get("/me/").status == 200
    world.clock.advance(seconds=IDLE.total_seconds() - 60)
    assert browser.get("/me/").status == 200
    world.clock.advance(seconds=IDLE.total_seconds())
    assert browser.get("/me/").to == "/"
    steady = sign_in(world, alice)
    for _ in range(int(LONGEST / IDLE) * 2):
        world.clock.advance(seconds=IDLE.total_seconds() / 2)
        last = steady.get("/me/").status
    assert last == 303


def test_signing_out_ends_the_session_for_good(world: World) -> None:
    browser = sign_in(world, world.add("Alice"))
    kept = dict(browser.cookies)
    assert browser.post("/sign-out").to == "/"
    assert "unhunch" not in browser.cookies
    browser.cookies.update(kept)
    assert browser.get("/me/").to == "/"


def test_each_sign_in_has_a_session_of_its_own(world: World) -> None:
    alice = world.add("Alice")
    first, second = sign_in(world, alice), sign_in(world, alice)
    assert first.cookies["unhunch"] != second.cookies["unhunch"]
    first.post("/sign-out")
    assert second.get("/me/").status == 200


def test_over_https_the_cookies_are_bound_to_the_host(world: World) -> None:
    settings = world.app.settings.model_copy(
        update={"public_url": "https://unhunch.example.org"}
    )
    app = replace(world.app, settings=settings)
    client = create_app(app, bolt_app(app)).test_client()
    path = link_in_slack(world, world.add("Alice"))
    page = client.get(path, base_url="https://unhunch.example.org")
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    entered = client.post(
        path,
        data={"csrf_token": token},
        base_url="https://unhunch.example.org",
        headers={"Origin": "https://unhunch.example.org"},
    )
    lines = [
        *page.headers.getlist("Set-Cookie"),
        *entered.headers.getlist("Set-Cookie"),
    ]
    cookies = {name: one for line in lines for name, one in SimpleCookie(line).items()}
    assert set(cookies) == {"__Host-unhunch", "__Host-unhunch-form"}
    for one in cookies.values():
        assert one["secure"]
        assert one["httponly"]
        assert one["samesite"] == "Lax"
        assert one["path"] == "/"


@pytest.mark.parametrize(
    "address",
    [
        "http://unhunch.example.org",
        "ftp://unhunch.example.org",
        "https://unhunch.example.org/app",
        "unhunch.example.org",
        "https://",
    ],
)
def test_a_public_address_that_cannot_work_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        Settings(public_url=address)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://unhunch.example.org/", "https://unhunch.example.org"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("", None),
    ],
)
def test_a_public_address_is_kept_without_its_slash(
    address: str, kept: str | None
) -> None:
    assert Settings(public_url=address).public_url == kept
