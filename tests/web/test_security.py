"""What every answer carries, and which forms are not taken."""

import pytest
import structlog

from service import logs
from tests.web.browsing import Browsing, sign_in
from tests.world import World

PAGES = ("/", "/me/", "/me/answers", "/me/answers/desk", "/nowhere", "/healthz")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_loaded_from_elsewhere_or_stands_inline(
    world: World, path: str
) -> None:
    answer = sign_in(world, world.add("Alice")).get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert " style=" not in answer.text
    assert "<style" not in answer.text


def test_own_pages_are_kept_nowhere(world: World) -> None:
    browser = sign_in(world, world.add("Alice"))
    for path in ("/me/", "/me/answers", "/me/answers/soreness"):
        assert browser.get(path).headers["Cache-Control"] == "no-store"


def test_a_form_without_its_token_changes_nothing(world: World) -> None:
    alice = world.add("Alice")
    browser = sign_in(world, alice)
    answer = browser.send("POST", "/me/standing/stop", {})
    assert answer.status == 400
    assert "Nothing was changed." in answer.text
    assert world.person(alice).standing == "agreed"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1"},
    ],
)
def test_a_form_from_another_site_changes_nothing(
    world: World, headers: dict[str, str]
) -> None:
    alice = world.add("Alice")
    browser = sign_in(world, alice)
    fields = {"csrf_token": browser.token()}
    answer = browser.send("POST", "/me/standing/stop", fields, headers)
    assert answer.status == 403
    assert world.person(alice).standing == "agreed"


def test_a_form_from_here_is_taken(world: World) -> None:
    alice = world.add("Alice")
    browser = sign_in(world, alice)
    fields = {"csrf_token": browser.token()}
    answer = browser.send("POST", "/me/standing/stop", fields, {"Origin": world.url})
    assert answer.status == 303
    assert world.person(alice).standing == "stopped"


def test_a_form_larger_than_any_of_ours_is_refused(world: World) -> None:
    browser = sign_in(world, world.add("Alice"))
    answer = browser.post("/me/answers/desk/save", {"D1_sit_hours": "x" * 200_000})
    assert answer.status == 413


def test_somebody_elses_token_is_not_enough(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    hers, his = sign_in(world, alice), sign_in(world, bob)
    answer = hers.send("POST", "/me/standing/stop", {"csrf_token": his.token()})
    assert answer.status == 400
    assert world.person(alice).standing == "agreed"
    assert Browsing(url=world.url).get("/me/").to == "/"


@pytest.mark.parametrize("host", ["a..b", ".x", "x" * 70 + ".example"])
def test_a_host_that_is_none_gets_an_error_page_and_no_link_is_logged(
    world: World, host: str, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("DEBUG")
    answer = Browsing(url=world.url).get("/sign-in/T0PRACTICE.SECRET", Host=host)
    assert answer.status in {400, 404, 410}
    structlog.get_logger().info("a_line_of_ours")
    said = capfd.readouterr().err
    assert "a_line_of_ours" in said
    assert "SECRET" not in said
