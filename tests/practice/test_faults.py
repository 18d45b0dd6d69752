"""Each fault looks to slack_sdk as the real one does, and the ledger stays true."""

import http.client
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.practice.conftest import StandingClock, a_client
from tests.practice.pieces import posted
from web.practice import PracticeWorkspace


def say(slack: WebClient, user: str = "U1") -> Any:
    return slack.chat_postMessage(channel=user, text="Stretch")


def test_a_rate_limit_is_a_429_with_the_seconds_to_wait(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    ws.add_fault("chat.postMessage", "rate_limited", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        say(slack)
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"
    assert not ws.ledger
    assert say(slack)["ok"]


@pytest.mark.parametrize(("kind", "status"), [("http_500", 500), ("http_503", 503)])
def test_a_server_error_is_recorded_nowhere(
    slack: WebClient, ws: PracticeWorkspace, kind: str, status: int
) -> None:
    ws.add_fault("chat.postMessage", kind)
    with pytest.raises(SlackApiError) as caught:
        say(slack)
    assert caught.value.response.status_code == status
    assert not ws.ledger


@pytest.mark.parametrize("kind", ["html", "invalid_json"])
def test_an_answer_that_is_no_json_is_an_error(
    slack: WebClient, ws: PracticeWorkspace, kind: str
) -> None:
    ws.add_fault("chat.postMessage", kind)
    with pytest.raises(SlackApiError):
        say(slack)
    assert not ws.ledger


def test_a_slow_answer_is_accepted_although_the_caller_gave_up(
    base_url: str, ws: PracticeWorkspace
) -> None:
    ws.add_fault("chat.postMessage", "slow", seconds=30)
    impatient = a_client(base_url, ws.bot_token, timeout=1)
    with pytest.raises(TimeoutError):
        say(impatient)
    assert len(ws.ledger) == 1


def test_a_connection_dropped_before_accepting_leaves_nothing(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    ws.add_fault("chat.postMessage", "drop_before")
    with pytest.raises(http.client.RemoteDisconnected):
        say(slack)
    assert not ws.ledger


def test_a_connection_dropped_after_accepting_leaves_the_message(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    ws.add_fault("chat.postMessage", "drop_after")
    with pytest.raises(http.client.RemoteDisconnected):
        say(slack)
    assert [posted.text for posted in ws.ledger] == ["Stretch"]


def test_any_refusal_can_be_played_for_one_person_so_many_times(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    ws.add_fault("chat.postMessage", "error", error="user_disabled", user="U2", times=2)
    say(slack, "U1")
    for _ in range(2):
        with pytest.raises(SlackApiError, match="user_disabled"):
            say(slack, "U2")
    say(slack, "U2")
    assert [posted.user for posted in ws.ledger] == ["U1", "U2"]


def test_a_fault_without_a_number_stays_until_it_is_cleared(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    ws.add_fault("*", "error", error="fatal_error", times=None)
    for ask in (slack.auth_test, slack.users_list, slack.auth_test):
        with pytest.raises(SlackApiError, match="fatal_error"):
            ask()
    ws.clear_faults()
    assert slack.auth_test()["ok"]


def test_the_limiter_wants_a_second_between_messages_to_one_person(
    slack: WebClient, ws: PracticeWorkspace, clock: StandingClock
) -> None:
    ws.set_limits(per_channel_seconds=1)
    say(slack, "U1")
    say(slack, "U2")
    with pytest.raises(SlackApiError) as caught:
        say(slack, "U1")
    clock.advance(seconds=1)
    say(slack, "U1")
    assert caught.value.response.headers["Retry-After"] == "1"
    assert len(ws.ledger) == 3


def test_the_limiter_holds_a_ceiling_per_minute(
    slack: WebClient, ws: PracticeWorkspace, clock: StandingClock
) -> None:
    ws.set_limits(per_minute=2)
    say(slack)
    clock.advance(seconds=20)
    say(slack)
    with pytest.raises(SlackApiError) as caught:
        say(slack)
    assert caught.value.response.headers["Retry-After"] == "40"
    ws.set_limits()
    assert posted(slack)
