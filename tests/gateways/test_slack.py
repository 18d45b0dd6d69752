"""What the gateway makes of Slack's answers, over a real socket."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, Response

from service.gateways.slack import SlackGateway
from service.ports import (
    Ambiguous,
    Message,
    Posted,
    Refusal,
    Scope,
    SlackError,
    TryLater,
)
from service.settings import Settings
from tests.practice_server import serve
from web.practice import PracticeWorkspace, blueprint

ALICE = "U0ALICE"
HELLO = Message(
    text="Hello",
    blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}],
)


@pytest.fixture(autouse=True)
def without_what_slack_sdk_logs() -> Iterator[None]:
    logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)
    yield
    logging.getLogger("slack_sdk").setLevel(logging.NOTSET)


@pytest.fixture
def practice() -> PracticeWorkspace:
    workspace = PracticeWorkspace(now=lambda: datetime.now(UTC))
    workspace.add_member(ALICE, "Alice")
    return workspace


@pytest.fixture
def slack(practice: PracticeWorkspace) -> Iterator[SlackGateway]:
    outside = Flask("practice-slack")
    outside.register_blueprint(blueprint(practice), url_prefix="/practice")
    with serve(outside) as url:
        yield gateway(f"{url}/practice/api/")


def gateway(url: str, timeout_s: float = 6) -> SlackGateway:
    settings = Settings(slack_api_url=url)
    return SlackGateway("xoxb-practice", settings, timeout_s=timeout_s)


@contextmanager
def answering(answer: Callable[[], Response]) -> Iterator[SlackGateway]:
    """Serve one answer to every call."""
    outside = Flask("odd-slack")
    outside.add_url_rule("/api/<method>", "api", lambda **_: answer(), methods=["POST"])
    with serve(outside) as url:
        yield gateway(f"{url}/api/")


def failure(slack: SlackGateway) -> SlackError:
    with pytest.raises(SlackError) as caught:
        slack.post(ALICE, HELLO)
    return caught.value


def test_a_message_comes_back_with_its_receipt(
    slack: SlackGateway, practice: PracticeWorkspace
) -> None:
    posted = slack.post(ALICE, HELLO)

    (message,) = practice.messages_of(ALICE)
    assert posted == Posted(channel=message.channel, ts=message.ts)


def test_a_message_can_be_changed(
    slack: SlackGateway, practice: PracticeWorkspace
) -> None:
    posted = slack.post(ALICE, HELLO)
    slack.update(posted, Message(text="Bye", blocks=HELLO.blocks))

    (message,) = practice.messages_of(ALICE)
    assert message.text == "Bye"


def test_a_token_says_whose_it_is(slack: SlackGateway) -> None:
    assert slack.whoami().workspace_id == "T0PRACTICE"


def test_members_are_read_page_by_page(
    slack: SlackGateway, practice: PracticeWorkspace
) -> None:
    practice.page_size = 2
    for number in range(5):
        practice.add_member(f"U1{number}", f"P{number}")

    found = [member.slack_user_id for member in slack.members()]
    assert len(found) == len(set(found)) == len(practice.members)


def test_a_dropped_connection_is_not_tried_again(
    slack: SlackGateway, practice: PracticeWorkspace
) -> None:
    practice.add_fault("chat.postMessage", "drop_after")

    error = failure(slack)
    assert isinstance(error, Ambiguous)
    assert error.reason == "connection_lost"
    assert practice.calls["chat.postMessage"] == 1


@pytest.mark.parametrize(
    ("code", "scope"),
    [
        ("channel_not_found", Scope.PERSON),
        ("user_disabled", Scope.PERSON),
        ("token_revoked", Scope.WORKSPACE),
        ("missing_scope", Scope.WORKSPACE),
        ("invalid_blocks", Scope.MESSAGE),
        ("a_code_of_tomorrow", Scope.MESSAGE),
    ],
)
def test_a_refusal_says_whom_it_concerns(
    slack: SlackGateway, practice: PracticeWorkspace, code: str, scope: Scope
) -> None:
    practice.add_fault("chat.postMessage", "error", error=code)

    error = failure(slack)
    assert isinstance(error, Refusal)
    assert (error.reason, error.scope) == (code, scope)


def test_a_rate_limit_in_the_body_counts_too(
    slack: SlackGateway, practice: PracticeWorkspace
) -> None:
    practice.add_fault("chat.postMessage", "error", error="rate_limited")

    error = failure(slack)
    assert isinstance(error, TryLater)
    assert error.whole_workspace


def too_many(headers: dict[str, str]) -> Response:
    body = '{"ok": false, "error": "ratelimited"}'
    return Response(body, 429, headers, mimetype="application/json")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"retry-after": "7"}, 7),
        ({}, 30),
        ({"Retry-After": "soon"}, 30),
        ({"Retry-After": "nan"}, 30),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": "-5"}, 1),
        ({"Retry-After": "99999999"}, 3600),
    ],
)
def test_the_wait_that_slack_asks_for_is_read_with_care(
    headers: dict[str, str], seconds: int
) -> None:
    with answering(lambda: too_many(headers)) as slack:
        error = failure(slack)

    assert isinstance(error, TryLater)
    assert error.after == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        ("", 200, "garbled_answer"),
        ("[]", 200, "garbled_answer"),
        ("[1]", 200, "garbled_answer"),
        ("null", 200, "garbled_answer"),
        ("{}", 200, "garbled_answer"),
        ('{"ok": false}', 200, "garbled_answer"),
        ('{"ok": false, "error": "<b>"}', 200, "garbled_answer"),
        ("<html>Sign in to the guest network</html>", 200, "garbled_answer"),
        ("<html>Forbidden</html>", 403, "garbled_answer"),
        ('{"ok": false, "error": "service_unavailable"}', 503, "http_503"),
        ("Bad gateway", 502, "http_502"),
    ],
)
def test_an_answer_that_is_not_slacks_leaves_it_open_what_happened(
    body: str, status: int, reason: str
) -> None:
    with answering(lambda: Response(body, status)) as slack:
        error = failure(slack)

    assert isinstance(error, Ambiguous)
    assert error.reason == reason


def test_an_answer_in_no_known_charset_leaves_it_open_too() -> None:
    answer = Response(b"\xff\xfe", 200, content_type="text/html; charset=klingon")
    with answering(lambda: answer) as slack:
        assert failure(slack).reason == "garbled_answer"


def test_a_name_that_cannot_be_found_means_that_nothing_left() -> None:
    error = failure(gateway("https://slack.invalid/api/"))

    assert isinstance(error, TryLater)
    assert not error.whole_workspace


def test_a_fold_goes_to_slack_only(slack: SlackGateway) -> None:
    with pytest.raises(Refusal, match="response_url_elsewhere"):
        slack.fold("http://127.0.0.1:1/somewhere", HELLO)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.slack.com/actions/T/1/2",
        "https://hooks.slack.com.evil.example/actions/T/1/2",
        "https://evil.example/hooks.slack.com",
    ],
)
def test_with_the_real_slack_a_fold_goes_to_its_hooks_only(url: str) -> None:
    real = SlackGateway("xoxb-1", Settings())
    with pytest.raises(Refusal, match="response_url_elsewhere"):
        real.fold(url, HELLO)


def test_a_fold_whose_address_is_used_up_is_an_error(
    slack: SlackGateway, practice: PracticeWorkspace
) -> None:
    slack.post(ALICE, HELLO)
    with pytest.raises(Ambiguous, match="http_404"):
        slack.fold(f"{practice.base_url}/response/T0PRACTICE.R0", HELLO)
