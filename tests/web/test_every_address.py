"""What holds at every address of the product, also at those that are added later."""

import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from service.core.rate_limits import Counted
from tests.actions.steps import set_up
from tests.web.browsing import Browsing, sign_in
from tests.web.clients import HTTPS, client
from tests.web.test_limits import use_up
from tests.web.walking import addresses, contents
from tests.world import World
from web.security import HEADERS, HSTS, MOST_FORM_BYTES, most_bytes

UNSAFE = {"slack"}
"""Blueprints whose forms are not ours: Slack signs them."""


def signed_in(world: World, user: str) -> FlaskClient:
    """Give a client in which the person is signed in."""
    asked = client(world)
    for name, value in sign_in(world, user).cookies.items():
        asked.set_cookie(name, value, domain="localhost")
    return asked


def token(asked: FlaskClient) -> str:
    page = asked.get("/me/browsers").text
    return page.split('name="csrf_token" value="')[1].split('"')[0]


def test_no_form_is_taken_that_does_not_come_from_a_page_of_ours(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    hers, his = signed_in(world, alice), signed_in(world, bob)
    good = token(hers)
    wrong: dict[str, tuple[dict[str, str], dict[str, str]]] = {
        "no token": ({}, {}),
        "wrong token": ({"csrf_token": "x"}, {}),
        "another's token": ({"csrf_token": token(his)}, {}),
        "foreign Origin": ({"csrf_token": good}, {"Origin": "https://evil.example"}),
        "no Origin to name": ({"csrf_token": good}, {"Origin": "null"}),
        "cross-site": ({"csrf_token": good}, {"Sec-Fetch-Site": "cross-site"}),
        "same-site": ({"csrf_token": good}, {"Sec-Fetch-Site": "same-site"}),
    }
    before, taken, forms = contents(world), [], 0
    for rule, path in addresses(hers.application, "POST"):
        if rule.endpoint.partition(".")[0] in UNSAFE:
            continue
        forms += 1
        world.clock.advance(minutes=1)  # as many as one may send in a minute
        for how, (fields, headers) in wrong.items():
            status = hers.post(path, data=fields, headers=headers).status_code
            if status not in {400, 403}:
                taken.append((path, how, status))
    assert taken == []
    assert contents(world) == before
    assert forms >= 10


def test_looking_changes_nothing(world: World) -> None:
    asked = signed_in(world, world.add("Alice"))
    before, failed, pages = contents(world), [], 0
    for _rule, path in addresses(asked.application, "GET"):
        for method in ("GET", "HEAD", "OPTIONS", "TRACE"):
            status = asked.open(path, method=method, buffered=True).status_code
            if status >= 500:
                failed.append((method, path, status))
        pages += 1
    assert failed == []
    assert contents(world) == before
    assert pages >= 10


class _Unread(io.RawIOBase):
    """A body that nobody may read."""

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: Any) -> int:
        raise AssertionError("the body was read")


def test_a_body_that_is_too_large_is_refused_unread(world: World) -> None:
    asked = signed_in(world, world.add("Alice"))
    for method in ("POST", "GET"):
        for rule, path in addresses(asked.application, method):
            blueprint = rule.endpoint.rpartition(".")[0] or None
            most = most_bytes(rule.endpoint, blueprint)
            large = {"CONTENT_LENGTH": str(most + 1), "wsgi.input": _Unread()}
            answer = asked.open(path, method=method, environ_overrides=large)
            assert answer.status_code == 413, path


def test_a_body_that_does_not_say_how_large_it_is_is_not_taken_by_half(
    world: World,
) -> None:
    alice = world.add("Alice")
    asked = signed_in(world, alice)
    begin = f"csrf_token={token(asked)}&x=".encode()
    for size, status in ((MOST_FORM_BYTES, 413), (MOST_FORM_BYTES * 5, 413), (9, 303)):
        answer = asked.post(
            "/me/standing/stop",
            input_stream=io.BytesIO(begin + b"y" * size),
            content_type="application/x-www-form-urlencoded",
            headers={"Transfer-Encoding": "chunked"},
            environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": None},
        )
        assert answer.status_code == status
        stopped = world.person(alice).standing == "stopped"
        assert stopped is (status == 303)


