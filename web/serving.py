"""Serves the Flask app with gunicorn, and drains on SIGTERM within ten seconds."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from service.core.errors import Refused

_GRACEFUL_S = 9


@dataclass(frozen=True, kw_only=True)
class Served:
    """What one worker process runs.

    ``stopping`` is called at the first signal, ``stop`` when the last request
    of the worker is answered.
    """

    flask: Flask
    stopping: Callable[[], None]
    stop: Callable[[], None]


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn publishes no types
    def __init__(self, make: Callable[[], Served], options: dict[str, Any]) -> None:
        self._make = make
        self._options = options
        self._served: Served | None = None
        self._ending = False
        super().__init__()

    def load_config(self) -> None:
        for name, value in (self._options | {"worker_exit": self._end}).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        self._listen_for_the_end()
        # After the fork: connections and threads belong to the worker.
        self._served = self._make()
        return self._served.flask

    def _listen_for_the_end(self) -> None:
        # Ctrl-C reaches the worker twice: from the terminal, and as SIGQUIT from
        # the master. Gunicorn's own answer to those locks itself out when the
        # second interrupts the first, so all signals drain as SIGTERM does.
        drain = signal.getsignal(signal.SIGTERM)

        def end(number: int, frame: FrameType | None) -> None:
            first, self._ending = not self._ending, True
            if first and self._served is not None:
                self._served.stopping()
            if callable(drain):
                drain(number, frame)

        for number in (signal.SIGTERM, signal.SIGQUIT, signal.SIGINT):
            signal.signal(number, end)

    def _end(self, _server: object, _worker: object) -> None:
        if self._served is not None:
            self._served.stop()


def serve(
    make: Callable[[], Served], *, host: str, port: int, workers: int, threads: int
) -> None:
    """Serve until a signal comes; ``make`` runs once in each worker process."""
    options = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "timeout": 60,
        "graceful_timeout": _GRACEFUL_S,
        "accesslog": None,
        "loglevel": "warning",
        "control_socket_disable": True,
        # What a request may be before anything of ours sees it: bytes of its first
        # line and of each header, and the number of headers.
        "limit_request_line": 4_094,
        "limit_request_field_size": 8_190,
        "limit_request_fields": 60,
        # Which proxies are believed is decided in web/hosts.py, and nowhere else.
        "forwarded_allow_ips": "",
    }
    master = os.getpid()
    try:
        _Server(make, options).run()
    except SystemExit as ended:
        if os.getpid() != master:
            _leave(ended)
        if ended.code:
            raise


def refuse_taken(host: str, port: int) -> None:
    """Refuse a taken port in one line, before gunicorn tries for five seconds."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"Port {port} on {host} cannot be used ({error.strerror}): "
                "choose another with --port."
            ) from None


def _leave(ended: SystemExit) -> None:
    """End a worker here: what the frames above clean up belongs to the master."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(ended.code if isinstance(ended.code, int) else 0)
