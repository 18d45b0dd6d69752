"""By which names the product is asked, and whom it believes about them."""

import pytest

from service.actions.links import send_link
from tests.web.browsing import Browsing, last_link
from tests.web.clients import FAR, HTTPS, PROXY, client
from tests.world import World

PATHS = ("/", "/me/", "/static/style.css", "/nowhere", "/healthz", "/sign-in/slack")
OTHER = ("evil.example", "unhunch.example.org.evil.example", "evil.example:8000", "")


@pytest.mark.parametrize("host", OTHER)
def test_another_host_is_refused(world: World, host: str) -> None:
    asked = client(world, public_url=HTTPS)
    for path in PATHS:
        answer = asked.get(path, headers={"Host": host}, environ_overrides=FAR)
        assert answer.status_code == 400, path
        assert "Location" not in answer.headers, path


def test_slack_too_asks_by_the_right_name(world: World) -> None:
    asked = client(world, public_url=HTTPS)
    answer = asked.post("/slack/events", headers={"Host": "evil.example"})
    assert answer.status_code == 400


def test_the_page_says_what_it_saw_and_what_it_expects(world: World) -> None:
    asked = client(world, public_url=HTTPS)
    text = asked.get("/", headers={"Host": "other.example"}).text
    assert "other.example" in text
    assert HTTPS in text
    hostile = asked.get("/", headers={"Host": "<script>x"}).text
    assert "<script" not in hostile


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000"])
def test_without_a_public_address_this_machine_is_asked_by_its_own_names(
    world: World, host: str
) -> None:
    for public in (None, "http://127.0.0.1:8000"):
        asked = client(world, public_url=public)
        assert asked.get("/", headers={"Host": host}).status_code == 200
        assert asked.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_without_a_public_address_it_answers_by_the_one_it_listens_on(
    world: World,
) -> None:
    asked = client(world, public_url=None, host="10.0.0.5")
    assert asked.get("/", headers={"Host": "10.0.0.5:8000"}).status_code == 200
    everywhere = client(world, public_url=None, host="0.0.0.0")  # noqa: S104 - compared
    for host in ("0.0.0.0:8000", "10.0.0.5:8000"):
        assert everywhere.get("/", headers={"Host": host}).status_code == 400


def test_health_may_be_asked_from_the_machine_itself(world: World) -> None:
    asked = client(world, public_url=HTTPS)
    here = {"Host": "127.0.0.1:8000"}
    for path in ("/healthz", "/readyz"):
        assert asked.get(path, headers=here).status_code == 200
        far = asked.get(path, headers=here, environ_overrides=FAR)
        assert far.status_code == 400
    assert asked.get("/", headers=here).status_code == 400


def test_links_are_made_from_the_setting_alone(world: World) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    send_link(world.app, world.workspace.workspace_id, alice)
    message = repr(world.sent(alice)[-1]["blocks"])
    assert f"{world.url}/sign-in/" in message
    named = browser.get("/me", Host="localhost")
    assert named.status in {303, 308}
    assert last_link(world, alice).startswith("/sign-in/")


FORWARDED = {"X-Forwarded-Host": "unhunch.example.org", "X-Forwarded-Proto": "https"}


def test_a_listed_proxy_is_believed_about_the_name(world: World) -> None:
    asked = client(world, public_url=HTTPS, trusted_proxies="10.0.0.1")
    inside = {"Host": "web:8000", **FORWARDED}
    good = asked.get("/", headers=inside, environ_overrides=PROXY)
    assert good.status_code == 200
    assert asked.get("/", headers=inside, environ_overrides=FAR).status_code == 400


@pytest.mark.parametrize("trusted", ["", "10.0.0.2"])
def test_others_are_not(world: World, trusted: str) -> None:
    asked = client(world, public_url=HTTPS, trusted_proxies=trusted)
    inside = {"Host": "web:8000", **FORWARDED}
    answer = asked.get("/", headers=inside, environ_overrides=PROXY)
    assert answer.status_code == 400
    evil = {"Host": "unhunch.example.org", "X-Forwarded-Host": "evil.example"}
    assert asked.get("/", headers=evil, environ_overrides=PROXY).status_code == 200
