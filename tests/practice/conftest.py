"""A practice workspace on a real socket, and clocks that stand where they are put."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from tests.practice.bolt_app import Seen, a_bolt_app, over_http
from tests.practice_server import serve
from web.practice import PracticeWorkspace, blueprint

MONDAY_TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)


class StandingClock:
    def __init__(self) -> None:
        self.at = MONDAY_TEN

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def ws(clock: StandingClock) -> Iterator[PracticeWorkspace]:
    workspace = PracticeWorkspace(now=clock, event_retries=(0, 0, 0))
    workspace.add_member("U1", "Alice Example", email="alice@example.com")
    workspace.add_member("U2", "Bob Example", tz="Asia/Tokyo")
    workspace.add_member("U3", "Carol Gone", deleted=True)
    yield workspace
    workspace.close()


@pytest.fixture
def flask_app(ws: PracticeWorkspace) -> Flask:
    app = Flask(__name__)
    app.register_blueprint(blueprint(ws), url_prefix="/practice")
    return app


@pytest.fixture
def base_url(flask_app: Flask) -> Iterator[str]:
    with serve(flask_app) as url:
        yield f"{url}/practice"


@pytest.fixture
def slack(base_url: str, ws: PracticeWorkspace) -> WebClient:
    return a_client(base_url, ws.bot_token)


def a_client(base_url: str, token: str, timeout: int = 2) -> WebClient:
    return WebClient(
        token=token, base_url=f"{base_url}/api/", retry_handlers=[], timeout=timeout
    )


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def app_over_http(ws: PracticeWorkspace, slack: WebClient, seen: Seen) -> Iterator[App]:
    app = a_bolt_app(slack, ws.signing_secret, seen)
    with serve(over_http(app, seen)) as url:
        ws.events_url = f"{url}/slack/events"
        yield app
        ws.events_url = None


@pytest.fixture
def app_over_socket(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> Iterator[SocketModeHandler]:
    app = a_bolt_app(slack, ws.signing_secret, seen)
    handler = SocketModeHandler(app, ws.app_token, ping_interval=1)
    try:
        handler.connect()  # type: ignore[no-untyped-call]
        assert ws.wait_for_socket()
        yield handler
    finally:
        hang_up(ws, handler)


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], bool]:
    return happens


def hang_up(ws: PracticeWorkspace, handler: SocketModeHandler) -> None:
    """Close from Slack's side first: the client's own close waits three seconds.

    Its two ways of closing must not meet, or it closes a socket that is None.
    """
    handler.client.auto_reconnect_enabled = False
    handler.client.default_auto_reconnect_enabled = False
    ws.sockets.close()
    happens(lambda: not handler.client.is_connected())
    handler.close()  # type: ignore[no-untyped-call]


def happens(happened: Callable[[], bool]) -> bool:
    """Wait, five seconds at most, for something that another thread does."""
    never = threading.Event()
    return any(happened() or never.wait(0.02) for _ in range(250))
