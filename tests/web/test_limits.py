"""Whoever asks too often waits a little; all processes count together."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from service.bootstrap import build
from service.core.rate_limits import LIMITS, Counted
from tests.web.browsing import Browsing, link_in_slack, sign_in
from tests.web.clients import FAR, PROXY, client
from tests.world import World
from web.app import create_app
from web.practice import blueprint
from web.slack.bolt import bolt_app


def use_up(world: World, counted: Counted) -> None:
    """Let all that was counted as this have reached the limit."""
    change = text("update request_counts set count = :most where counted = :counted")
    with world.app.engine.begin() as conn:
        done = conn.execute(change, {"most": LIMITS[counted].most, "counted": counted})
    assert done.rowcount >= 1


ASKS: dict[str, tuple[Counted, Callable[[Browsing], int]]] = {
    "a link by address": (
        Counted.LINK_ASKED,
        lambda browser: browser.post("/sign-in", {"email": "a@acme.example"}).status,
    ),
    "looking at a link": (
        Counted.LINK_OPENED,
        lambda browser: browser.get("/sign-in/T0PRACTICE.x").status,
    ),
    "using a link": (
        Counted.LINK_OPENED,
        lambda browser: browser.post("/sign-in/T0PRACTICE.x").status,
    ),
    "going to Slack": (
        Counted.SLACK_SIGN_IN,
        lambda browser: browser.get("/sign-in/slack").status,
    ),
    "coming back": (
        Counted.SLACK_SIGN_IN,
        lambda browser: browser.get("/sign-in/slack/back").status,
    ),
    "the door for Slack": (
        Counted.SLACK_DOOR,
        lambda browser: browser.send("POST", "/slack/events", {}).status,
    ),
    "a form of nobody's": (
        Counted.FORM,
        lambda browser: browser.post("/me/standing/stop").status,
    ),
}


@pytest.mark.parametrize(("counted", "ask"), ASKS.values(), ids=ASKS)
def test_too_many_wait_until_the_next_stretch(
    world: World, counted: Counted, ask: Callable[[Browsing], int]
) -> None:
    world.add("Alice")
    browser = Browsing(url=world.url)
    assert ask(browser) != 429
    use_up(world, counted)
    assert ask(browser) == 429
    world.clock.advance(seconds=LIMITS[counted].each.total_seconds())
    assert ask(browser) != 429


def test_whoever_waits_is_told_how_long(world: World) -> None:
    world.add("Alice")
    browser = Browsing(url=world.url)
    world.clock.advance(minutes=4)
    browser.get("/sign-in/T0PRACTICE.x")
    use_up(world, Counted.LINK_OPENED)
    answer = browser.get("/sign-in/T0PRACTICE.x")
    assert answer.headers["Retry-After"] == "360"
    assert "That was a lot in a short time." in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_refused_request_changes_nothing(world: World) -> None:
    alice = world.add("Alice")
    browser = sign_in(world, alice)
    browser.post("/me/browsers")
    browser.post("/me/standing/pause_today")
    use_up(world, Counted.FORM)
    assert browser.post("/me/standing/stop").status == 429
    assert world.person(alice).standing == "agreed"


def test_a_persons_forms_are_counted_apart_from_anothers(world: World) -> None:
    hers, his = sign_in(world, world.add("Alice")), sign_in(world, world.add("Bob"))
    hers.post("/me/standing/pause_today")
    use_up(world, Counted.FORM)
    assert hers.post("/me/standing/resume").status == 429
    assert his.post("/me/standing/pause_today").status == 303


def test_what_one_takes_home_is_counted_apart(world: World) -> None:
    asked = sign_in(world, world.add("Alice"))
    assert asked.get("/me/data.json").status == 200
    use_up(world, Counted.DOWNLOAD)
    for name in ("json", "html"):
        assert asked.get(f"/me/data.{name}").status == 429
    assert asked.get("/me/").status == 200


def test_all_processes_count_together(world: World) -> None:
    alice = world.add("Alice")
    path = link_in_slack(world, alice)
    other = replace(build(world.app.settings, clock=world.clock), later=world.app.later)
    asked = create_app(other, bolt_app(other)).test_client()
    assert Browsing(url=world.url).get(path).status == 200
    use_up(world, Counted.LINK_OPENED)
    assert asked.get(path).status_code == 429
    other.engine.dispose()


def _look(asked: FlaskClient, environ: dict[str, str], **headers: str) -> int:
    answer = asked.get(
        "/sign-in/T0PRACTICE.x", headers=headers, environ_overrides=environ
    )
    return answer.status_code


def test_nobody_gets_around_by_naming_another_address(world: World) -> None:
    asked = client(world)
    _look(asked, FAR)
    use_up(world, Counted.LINK_OPENED)
    for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
        assert _look(asked, FAR, **{name: "198.51.100.1"}) == 429


def test_a_listed_proxy_says_for_whom_it_asks(world: World) -> None:
    asked = client(world, trusted_proxies="10.0.0.0/8")
    # What the proxy adds comes last; what its client wrote stands before.
    theirs = {"X-Forwarded-For": "192.0.2.1, 198.51.100.1"}
    _look(asked, PROXY, **theirs)
    use_up(world, Counted.LINK_OPENED)
    assert _look(asked, PROXY, **theirs) == 429
    assert _look(asked, PROXY, **{"X-Forwarded-For": "192.0.2.9, 198.51.100.1"}) == 429
    behind_another = "192.0.2.9, 198.51.100.1, 10.0.0.7"
    assert _look(asked, PROXY, **{"X-Forwarded-For": behind_another}) == 429
    assert _look(asked, PROXY, **{"X-Forwarded-For": "198.51.100.2"}) == 410
    assert _look(asked, PROXY, **{"X-Forwarded-For": "10.0.0.7"}) == 410


def test_no_address_is_kept(world: World) -> None:
    asked = client(world)
    _look(asked, FAR)
    with world.app.engine.begin() as conn:
        kept = conn.execute(text("select * from request_counts")).one()
    assert kept.counted == "link_opened"
    for form in (FAR["REMOTE_ADDR"].encode(), bytes([203, 0, 113])):
        assert form not in bytes(kept.subject_hash)
    assert len(kept.subject_hash) == 32


def test_the_practice_workspace_is_free(world: World) -> None:
    asked = client(world)
    asked.application.register_blueprint(
        blueprint(world.practice), url_prefix="/practice"
    )
    asked.post("/me/standing/stop")
    asked.post("/practice/api/auth.test")
    use_up(world, Counted.FORM)
    assert asked.post("/practice/api/auth.test").status_code == 200


def test_what_was_counted_is_forgotten(world: World) -> None:
    _look(client(world), FAR)
    world.add("Alice")
    assert world.run("purge")["request_counts"] == 0
    world.clock.advance(hours=25)
    assert world.run("purge")["request_counts"] == 1
