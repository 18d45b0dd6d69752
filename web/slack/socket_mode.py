"""Socket Mode: the same listeners over a connection that we open to Slack."""

from threading import Event, Thread

import structlog
from slack_bolt import App as BoltApp
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from service.settings import Settings
from web.slack.bolt import client

log = structlog.get_logger()

_AGAIN_S = 5


class SocketMode:
    """Keeps one connection open. A Slack that is away is tried again."""

    def __init__(self, bolt: BoltApp, settings: Settings) -> None:
        token = settings.slack_app_token
        self._handler = SocketModeHandler(
            bolt,
            token.get_secret_value() if token else "",
            web_client=client(settings),
            proxy=settings.https_proxy,
        )
        self._ended = Event()
        self._opener = Thread(target=self._open, name="socket-mode", daemon=True)

    def start(self) -> None:
        self._opener.start()

    def stop(self) -> None:
        self._ended.set()
        self._handler.close()  # type: ignore[no-untyped-call] # Bolt's

    def is_connected(self) -> bool:
        return bool(self._handler.client.is_connected())

    def _open(self) -> None:
        while not self._ended.is_set():
            try:
                self._handler.connect()  # type: ignore[no-untyped-call] # Bolt's
            except Exception as error:  # noqa: BLE001 - whatever it was, again soon
                log.warning(
                    "socket_mode_waits", error=type(error).__name__, reason=_code(error)
                )
                self._ended.wait(_AGAIN_S)
            else:
                return


def _code(error: Exception) -> str:
    """Give Slack's own word, such as invalid_auth, where it gave one."""
    if isinstance(error, SlackApiError):
        return str(error.response.get("error"))
    return "unreachable"
