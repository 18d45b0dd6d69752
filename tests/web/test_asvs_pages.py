"""What the standard asks of every page, address and cookie, one sentence each."""

import base64
import json
import zlib
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from gunicorn.config import Config
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser
from sqlalchemy import text

from service.actions.secret_hashes import new_secret
from service.actions.setup_link import make_link
from service.core.roles import Role
from tests.web.browsing import Browsing, link_in_slack, sign_in
from tests.web.clients import HTTPS, client
from tests.web.crawling import client as signed_in_client
from tests.web.offices import give, operator
from tests.web.walking import addresses
from tests.world import World
from web.app import create_app
from web.slack.bolt import bolt_app


@pytest.fixture
def alice(world: World) -> FlaskClient:
    flask = create_app(world.app, bolt_app(world.app))
    return signed_in_client(flask, sign_in(world, world.add("Alice")))


def test_each_answer_says_what_it_is_and_how_it_is_written(alice: FlaskClient) -> None:
    seen = set()
    for _rule, path in addresses(alice.application, "GET"):
        answer = alice.get(path, buffered=True)
        kind = answer.headers["Content-Type"]
        if answer.mimetype.startswith("text/"):
            assert kind.endswith("; charset=utf-8"), path
        is_page = answer.text.lstrip().startswith("<!doctype html>")
        assert is_page == (answer.mimetype == "text/html"), path
        seen.add(answer.mimetype)
    assert seen >= {"text/html", "text/plain", "text/css"}


def test_no_other_site_may_read_an_answer(alice: FlaskClient) -> None:
    origin = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for _rule, path in addresses(alice.application, "GET"):
        for method in ("GET", "OPTIONS"):
            answer = alice.open(path, method=method, headers=origin, buffered=True)
            allowed = [one for one in answer.headers if one[0].startswith("Access-")]
            assert allowed == [], path


NOWHERE = (
    *("/.git/config", "/.env", "/requirements.txt", "/docs/", "/openapi.json"),
    *("/static/", "/static", "/static/pictures/", "/static/../app.py"),
    *("/static/%2e%2e/app.py", "/static/..%2fapp.py", "/console", "/debug"),
    *("/practice/", "/practice/ledger.json", "/demo", "/metrics"),
)


def test_nothing_is_served_but_what_is_meant_to_be(alice: FlaskClient) -> None:
    """No folder, no source, no description, nothing that only the demo needs."""
    for path in NOWHERE:
        assert alice.get(path, buffered=True).status_code == 404, path


def test_an_address_that_is_encoded_twice_is_decoded_once(alice: FlaskClient) -> None:
    assert alice.get("/me/answers/%64esk").status_code == 200
    assert alice.get("/me/answers/%2564esk").status_code == 404


def test_plain_http_is_not_led_to_https_in_silence(world: World) -> None:
    asked = client(world, public_url=HTTPS)
    plain = HTTPS.replace("https", "http")
    for path in ("/healthz", "/readyz"):
        assert asked.get(path, base_url=plain).status_code == 200
    assert asked.post("/slack/events", base_url=plain).status_code == 401


def test_every_page_behind_the_sign_in_has_the_way_out(
    world: World, alice: FlaskClient
) -> None:
    flask = alice.application
    hana = world.add("Hana")
    give(world, hana, Role.HR)
    reports = signed_in_client(flask, sign_in(world, hana))
    browsers = dict.fromkeys(
        ("me", "operator"), signed_in_client(flask, operator(world))
    )
    browsers["hr"] = reports
    shown = set()
    for rule, path in addresses(flask, "GET"):
        place = rule.endpoint.partition(".")[0]
        # What is a file to keep leads nowhere, and the way in needs no way out.
        if place in browsers and "." not in path:
            answer = browsers[place].get(path)
            if answer.status_code == 200:
                assert 'action="/sign-out"' in answer.text, path
                shown.add(rule.endpoint)
    assert len(shown) >= 12
    assert {"me.today", "me.do", "hr.reports", "operator.set_up"} <= shown


def test_a_secret_has_256_bits_and_none_comes_twice() -> None:
    drawn = {new_secret("T0", "p").rpartition(".")[2] for _ in range(100)}
    assert len(drawn) == 100
    for one in drawn:
        assert len(base64.urlsafe_b64decode(f"{one}=")) == 32


def test_nobody_is_there_before_somebody_was_added(world: World) -> None:
    """No account comes with the product, and no role."""
    with world.app.engine.begin() as conn:
        for table in ("people", "sessions", "sign_in_links"):
            count = conn.execute(text(f"select count(*) from {table}"))  # noqa: S608 - named here
            assert count.scalar_one() == 0, table
    assert Browsing(url=world.url).get("/me/").to == "/"


def cookies(world: World, *steps: tuple[str, str]) -> Iterator[str]:
    """Give the lines that set cookies on a way through the pages, over https."""
    asked = client(world, public_url=HTTPS)
    page = asked.get("/", base_url=HTTPS)
    yield from page.headers.getlist("Set-Cookie")
    form = {"csrf_token": page.text.split('name="csrf_token" value="')[1].split('"')[0]}
    for method, path in steps:
        data = {**form, "email": "a@acme.example"} if method == "POST" else None
        answer = asked.open(path, method=method, data=data, base_url=HTTPS)
        yield from answer.headers.getlist("Set-Cookie")


def test_every_cookie_is_for_this_host_alone_and_for_no_script(world: World) -> None:
    link = link_in_slack(world, world.add("Alice"))
    set_up = urlsplit(make_link(world.app)).path
    to_slack = ("GET", "/sign-in/slack")
    lines = [
        *cookies(world, ("POST", "/sign-in"), to_slack, ("POST", link)),
        *cookies(world, ("POST", set_up)),
    ]
    names = {line.partition("=")[0] for line in lines}
    kinds = ("", "-form", "-asked", "-attempt", "-setup")
    assert names == {f"__Host-unhunch{kind}" for kind in kinds}
    for line in lines:
        said = {part.strip() for part in line.split(";")[1:]}
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= said, line
        assert not any(part.startswith("Domain") for part in said), line


def test_no_cookie_holds_what_was_told(world: World) -> None:
    """The form's cookie is signed, not sealed: whoever has the browser reads it."""
    browser = sign_in(world, world.add("Alice"))
    saved = browser.post("/me/answers/soreness/save", {"pain": "3", "regions": "neck"})
    assert saved.status == 303
    kept = browser.cookies["unhunch-form"]
    payload = kept.lstrip(".").split(".")[0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    said = json.loads(zlib.decompress(raw) if kept.startswith(".") else raw)
    assert set(said) <= {"csrf_token", "_flashes", "wanted"}
    assert "neck" not in repr(said)


@pytest.mark.parametrize(
    "lines",
    [
        ("Content-Length: 4", "Transfer-Encoding: chunked"),
        ("Content-Length: 4", "Content-Length: 5"),
        ("Content-Length: +4",),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding : chunked",),
    ],
)
def test_a_request_that_ends_in_two_places_is_refused(lines: tuple[str, ...]) -> None:
    """By gunicorn, with the settings as it has them: nobody can smuggle a second."""
    raw = "\r\n".join(["POST / HTTP/1.1", "Host: x", *lines, "", "abcd", ""]).encode()
    with pytest.raises(ParseException):
        next(RequestParser(Config(), iter([raw]), ("127.0.0.1", 1)))
