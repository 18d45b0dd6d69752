"""Real processes of the real command, and people whom they may send to right now."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from datetime import time as wall_time
from threading import Event

import psutil

from tests.dispatch.scenes import many_due
from tests.world import World

POST = "chat.postMessage"
GONE_WITHIN = 10


def now_due(world: World, count: int) -> list[str]:
    """Add people with a nudge that is due by the real clock; any hour is theirs."""
    world.clock.now = datetime.now(UTC)
    # Where it is mid-morning now, so that no test meets midnight.
    ahead = (10 - world.clock.now.hour + 12) % 24 - 12
    return many_due(
        world,
        count,
        world.clock.now,
        f"Etc/GMT{-ahead:+d}",
        work_days=list(range(7)),
        work_start=wall_time(0),
        work_end=wall_time(23),
        lunch_start=None,
        lunch_end=None,
    )


class Running:
    """One process of the command, up and running."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def end(self) -> float:
        """Ask it to end; gives the seconds it took. It must end well."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(GONE_WITHIN) == 0
        return time.monotonic() - began

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def is_talking_to(self, port: int) -> bool:
        """Tell whether it has a connection to a port of this machine."""
        connections = psutil.Process(self.process.pid).net_connections("tcp")
        return any(one.raddr and one.raddr.port == port for one in connections)


@contextmanager
def running(world: World, *words: str, copies: int = 1) -> Iterator[list[Running]]:
    """Start the command so many times, and wait until each says that it runs."""
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-u", "-m", "unhunch", *words],
                    env=world.environment(UNHUNCH_MESSAGES_PER_MINUTE="100000"),
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(copies)
        ]
        for process in processes:
            stack.callback(process.kill)
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("Unhunch")
        yield [Running(process) for process in processes]


def until(holds: Callable[[], bool], seconds: float = 20) -> float:
    """Wait until something holds; gives the seconds it took."""
    began = time.monotonic()
    pause = Event()
    while not holds():
        assert time.monotonic() - began < seconds, "it never came true"
        pause.wait(0.02)
    return time.monotonic() - began
