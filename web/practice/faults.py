"""Makes the practice workspace misbehave on request, as Slack and networks do."""

import math
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from socket import SHUT_RDWR
from typing import Any

from flask import Response, jsonify

from web.practice.values import TooFast


class Kind(StrEnum):
    RATE_LIMITED = "rate_limited"
    HTTP_500 = "http_500"
    HTTP_503 = "http_503"
    HTML = "html"
    INVALID_JSON = "invalid_json"
    SLOW = "slow"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    ERROR = "error"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One misbehaviour of one method (``*`` for all), for one user or everybody.

    ``times`` counts the calls it spoils; None means until it is cleared.
    """

    method: str
    kind: Kind
    times: int | None = 1
    user: str | None = None
    retry_after: int = 1
    seconds: float = 1.0
    error: str = "fatal_error"

    def concerns(self, method: str, user: str | None) -> bool:
        return self.method in {method, "*"} and self.user in {None, user}


class Faults:
    """The faults still to be played, oldest first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._due: list[Fault] = []

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._due.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._due.clear()

    def due(self) -> list[Fault]:
        """Return what is still to be played, oldest first."""
        with self._lock:
            return list(self._due)

    def take(self, method: str, user: str | None) -> Fault | None:
        """Return the fault for this call, one time less of it being left."""
        with self._lock:
            for index, fault in enumerate(self._due):
                if fault.concerns(method, user):
                    self._due[index : index + 1] = _rest_of(fault)
                    return fault
        return None


def _rest_of(fault: Fault) -> Iterable[Fault]:
    if fault.times is None:
        return [fault]
    return [replace(fault, times=fault.times - 1)] if fault.times > 1 else []


@dataclass
class Limits:
    """Slack's own pace for chat.postMessage; None switches a limit off."""

    per_channel_seconds: float | None = None
    per_minute: int | None = None
    _posts: list[tuple[datetime, str]] = field(default_factory=list)

    def count(self, channel: str, now: datetime) -> None:
        """Count one message, or raise TooFast with the seconds to wait."""
        minute_ago = now - timedelta(minutes=1)
        self._posts = [post for post in self._posts if post[0] > minute_ago]
        wait = max(self._channel_wait(channel, now), self._minute_wait(now))
        if wait > 0:
            raise TooFast(max(1, math.ceil(wait)))
        self._posts.append((now, channel))

    def _channel_wait(self, channel: str, now: datetime) -> float:
        last = [at for at, other in self._posts if other == channel]
        if self.per_channel_seconds is None or not last:
            return 0
        return self.per_channel_seconds - (now - last[-1]).total_seconds()

    def _minute_wait(self, now: datetime) -> float:
        if self.per_minute is None or len(self._posts) < self.per_minute:
            return 0
        return 60 - (now - self._posts[-self.per_minute][0]).total_seconds()


class Hangup(Response):
    """Closes the connection without an HTTP answer, under werkzeug and gunicorn."""

    def __call__(self, environ: Any, _: Any) -> Any:
        for name in ("werkzeug.socket", "gunicorn.socket"):
            if name in environ:
                with suppress(OSError):
                    environ[name].shutdown(SHUT_RDWR)
        # Each server takes another exception as "the connection is gone, say nothing".
        if "gunicorn.socket" in environ:
            raise StopIteration
        raise ConnectionAbortedError


@dataclass(frozen=True, kw_only=True)
class Call:
    """One API call about to be spoiled: how to accept it, and how to wait."""

    accept: Callable[[], Response]
    wait: Callable[[float], object]


def play(fault: Fault, call: Call) -> Response:
    """Answer a call as the fault says."""
    return _PLAYS[fault.kind](fault, call)


def too_fast(retry_after: int) -> Response:
    """Return Slack's answer to a caller above the rate limit."""
    response = jsonify(ok=False, error="ratelimited")
    response.status_code = 429
    response.headers["Retry-After"] = str(retry_after)
    return response


def _slow(fault: Fault, call: Call) -> Response:
    # Accepted at once and answered late: the hard case for a caller that gave up.
    response = call.accept()
    call.wait(fault.seconds)
    return response


def _drop_after(_: Fault, call: Call) -> Response:
    call.accept()
    return Hangup()


_PAGE = "<!doctype html><title>Maintenance</title><p>We will be back soon."

_PLAYS: Mapping[Kind, Callable[[Fault, Call], Response]] = {
    Kind.RATE_LIMITED: lambda fault, _: too_fast(fault.retry_after),
    Kind.HTTP_500: lambda _fault, _call: Response("Internal error", status=500),
    Kind.HTTP_503: lambda _fault, _call: Response("Unavailable", status=503),
    Kind.HTML: lambda _fault, _call: Response(_PAGE, mimetype="text/html"),
    Kind.INVALID_JSON: lambda _fault, _call: Response(
        '{"ok": true, "ts": ', mimetype="application/json"
    ),
    Kind.SLOW: _slow,
    Kind.DROP_BEFORE: lambda _fault, _call: Hangup(),
    Kind.DROP_AFTER: _drop_after,
    Kind.ERROR: lambda fault, _: jsonify(ok=False, error=fault.error),
}
