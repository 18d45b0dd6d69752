"""A whole installation in processes of its own, next to a practice workspace."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil
from flask import Flask

from tests.practice_server import serve
from tests.world import DATA_KEY
from web.practice import PracticeWorkspace, blueprint


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def soon(happened: Callable[[], Any], seconds: float = 20) -> bool:
    """Wait, but not for ever, for something that another process does."""
    never = threading.Event()
    return any(happened() or never.wait(0.05) for _ in range(int(seconds / 0.05)))


def get(port: int, path: str) -> tuple[int, str]:
    """Get a page; status 0 where nobody listens."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()


def clean_environment(**more: str) -> dict[str, str]:
    ours = ("UNHUNCH_", "SLACK_")
    return {k: v for k, v in os.environ.items() if not k.startswith(ours)} | more


class Process:
    """One running `unhunch`, its words kept in files of the test."""

    def __init__(self, folder: Path, environ: dict[str, str], *words: str) -> None:
        self._said = folder / f"{words[0]}.said"
        with self._said.open("w") as said:
            self.popen = subprocess.Popen(
                [sys.executable, "-m", "unhunch", *words],
                env=environ,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self._said.read_text()

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal; gives the exit status. Ten seconds is the promise."""
        children = psutil.Process(self.popen.pid).children(recursive=True)
        self.popen.send_signal(number)
        return self._ended(children)

    def press_ctrl_c(self) -> int:
        """Interrupt all its processes at once, as a terminal does."""
        children = psutil.Process(self.popen.pid).children(recursive=True)
        os.killpg(self.popen.pid, signal.SIGINT)
        return self._ended(children)

    def kill(self) -> None:
        if self.popen.poll() is None:
            self.popen.kill()
            self.popen.wait(timeout=10)

    def _ended(self, children: list[psutil.Process]) -> int:
        status = self.popen.wait(timeout=10)
        _, alive = psutil.wait_procs(children, timeout=1)
        assert not alive, f"left behind: {alive}"
        return status


class Installation:
    """The command and its long-running halves against one database."""

    def __init__(
        self, practice: PracticeWorkspace, folder: Path, environ: dict[str, str]
    ) -> None:
        self.practice = practice
        self.folder = folder
        self.environ = environ
        self.port = free_port()
        self.started: list[Process] = []

    def start(self, *words: str) -> Process:
        process = Process(self.folder, self.environ, *words)
        self.started.append(process)
        return process

    def is_ready(self) -> bool:
        return soon(lambda: get(self.port, "/readyz")[0] == 200)

    def run(self, *words: str) -> str:
        """Run a command to its end; gives what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "unhunch", *words],
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout


@contextmanager
def installation(database_url: str, folder: Path) -> Iterator[Installation]:
    """Open an installation whose Slack is a practice workspace in this process."""
    practice = PracticeWorkspace(now=lambda: datetime.now(UTC))
    outside = Flask("practice-slack")
    outside.register_blueprint(blueprint(practice), url_prefix="/practice")
    with serve(outside) as slack_url:
        environ = clean_environment(
            UNHUNCH_DATABASE_URL=database_url,
            UNHUNCH_SECRET_KEY="s" * 40,
            UNHUNCH_DATA_KEY=DATA_KEY,
            UNHUNCH_DATA_DIR=str(folder),
            UNHUNCH_SLACK_API_URL=f"{slack_url}/practice/api/",
            UNHUNCH_SLACK_BOT_TOKEN=practice.bot_token,
        )
        opened = Installation(practice, folder, environ)
        environ["UNHUNCH_PORT"] = str(opened.port)
        try:
            yield opened
        finally:
            for process in opened.started:
                process.kill()
            practice.close()
