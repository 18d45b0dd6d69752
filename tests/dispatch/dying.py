"""Runs the real command in forked children, each of which dies at a chosen step.

``python -m tests.dispatch.dying WORD...`` reads step numbers, one a line. For each it
runs ``unhunch WORD...`` in a fork that exits without a word at that step, and
prints the number of steps it counted, or ``died``. A step is a statement about to
go to the database, a commit about to happen, a commit just done, a request about to
leave, a request written and not answered, an answer about to be read, an answer read.
"""

import contextlib
import http.client
import io
import itertools
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

import psycopg  # noqa: F401
from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

import unhunch
from service import bootstrap  # noqa: F401 - imported before the forks, for speed
from service.actions import sweeps  # noqa: F401
from service.gateways.library import load_catalogue
from service.store import schema

KILLED = 9


class Steps:
    """Counts the steps of all threads, and ends the process at one of them."""

    def __init__(self, last: int) -> None:
        self._last = last
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self.passed = 0

    def __call__(self, *_: Any, **__: Any) -> None:
        with self._lock:
            self.passed = next(self._numbers)
            if self.passed == self._last:
                os._exit(KILLED)


def watch(step: Steps) -> None:
    """Count what goes to the database and to Slack in this process."""
    event.listen(Engine, "before_cursor_execute", step)
    _around(DefaultDialect, "do_commit", step)
    _around(http.client.HTTPConnection, "request", step)
    _around(http.client.HTTPConnection, "getresponse", step)


def _around(owner: type, name: str, step: Steps) -> None:
    inner: Callable[..., Any] = getattr(owner, name)

    def stepping(*args: Any, **given: Any) -> Any:
        step()
        done = inner(*args, **given)
        step()
        return done

    setattr(owner, name, stepping)


def child(last: int, words: list[str], said: int) -> None:
    step = Steps(last)
    watch(step)
    with contextlib.redirect_stdout(io.StringIO()):
        unhunch.main(words, standalone_mode=False)
    os.write(said, str(step.passed).encode())
    os._exit(0)


def run(last: int, words: list[str]) -> str:
    here, there = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            child(last, words, there)
        finally:
            os._exit(1)
    os.close(there)
    with os.fdopen(here) as answers:
        said = answers.read()
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return "died" if status == KILLED else said or f"failed {status}"


if __name__ == "__main__":
    # Read once here rather than in each of a hundred forks.
    load_catalogue()
    schema.head()
    for line in sys.stdin:
        sys.stdout.write(f"{run(int(line), sys.argv[1:])}\n")
        sys.stdout.flush()
