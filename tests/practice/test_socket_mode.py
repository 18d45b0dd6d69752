"""The same app over Socket Mode, with slack_bolt's own built-in client."""

import http.client
from collections.abc import Callable

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from tests.practice.bolt_app import Seen, a_bolt_app
from tests.practice.conftest import hang_up
from tests.practice.pieces import a_modal, opened, posted
from web.practice import PracticeWorkspace


@pytest.mark.usefixtures("app_over_socket")
def test_clicks_forms_and_events_come_over_the_socket(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    ts = posted(slack)
    assert ws.click("U1", ts, "more", "why").statuses == (200,)
    assert ws.submit("U1", values={"name": {"it": "Alice"}}).ok
    assert ws.click("U1", ts, "done").statuses == (200,)
    assert ws.event("user_change", user="U1", tz="Asia/Tokyo").statuses == (200,)
    assert [len(seen.clicks), len(seen.forms), len(seen.events)] == [2, 1, 1]
    assert ws.open_view_of("U1") is None
    assert ws.messages_of("U1")[0].text == "Noted"


@pytest.mark.usefixtures("app_over_socket")
def test_a_slash_command_is_answered_to_its_person_only(ws: PracticeWorkspace) -> None:
    assert ws.command("U1", "/unhunch  help ").ok
    said = ws.messages_of("U1")[0]
    assert (said.text, said.is_ephemeral) == ("You typed help.", True)
    assert ws.command("U1", "/unhunch").ok
    assert len(ws.messages_of("U1")) == 1


@pytest.mark.usefixtures("app_over_socket")
def test_an_answer_to_a_form_comes_back_in_the_acknowledgement(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    opened(slack, ws)
    seen.answer = {"response_action": "errors", "errors": {"place": "Not there."}}
    assert ws.submit("U1", values={"place": {"it": "home"}}).errors == {
        "place": "Not there."
    }
    seen.answer = {"response_action": "push", "view": a_modal()}
    assert ws.submit("U1", values={"place": {"it": "home"}}).ok
    assert len(ws.modals["U1"]) == 2


@pytest.mark.usefixtures("app_over_socket")
def test_what_is_not_acknowledged_times_out(
    ws: PracticeWorkspace,
) -> None:
    ws.ack_seconds = 0.1
    ws.event_retries = (0,)
    outcome = ws.event("emoji_changed")
    assert (outcome.statuses, outcome.reason) == ((None, None), "http_timeout")


def test_an_app_that_lost_its_socket_comes_again(
    ws: PracticeWorkspace,
    slack: WebClient,
    seen: Seen,
    app_over_socket: SocketModeHandler,
    until: Callable[[Callable[[], bool]], bool],
) -> None:
    ws.sockets.close()
    assert until(lambda: ws.calls["apps.connections.open"] == 2)
    assert ws.wait_for_socket()
    assert ws.click("U1", posted(slack), "done").ok


def test_one_of_several_connections_gets_each_payload(
    ws: PracticeWorkspace,
    slack: WebClient,
    seen: Seen,
    app_over_socket: SocketModeHandler,
) -> None:
    other_seen = Seen()
    other = SocketModeHandler(
        a_bolt_app(slack, ws.signing_secret, other_seen), ws.app_token
    )
    other.connect()  # type: ignore[no-untyped-call]
    assert ws.wait_for_socket(connections=2)
    for _ in range(4):
        ws.click("U1", posted(slack), "done")
    hang_up(ws, other)
    assert (len(seen.clicks), len(other_seen.clicks)) == (2, 2)


def test_a_ticket_nobody_was_given_opens_nothing(base_url: str) -> None:
    host = base_url.removeprefix("http://").partition("/")[0]
    connection = http.client.HTTPConnection(host, timeout=2)
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket"}
    connection.request("GET", "/practice/socket?ticket=made-up", headers=upgrade)
    assert connection.getresponse().status == 401
    connection.close()
