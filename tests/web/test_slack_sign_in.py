"""Sign in with Slack: what Slack signed for this attempt gets in, nothing else does."""

from collections.abc import Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from service.actions import workspaces
from service.core.dispatching import WorkspaceState
from service.core.sign_in import ATTEMPT_LIFE
from tests.actions.steps import rows
from tests.web.browsing import Answer, Browsing, sign_in
from tests.web.forged_tokens import FORGED
from tests.web.slack_browsing import BUTTON, allow, come_back, to_slack
from tests.world import World
from web.app import create_app
from web.practice import Kind
from web.practice.openid import signed
from web.slack.bolt import bolt_app

Lines = list[MutableMapping[str, Any]]


def sessions(world: World) -> int:
    with world.app.engine.begin() as conn:
        return conn.execute(text("select count(*) from sessions")).scalar_one()


@pytest.fixture
def logged(world: World) -> Iterator[Lines]:
    """Give what the product logs; after the world, which sets the log up."""
    with capture_logs() as lines:
        yield lines


def reasons(logged: Lines) -> list[str]:
    """Give the reasons for which sign-ins were refused, from the log."""
    return [one["reason"] for one in logged if one["event"] == "sign_in_refused"]


def is_out(world: World, browser: Browsing, answer: Answer, status: int) -> bool:
    """Say whether nobody is in, and the page says so plainly."""
    assert answer.status == status, answer.text
    assert "Traceback" not in answer.text
    assert "unhunch" not in browser.cookies
    assert browser.get("/me/").to == "/"
    return sessions(world) == 0


def query(path: str) -> dict[str, str]:
    return {name: one[0] for name, one in parse_qs(urlsplit(path).query).items()}


def test_the_button_leads_over_slack_to_the_own_page(world: World) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    assert f'href="{BUTTON}"' in browser.get("/").text
    entered = come_back(world, browser, alice)
    assert (entered.status, entered.to) == (303, "/me/")
    assert "Today's plan" in browser.get("/me/").text


@pytest.mark.parametrize(
    "missing", ["public_url", "slack_client_id", "slack_client_secret"]
)
def test_without_all_settings_there_is_no_button(world: World, missing: str) -> None:
    settings = world.app.settings.model_copy(update={missing: None})
    app = replace(world.app, settings=settings)
    client = create_app(app, bolt_app(app)).test_client()
    assert BUTTON not in client.get("/").text
    assert client.get(BUTTON).headers["Location"] == "/"


def test_slack_is_told_what_only_this_attempt_has(world: World) -> None:
    world.add("Alice")
    browser = Browsing(url=world.url)
    first, second = (query(to_slack(world, browser)) for _ in range(2))
    assert first["scope"] == "openid"
    assert first["response_type"] == "code"
    assert first["code_challenge_method"] == "S256"
    assert first["redirect_uri"] == f"{world.url}/sign-in/slack/back"
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 43
        assert first[name] != second[name]


def test_going_to_slack_keeps_nothing_here(world: World) -> None:
    world.add("Alice")
    browser = Browsing(url=world.url)
    browser.get(BUTTON)
    before = rows(world)
    cookie = browser.cookies["unhunch-attempt"]
    assert cookie.partition(".")[2] not in before


def test_no_forged_token_lets_anybody_in(world: World, logged: Lines) -> None:
    alice, _bob = world.add("Alice"), world.add("Bob")
    for name, forge in FORGED.items():
        world.practice.openid.sign = forge
        browser = Browsing(url=world.url)
        answer = come_back(world, browser, alice)
        assert is_out(world, browser, answer, 403), name
        assert "You could not be signed in." in answer.text, name
        assert len(reasons(logged)) == 1, name
        logged.clear()


def test_all_refusals_of_an_account_read_alike(world: World) -> None:
    alice = world.add("Alice")
    texts = set()
    for name in ("of an unknown user", "of a workspace where we are not", "over"):
        world.practice.openid.sign = FORGED[name]
        texts.add(come_back(world, Browsing(url=world.url), alice).text)
    assert len(texts) == 1


@pytest.mark.parametrize("seconds", [-29, 29])
def test_clocks_that_differ_a_little_let_people_in(world: World, seconds: int) -> None:
    alice = world.add("Alice")
    world.practice.openid.sign = lambda claims: signed(
        {**claims, "iat": world.clock().timestamp() + seconds}
    )
    assert come_back(world, Browsing(url=world.url), alice).status == 303


def test_an_answer_for_another_browser_lets_nobody_in(
    world: World, logged: Lines
) -> None:
    alice = world.add("Alice")
    hers, other = Browsing(url=world.url), Browsing(url=world.url)
    back = allow(world, to_slack(world, hers), alice)
    to_slack(world, other)
    assert is_out(world, other, other.get(back), 400)
    stranger = Browsing(url=world.url)
    assert is_out(world, stranger, stranger.get(back), 400)
    assert reasons(logged) == ["other_state", "no_attempt"]
    assert hers.get(back).status == 303


@pytest.mark.parametrize("change", ["missing", "wrong", "not ASCII"])
def test_an_answer_without_its_state_lets_nobody_in(world: World, change: str) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    given = query(allow(world, to_slack(world, browser), alice))
    states = {"missing": {}, "wrong": {"state": "x" * 43}, "not ASCII": {"state": "é"}}
    path = f"/sign-in/slack/back?{urlencode({'code': given['code'], **states[change]})}"
    assert is_out(world, browser, browser.get(path), 400)