def _break(asked: FlaskClient) -> None:
    """Let a page fail."""

    def boom() -> str:
        raise ZeroDivisionError("a secret of the inside")

    asked.application.view_functions["sign_in.privacy"] = boom


def _every_kind(
    world: World, ask: Callable[..., TestResponse], flask: Flask
) -> Iterator[tuple[str, TestResponse]]:
    for method in ("GET", "POST"):
        for _rule, path in addresses(flask, method):
            for tried in (method, "HEAD", "OPTIONS", "TRACE"):
                yield f"{tried} {path}", ask(path, method=tried)
    yield "404", ask("/nowhere")
    yield "405", ask("/me/", method="DELETE")
    yield "500", ask("/privacy")
    yield "an address that moved", ask("/me")
    yield "413", ask("/sign-in", method="POST", data={"email": "x" * 200_000})
    yield "another host", ask("/", headers={"Host": "evil.example"})
    yield "no host", ask("/", headers={"Host": "a..b"})
    use_up(world, Counted.LINK_OPENED)
    yield "429", ask("/sign-in/T0PRACTICE.x")


@pytest.mark.parametrize("public", [None, HTTPS])
def test_every_answer_carries_the_headers(world: World, public: str | None) -> None:
    world.add("Alice")
    asked = client(world, public_url=public)
    _break(asked)
    ask = partial(asked.open, base_url=public or "http://localhost", buffered=True)
    statuses = set()
    for what, answer in _every_kind(world, ask, asked.application):
        given = answer.headers
        assert {name: given.get(name) for name in HEADERS} == HEADERS, what
        assert given.get("Strict-Transport-Security") == (HSTS if public else None)
        assert "Cache-Control" in given, what
        assert "Server" not in given, what
        statuses.add(answer.status_code)
    assert statuses >= {200, 303, 400, 401, 404, 405, 410, 413, 429, 500}


def test_the_policy_lets_nothing_in(world: World) -> None:
    policy = dict(
        part.strip().split(" ", 1)
        for part in HEADERS["Content-Security-Policy"].split(";")
    )
    for name in ("default-src", "base-uri", "object-src", "frame-ancestors"):
        assert policy[name] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    for feature in ("camera", "geolocation", "microphone", "payment"):
        assert f"{feature}=()" in HEADERS["Permissions-Policy"]


def test_nothing_but_files_is_kept_anywhere(world: World) -> None:
    asked = signed_in(world, world.add("Alice"))
    for rule, path in addresses(asked.application, "GET"):
        answer = asked.get(path, buffered=True)
        if not rule.rule.startswith("/static/"):
            assert answer.headers["Cache-Control"] == "no-store", path


def test_asking_what_is_possible_tells_no_more_than_that(world: World) -> None:
    asked = client(world)
    answer = asked.options("/me/")
    assert (answer.status_code, answer.text) == (200, "")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    traced = asked.open("/", method="TRACE", headers={"Cookie": "unhunch=secret"})
    assert traced.status_code == 405
    assert "secret" not in traced.text
    assert "GET" in traced.headers["Allow"]


def test_what_does_not_open_is_our_fault_and_says_so_to_the_log_alone(
    world: World,
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, {"age": "20_55"})
    asked = signed_in(world, alice)
    flipped = text("update answers set sealed = sealed || '\\x00'::bytea")
    with world.app.engine.begin() as conn:
        conn.execute(flipped)
    with capture_logs() as logged:
        answer = asked.get("/me/answers")
    assert answer.status_code == 500
    assert "Sealed data" not in answer.text
    assert "<code>" in answer.text
    assert [line["error"] for line in logged] == ["Unreadable"]


@pytest.mark.parametrize("debug", ["0", "1"])
def test_an_error_shows_nothing_of_the_inside(
    world: World, debug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", debug)
    asked = client(world)
    _break(asked)
    answer = asked.get("/privacy")
    assert asked.application.debug is False
    assert answer.status_code == 500
    for word in ("Traceback", "ZeroDivisionError", "a secret", ".py", "werkzeug"):
        assert word not in answer.text
    assert "tell whoever runs Unhunch this number: <code>" in answer.text


def test_there_are_no_metrics_without_their_token(world: World) -> None:
    assert Browsing(url=world.url).get("/metrics").status == 404
