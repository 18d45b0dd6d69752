"""Runs the real command in processes of their own, without importing it each time.

One helper process per test session imports everything; each command is a fork of it:
its own process with its own environment, input, output and exit.
"""

import atexit
import gc
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path

TIMEOUT_S = 60
_one_at_a_time = threading.Lock()


def command(
    words: Iterable[str], env: Mapping[str, str], stdin: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Run ``unhunch WORD...`` in this environment; gives what it said."""
    with tempfile.TemporaryDirectory() as folder:
        streams = [Path(folder) / name for name in ("stdin", "stdout", "stderr")]
        streams[0].write_text(stdin, "utf-8")
        asked = {
            "words": [*words],
            "env": dict(env),
            "cwd": str(Path.cwd()),
            "streams": [*map(str, streams)],
        }
        with _one_at_a_time:
            status = _helper().ask(asked)
        return subprocess.CompletedProcess(
            args=asked["words"],
            returncode=status,
            stdout=streams[1].read_text("utf-8"),
            stderr=streams[2].read_text("utf-8"),
        )


@cache
def _helper() -> "_Helper":
    helper = _Helper()
    atexit.register(helper.end)
    return helper


class _Helper:
    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forking"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, asked: Mapping[str, object]) -> int:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(f"{json.dumps(asked)}\n")
        stdin.flush()
        return int(stdout.readline())

    def end(self) -> None:
        self._process.communicate()


# ------------------------------------------------------------- in the helper itself


def _serve() -> bool:
    """Fork for each line that is asked; True in a fork, False when all is done."""
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(asked)
            return True
        killer = threading.Timer(TIMEOUT_S, os.kill, (pid, 9))
        killer.start()
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        killer.cancel()
        killer.join()
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()
    return False


def _become(asked: Mapping[str, list[str]]) -> None:
    """Make this fork the command: the rest of the helper is forgotten."""
    for number, path in enumerate(asked["streams"]):
        flags = os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    os.chdir(str(asked["cwd"]))
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = ["unhunch", *asked["words"]]


def _run(main: Callable[[], object]) -> None:
    """Run and exit, without taking a whole interpreter apart."""
    status = 0
    try:
        main()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else bool(ended.code)
    atexit._run_exitfuncs()  # noqa: SLF001 - as a usual exit does
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    # Imported and read before the forks, for speed.
    import psycopg  # noqa: F401

    import jobs.runner  # noqa: F401
    import unhunch
    import web.app
    import web.demo
    import web.simulation
    import web.slack.manifest
    import web.worker  # noqa: F401
    from service import bootstrap
    from service.store import schema

    bootstrap.library()
    schema.head()
    gc.freeze()
    if _serve():
        _run(partial(unhunch.main, prog_name="python -m unhunch"))
