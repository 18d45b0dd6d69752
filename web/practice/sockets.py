"""Socket Mode: the open WebSockets of the app, and the envelopes sent over them."""

import json
import secrets
import threading
from contextlib import suppress
from functools import partial
from socket import SHUT_RDWR
from typing import Any

from simple_websocket import (
    ConnectionClosed,
    Server,
)

from web.practice.values import Answer, Json

MOST_CONNECTIONS = 10


class Sockets:
    """The connections of one app; one of them, in turn, gets each payload."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._open: list[Server] = []
        self._tickets: set[str] = set()
        self._answers: dict[str, Any] = {}

    @property
    def is_open(self) -> bool:
        return bool(self._open)

    def new_ticket(self) -> str:
        """Return a secret that opens one connection, once."""
        ticket = secrets.token_urlsafe(16)
        with self._changed:
            self._tickets.add(ticket)
        return ticket

    def knows(self, ticket: str) -> bool:
        return ticket in self._tickets

    def wait_until_open(self, connections: int = 1, seconds: float = 10) -> bool:
        """Wait for the app to hold so many connections; False when it does not."""
        with self._changed:
            return self._changed.wait_for(
                lambda: len(self._open) >= connections, timeout=seconds
            )

    def serve(self, ticket: str, environ: Json, hello: Json) -> None:
        """Turn the request into a WebSocket and read it until it closes."""
        with self._changed:
            self._tickets.discard(ticket)
        connection = Server.accept(
            environ, thread_class=partial(threading.Thread, daemon=True)
        )
        with self._changed:
            connection.send(json.dumps(hello))
            self._open.append(connection)
            self._changed.notify_all()
        try:
            self._read(connection)
        finally:
            self._forget(connection)

    def ask(self, envelope: Json, seconds: float) -> Answer:
        """Send an envelope and wait for its acknowledgement."""
        envelope_id = envelope["envelope_id"]
        with self._changed:
            if not self._send(json.dumps(envelope)):
                return Answer(status=None, reason="connection_failed")
            answered = self._changed.wait_for(
                lambda: envelope_id in self._answers, timeout=seconds
            )
            if not answered:
                return Answer(status=None, reason="http_timeout")
            return Answer(status=200, body=self._answers.pop(envelope_id) or None)

    def close(self) -> None:
        """Hang up on every connection; an app may come again with a new ticket."""
        with self._changed:
            for connection in self._open:
                with suppress(OSError, ConnectionClosed):
                    connection.close()
                with suppress(OSError):
                    connection.sock.shutdown(SHUT_RDWR)

    def _read(self, connection: Server) -> None:
        with suppress(ConnectionClosed):
            while True:
                answer = _parsed(connection.receive())
                with self._changed:
                    self._answers[str(answer.get("envelope_id"))] = answer.get(
                        "payload"
                    )
                    self._changed.notify_all()

    def _send(self, text: str) -> bool:
        for connection in list(self._open):
            self._open.remove(connection)
            with suppress(OSError, ConnectionClosed):
                connection.send(text)
                self._open.append(connection)
                return True
        return False

    def _forget(self, connection: Server) -> None:
        with self._changed, suppress(ValueError):
            self._open.remove(connection)


def _parsed(text: Any) -> Json:
    try:
        answer = json.loads(text)
    except (TypeError, ValueError):
        return {}
    return answer if isinstance(answer, dict) else {}