def test_anothers_code_in_the_own_attempt_lets_nobody_in(world: World) -> None:
    """The code was stolen: whoever has it lacks what only the attempt knows."""
    alice, mallory = world.add("Alice"), world.add("Mallory")
    hers, theirs = Browsing(url=world.url), Browsing(url=world.url)
    stolen = query(allow(world, to_slack(world, hers), alice))["code"]
    own = query(allow(world, to_slack(world, theirs), mallory))
    path = f"/sign-in/slack/back?{urlencode({**own, 'code': stolen})}"
    assert is_out(world, theirs, theirs.get(path), 403)


def test_anothers_nonce_lets_nobody_in(world: World) -> None:
    alice = world.add("Alice")
    other = query(to_slack(world, Browsing(url=world.url)))["nonce"]
    world.practice.openid.sign = lambda claims: signed({**claims, "nonce": other})
    browser = Browsing(url=world.url)
    assert is_out(world, browser, come_back(world, browser, alice), 403)


def test_an_answer_works_once(world: World, logged: Lines) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    back = allow(world, to_slack(world, browser), alice)
    copied = Browsing(url=world.url, cookies=dict(browser.cookies))
    assert browser.get(back).status == 303
    browser.post("/sign-out")
    assert is_out(world, copied, copied.get(back), 400)
    assert reasons(logged) == ["state_used"]


def test_of_many_answers_at_once_one_gets_in(world: World) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    back = allow(world, to_slack(world, browser), alice)
    copies = [Browsing(url=world.url, cookies=dict(browser.cookies)) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda copy: copy.get(back).status, copies))
    assert sorted(answers) == [303] + [400] * 5
    assert sessions(world) == 1


def test_a_code_that_was_redeemed_lets_nobody_in(world: World) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    first = query(allow(world, to_slack(world, browser), alice))
    assert browser.get(f"/sign-in/slack/back?{urlencode(first)}").status == 303
    browser.post("/sign-out")
    again = query(allow(world, to_slack(world, browser), alice))
    path = f"/sign-in/slack/back?{urlencode({**again, 'code': first['code']})}"
    assert is_out(world, browser, browser.get(path), 403)


def test_an_attempt_is_over_after_ten_minutes(world: World) -> None:
    alice = world.add("Alice")
    late, early = Browsing(url=world.url), Browsing(url=world.url)
    to_late, to_early = to_slack(world, late), to_slack(world, early)
    world.clock.advance(seconds=ATTEMPT_LIFE.total_seconds() - 1)
    assert early.get(allow(world, to_early, alice)).status == 303
    early.post("/sign-out")
    world.clock.advance(seconds=1)
    assert is_out(world, late, late.get(allow(world, to_late, alice)), 400)


@pytest.mark.parametrize(
    "cookie", ["x", ".", "1772438400.", "-1.x", "9" * 400 + ".x", "9999999999.x", "é.é"]
)
def test_a_made_up_attempt_lets_nobody_in(world: World, cookie: str) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    back = allow(world, to_slack(world, browser), alice)
    browser.cookies["unhunch-attempt"] = cookie
    assert is_out(world, browser, browser.get(back), 400)


def test_a_no_on_slacks_page_lets_nobody_in(world: World) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    back = allow(world, to_slack(world, browser), alice, cancel="1")
    assert "error=access_denied" in back
    assert is_out(world, browser, browser.get(back), 403)


def test_an_answer_that_names_another_issuer_lets_nobody_in(world: World) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    back = allow(world, to_slack(world, browser), alice)
    answer = browser.get(f"{back}&iss=https://evil.example")
    assert is_out(world, browser, answer, 403)


def _remove(world: World, _user: str) -> None:
    place = world.workspace.workspace_id
    workspaces.change_state(world.app, place, WorkspaceState("removed"))


def _leave(world: World, user: str) -> None:
    world.practice.event("user_change", user=user, deleted=True)
    # The account is back in Slack, and not on our side.
    world.practice.change_member(user, deleted=False)


@pytest.mark.parametrize("gone", [_remove, _leave])
def test_who_or_what_is_gone_lets_nobody_in(
    world: World, gone: Callable[[World, str], None]
) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    to = to_slack(world, browser)
    gone(world, alice)
    assert is_out(world, browser, browser.get(allow(world, to, alice)), 403)


@pytest.mark.parametrize(
    "kind", [Kind.HTTP_500, Kind.HTML, Kind.INVALID_JSON, Kind.DROP_BEFORE]
)
def test_where_slack_does_not_answer_nothing_is_lost(world: World, kind: Kind) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    world.practice.add_fault("openid.connect.token", kind)
    answer = come_back(world, browser, alice)
    assert is_out(world, browser, answer, 503)
    assert "Slack cannot be reached just now." in answer.text
    assert come_back(world, browser, alice).status == 303


def test_signing_in_with_slack_ends_the_session_before(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    browser = sign_in(world, alice)
    hers = browser.cookies["unhunch"]
    assert come_back(world, browser, bob).status == 303
    assert browser.cookies["unhunch"] != hers
    assert Browsing(url=world.url, cookies={"unhunch": hers}).get("/me/").to == "/"


def test_a_cookie_planted_before_is_not_the_session_after(world: World) -> None:
    alice = world.add("Alice")
    planted = "T0PRACTICE.planted"
    browser = Browsing(url=world.url, cookies={"unhunch": planted})
    assert come_back(world, browser, alice).status == 303
    assert browser.cookies["unhunch"] != planted
    assert Browsing(url=world.url, cookies={"unhunch": planted}).get("/me/").to == "/"


def test_no_code_and_no_token_stands_in_the_log(world: World, logged: Lines) -> None:
    alice = world.add("Alice")
    browser = Browsing(url=world.url)
    world.practice.openid.sign = FORGED["over"]
    back = allow(world, to_slack(world, browser), alice)
    browser.get(back)
    said = repr(logged)
    assert "sign_in_refused" in said
    for secret in (*query(back).values(), browser.url, alice, "eyJ"):
        assert secret not in said
