"""The log tells that somebody came in or was refused, and never who it was."""

from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.web.browsing import Browsing, link_in_slack, sign_in
from tests.web.slack_browsing import come_back
from tests.world import World

Lines = list[MutableMapping[str, Any]]


@pytest.fixture
def logged(world: World) -> Iterator[Lines]:
    with capture_logs() as lines:
        yield lines


def said(logged: Lines, event: str) -> list[tuple[Any, ...]]:
    return [
        tuple(
            value for name, value in one.items() if name not in {"event", "log_level"}
        )
        for one in logged
        if one["event"] == event
    ]


def test_each_way_in_and_out_is_a_line(world: World, logged: Lines) -> None:
    alice = world.add("Alice")
    sign_in(world, alice).post("/sign-out")
    come_back(world, Browsing(url=world.url), alice)
    assert said(logged, "signed_in") == [("link",), ("slack",)]
    assert said(logged, "signed_out") == [("person",)]


def test_each_refusal_is_a_line(world: World, logged: Lines) -> None:
    browser = sign_in(world, world.add("Alice"))
    token = {"csrf_token": browser.token()}
    evil = {"Origin": "https://evil.example"}
    browser.send("POST", "/me/standing/stop", {})
    browser.send("POST", "/me/standing/stop", token, evil)
    browser.send("POST", "/slack/events", {"payload": "x"})
    browser.get("/", Host="evil.example")
    Browsing(url=world.url).get("/sign-in/T0PRACTICE.SECRET")
    browser.post("/sign-in", {"email": "x" * 200_000})
    assert said(logged, "request_refused") == [
        (400, "POST", "/me/standing/<act>"),
        (403, "POST", "/me/standing/<act>"),
        (401, "POST", "/slack/events"),
        (400, "GET", "/"),
        (410, "GET", "/sign-in/<secret>"),
        (413, "POST", "/sign-in"),
    ]


def test_no_line_tells_who_it_was_or_by_which_link(world: World, logged: Lines) -> None:
    alice = world.add("Alice")
    path = link_in_slack(world, alice)
    browser = Browsing(url=world.url)
    browser.post(path)
    browser.post(path)
    lines = repr(logged)
    assert "signed_in" in lines
    assert "request_refused" in lines
    for one in (alice, world.person(alice).person_id, path.rpartition(".")[2]):
        assert one not in lines


def test_what_a_crawler_does_not_find_is_no_line(world: World, logged: Lines) -> None:
    browser = Browsing(url=world.url)
    assert browser.get("/wp-login.php").status == 404
    assert browser.send("DELETE", "/").status == 405
    assert said(logged, "request_refused") == []
